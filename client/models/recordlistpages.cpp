// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// The rows of a RecordListModel: fetched when looked at, read again when they change.

#include "client/models/recordlistmodel_p.h"

#include <QSet>

namespace tandem::client {

void RecordListModel::Private::want(int page)
{
    wanted.insert(page);
    if (fetchScheduled)
        return;
    fetchScheduled = true;
    QTimer::singleShot(0, q, [this] { fetchWanted(); });
}

/// What is stored, as whoever looks at a row may ask for any of it; of what is computed just the columns.
std::vector<FieldNumber> RecordListModel::Private::readFields() const
{
    std::vector<FieldNumber> fields;
    const EntityDef *definition = entity();
    if (!definition)
        return fields;
    for (const FieldDef &field : definition->fields) {
        const bool isColumn = std::find(columns.begin(), columns.end(), field.number) != columns.end();
        if (!field.deleted && (field.isStored() || isColumn))
            fields.push_back(field.number);
    }
    return fields;
}

void RecordListModel::Private::fetchWanted()
{
    fetchScheduled = false;
    const std::set<int> now = std::exchange(wanted, {});
    for (const int page : now) {
        const int first = pages.firstRow(page);
        if (first >= int(ids.size()))
            continue;
        const int last = std::min(first + pageSize, int(ids.size()));
        const std::vector<RecordId> rows(ids.begin() + first, ids.begin() + last);
        pages.setLoading(page);
        records.readMany(
            rowEntity, rows, readFields(), q, [this, page, rows](const Result<std::vector<Record>> &found) {
                const int start = pages.firstRow(page);
                const bool moved = start + int(rows.size()) > int(ids.size())
                    || !std::equal(rows.begin(), rows.end(), ids.begin() + start);
                if (!moved)
                    takePage(page, found);
            });
    }
}

void RecordListModel::Private::takePage(int page, const Result<std::vector<Record>> &rows)
{
    if (!pages.contains(page))
        return;
    if (!rows.ok()) {
        pages.setFailed(page);
        error = rows.error();
        emit q->failed(rows.error());
        return;
    }
    pages.setReady(page, *rows);
    const int first = pages.firstRow(page);
    const int last = std::min(first + pageSize, int(ids.size())) - 1;
    if (last >= first && !columns.empty())
        emit q->dataChanged(q->index(first, 0), q->index(last, q->columnCount() - 1));
}

void RecordListModel::Private::apply(const ChangeSet &changes)
{
    if (!records.entity(query.entity))
        return;
    if (!requeryTimer.isActive() && footprint.isTouchedBy(changes))
        requeryTimer.start();
    if (countsAnyOf(changes))
        readAgain(pages.pages());
    else if (changes.touches(rowEntity))
        applyRowChanges(changes);
}

/// Whether a roll-up among the columns counts records that changed.
bool RecordListModel::Private::countsAnyOf(const ChangeSet &changes) const
{
    const EntityDef *definition = entity();
    return definition && std::any_of(columns.begin(), columns.end(), [&](FieldNumber number) {
        const FieldDef *field = definition->field(number);
        const EntityDef *counted = field && field->rollUp ? records.entity(field->rollUp->entity) : nullptr;
        return counted && changes.touches(counted->number);
    });
}

/// What is shown stays until the new values are here; what is not, is read when it is looked at.
void RecordListModel::Private::applyRowChanges(const ChangeSet &changes)
{
    std::set<int> touched;
    if (changes.touchesWhole(rowEntity)) {
        const QList<int> held = pages.pages();
        touched.insert(held.begin(), held.end());
    } else {
        for (const RecordChange &change : changes.records) {
            if (change.key.entity != rowEntity)
                continue;
            const QList<int> holding = pages.pagesHolding(change.key.id);
            touched.insert(holding.begin(), holding.end());
        }
    }
    readAgain(QList<int>(touched.begin(), touched.end()));
}

void RecordListModel::Private::readAgain(const QList<int> &stalePages)
{
    for (const int page : stalePages) {
        pages.markStale(page);
        want(page);
    }
}

void RecordListModel::Private::refreshTitles(const QSet<RecordKey> &keys)
{
    const EntityDef *definition = entity();
    if (!definition || keys.isEmpty())
        return;
    // Only link columns show titles, and only of pages that are here.
    for (size_t column = 0; column < columns.size(); ++column) {
        const FieldDef *field = definition->field(columns[column]);
        if (!field || !(field->isLinkLike() || field->type == FieldType::AnyLink))
            continue;
        const QList<int> held = pages.pages();
        for (const int page : held) {
            const int first = pages.firstRow(page);
            const int last = std::min(first + pageSize, int(ids.size())) - 1;
            if (last >= first)
                emit q->dataChanged(q->index(first, int(column)), q->index(last, int(column)), {Qt::DisplayRole});
        }
    }
}

}
