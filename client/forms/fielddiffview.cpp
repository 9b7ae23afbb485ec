// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/forms/fielddiffview.h"

#include "client/fields/recordscontext.h"
#include "client/records/records.h"

#include <QEvent>
#include <QHeaderView>

namespace tandem::client {

FieldDiffView::FieldDiffView(FieldFormat format, QWidget *parent)
    : QTreeWidget(parent)
    , m_format(std::move(format))
{
    setRootIsDecorated(false);
    setSelectionMode(QAbstractItemView::NoSelection);
    setColumnCount(3);
    setAlternatingRowColors(true);
    setWordWrap(true);
    header()->setSectionResizeMode(QHeaderView::Stretch);
    if (Records *records = m_format.context().records)
        connect(records, &Records::titlesChanged, this, &FieldDiffView::render);
    render();
}

void FieldDiffView::setChanges(EntityNumber entity, const std::vector<FieldChange> &changes)
{
    m_entity = entity;
    m_changes = changes;
    render();
}

void FieldDiffView::setFormat(FieldFormat format)
{
    m_format = std::move(format);
    render();
}

void FieldDiffView::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        render();
    QTreeWidget::changeEvent(event);
}

void FieldDiffView::render()
{
    setHeaderLabels({tr("Field"), tr("From"), tr("To")});
    setAccessibleName(tr("Changes"));
    clear();
    const FieldContext &context = m_format.context();
    const EntityDef *entity = context.registry ? context.registry->entityOrRemoved(m_entity) : nullptr;
    if (!entity)
        return;
    const Labels *labels = labelsOf(context);
    for (const FieldChange &change : m_changes) {
        const FieldDef *field = entity->fieldOrRemoved(change.field);
        if (!field)
            continue;
        auto *item = new QTreeWidgetItem(this);
        item->setText(0, labels ? labels->field(*entity, *field) : field->name);
        const auto [from, to] = m_format.change(*entity, *field, change.from, change.to);
        item->setText(1, from);
        item->setText(2, to);
        for (int column = 1; column < 3; ++column)
            item->setToolTip(column, item->text(column));
    }
}

}
