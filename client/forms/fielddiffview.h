// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/fields/fieldformat.h"
#include "shared/replication/mutation.h"

#include <QTreeWidget>

namespace tandem::client {

/// A list of field, from → to: what a mutation in the outbox, a problem or a line of the history changes.
class FieldDiffView final : public QTreeWidget
{
    Q_OBJECT
public:
    explicit FieldDiffView(FieldFormat format, QWidget *parent = nullptr);

    void setChanges(EntityNumber entity, const std::vector<FieldChange> &changes);
    void setFormat(FieldFormat format);

protected:
    void changeEvent(QEvent *event) override;

private:
    void render();

    FieldFormat m_format;
    EntityNumber m_entity = 0;
    std::vector<FieldChange> m_changes;
};

}
