// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/lists/revertpanel.h"

namespace tandem::client {

/// How one mass change stands, and the way to undo it as a whole. A merge of two records is one, too.
class MassChangePanel final : public RevertPanel
{
    Q_OBJECT

public:
    explicit MassChangePanel(const FieldContext &context, QWidget *parent = nullptr);

    /// "done", "reverting", "reverted", "revertFailed"; also of a record that the server has not seen yet.
    static QString stateOf(const Record &run);
    /// "Undo this whole change (500 records)…"; what a menu offers while it can be undone, else a look at it.
    static QString offer(const Record &run);

protected:
    Words words() const override;
    QString state() const override { return stateOf(record()); }
    QStringList summary() const override;
    QString promise() const override;

private:
    QString whatWasDone() const;
};

}
