// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/printing/recordsheetjob.h"

namespace tandem::client {

RecordSheetJob::RecordSheetJob(FieldContext context, const RecordKey &key, QObject *parent)
    : SheetJob(std::move(context), parent)
    , m_key(key)
{
}

void RecordSheetJob::read()
{
    readRecord(m_key, [this](const Record &record) {
        m_record = record;
        const EntityDef *entity = context().registry->entity(m_key.entity);
        for (const QString &name : entity->detail.related) {
            for (const RelatedDef &related : entity->related) {
                if (related.name == name)
                    m_related.push_back({related, 0, {}, 0});
            }
        }
        readRelated(0);
    });
}

void RecordSheetJob::readRelated(size_t next)
{
    if (next >= m_related.size())
        return finish();
    const RelatedDef &definition = m_related[next].definition;
    const EntityDef *listed = context().registry->entity(definition.entity);
    const FieldDef *link = listed ? listed->field(definition.link) : nullptr;
    if (!link || context().records->access(listed->number).read == Scope::None)
        return readRelated(next + 1);
    ListQuery query;
    query.entity = listed->number;
    query.link = link->number;
    query.linkTarget = m_key;
    query.through = definition.through;
    const FieldDef *through = listed->field(definition.through);
    const EntityDef *shown = through ? context().registry->entity(through->target) : listed;
    m_related[next].entity = shown ? shown->number : listed->number;
    readList(query, m_related[next].entity, [this, next](const std::vector<Record> &rows, size_t all) {
        m_related[next].rows = rows;
        m_related[next].all = all;
        readRelated(next + 1);
    });
}

PrintedSheet RecordSheetJob::sheet() const
{
    const EntityDef *entity = context().registry->entity(m_key.entity);
    PrintedSheet sheet;
    sheet.subtitle = context().labels->entity(*entity);
    // What was made offline may have no number yet.
    const QString title = words().title(m_key);
    sheet.head = words().head(title.isEmpty() ? sheet.subtitle : title);
    sheet.sections = words().sections(m_record);
    for (const Related &related : m_related) {
        if (!related.rows.empty())
            sheet.tables.push_back(table(related));
    }
    return sheet;
}

PrintedTable RecordSheetJob::table(const Related &related) const
{
    const EntityDef *owner = context().registry->entity(m_key.entity);
    const EntityDef *entity = context().registry->entity(related.entity);
    QStringList columns;
    for (const QString &name : entity->list.columns) {
        const FieldDef *field = entity->field(name);
        const bool readable =
            field && context().records->fieldAccess(entity->number, field->number) != FieldAccess::Hidden;
        // The link back says the same in each row.
        if (readable && (name != related.definition.link || !related.definition.through.isEmpty()))
            columns.append(name);
    }
    PrintedTable table;
    table.title = context().labels->related(*owner, related.definition.name);
    table.columns = words().columns(*entity, columns);
    for (const Record &row : related.rows)
        table.rows.push_back(words().row(row, columns));
    table.totals = totals(related, columns);
    if (related.all > related.rows.size())
        table.note = tr("%n more record(s) are not printed.", nullptr, int(related.all - related.rows.size()));
    return table;
}

/// A column has a sum where the record itself has one of it: a roll-up over the same link.
QStringList RecordSheetJob::totals(const Related &related, const QStringList &columns) const
{
    const EntityDef *owner = context().registry->entity(m_key.entity);
    QStringList totals;
    bool any = false;
    for (const QString &column : columns) {
        QString total;
        for (const FieldDef &field : owner->fields) {
            const bool sums = field.rollUp && !field.deleted && field.rollUp->function == QLatin1String("sum")
                && field.rollUp->entity == related.definition.entity && field.rollUp->link == related.definition.link
                && field.rollUp->field == column && field.rollUp->filter.isEmpty();
            if (sums)
                total = words().text(m_record, field.number);
        }
        any = any || !total.isEmpty();
        totals.append(total);
    }
    return any ? totals : QStringList();
}

}
