// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/lists/revertpanel.h"

namespace tandem::client {

/// How one import stands, and the way to revert it.
class ImportRunPanel final : public RevertPanel
{
    Q_OBJECT

public:
    explicit ImportRunPanel(const FieldContext &context, QWidget *parent = nullptr);

    void hideCounts() { m_showsCounts = false; } ///< where they stand beside it already
    /// "running", "done", "reverting", "reverted", "revertFailed"; also of a record that the server has not seen yet.
    static QString stateOf(const Record &run);

protected:
    Words words() const override;
    QString state() const override { return stateOf(record()); }
    QStringList summary() const override;
    QString promise() const override;

private:
    bool m_showsCounts = true;
};

}
