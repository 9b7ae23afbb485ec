// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// The question of a RecordListModel: asking for the ids, and taking them over so that views keep their place.

#include "client/models/recordlistmodel_p.h"

#include <QSet>

namespace tandem::client {

namespace {

constexpr int firstRows = 2 * RecordListModel::pageSize; ///< asked for first: more than any screen shows

}

void RecordListModel::Private::resolveFootprint()
{
    const EntityDef *listed = records.entity(query.entity);
    footprint = listed ? ListFootprint(query, *records.registry(), *listed) : ListFootprint();
}

void RecordListModel::Private::requery()
{
    requeryTimer.stop();
    if (!records.entity(query.entity))
        return;
    setLoading(true);
    askAllRows();
}

/// What fits on a screen is here within milliseconds, however long the list; the rest of it follows.
void RecordListModel::Private::askFirstRows()
{
    requeryTimer.stop();
    if (!records.entity(query.entity))
        return;
    setLoading(true);
    // A junction's rows are made of pairs: so many pairs are not so many rows.
    if (query.limit != 0 || !query.through.isEmpty())
        return askAllRows();
    ListQuery top = query;
    top.limit = firstRows;
    records.queryIds(top, q, [this, asked = ++generation](Result<std::vector<RecordId>> found) {
        if (asked != generation)
            return;
        if (!found.ok() || found->size() < firstRows)
            return finishQuery(std::move(found));
        takeFirstRows(std::move(*found));
        askAllRows();
    });
}

void RecordListModel::Private::askAllRows()
{
    records.queryIds(query, q, [this, asked = ++generation](Result<std::vector<RecordId>> found) {
        if (asked == generation)
            finishQuery(std::move(found));
    });
}

/// With what views hold on to (selection, current row) behind them until its place is known.
void RecordListModel::Private::takeFirstRows(std::vector<RecordId> found)
{
    QSet<RecordId> known(found.begin(), found.end());
    const QModelIndexList persistent = q->persistentIndexList();
    for (const QModelIndex &index : persistent) {
        const RecordId id = q->idAt(index.row());
        if (known.contains(id))
            continue;
        known.insert(id);
        found.push_back(id);
    }
    allHere = false;
    takeIds(std::move(found));
}

void RecordListModel::Private::finishQuery(Result<std::vector<RecordId>> found)
{
    if (found.ok()) {
        error.reset();
        allHere = true;
        takeIds(std::move(*found));
        return setLoading(false);
    }
    error = found.error();
    setLoading(false);
    emit q->failed(found.error());
}

/// Rows that stay keep their place for views (selection, current row); only what came, went or moved is told.
void RecordListModel::Private::takeIds(std::vector<RecordId> found)
{
    if (found == ids)
        return;
    const auto [left, right] = std::mismatch(ids.begin(), ids.end(), found.begin(), found.end());
    const int same = int(left - ids.begin());
    const size_t most = std::min(ids.size(), found.size()) - size_t(same);
    size_t tail = 0;
    while (tail < most && ids[ids.size() - 1 - tail] == found[found.size() - 1 - tail])
        ++tail;
    const int removed = int(ids.size() - tail) - same;
    const int added = int(found.size() - tail) - same;
    if (removed == 0)
        q->beginInsertRows({}, same, same + added - 1);
    else if (added == 0)
        q->beginRemoveRows({}, same, same + removed - 1);
    else
        return reorderIds(std::move(found));
    ids = std::move(found);
    pages.rearrange(ids);
    removed == 0 ? q->endInsertRows() : q->endRemoveRows();
    emit q->idsChanged();
}

void RecordListModel::Private::reorderIds(std::vector<RecordId> found)
{
    emit q->layoutAboutToBeChanged();
    const QModelIndexList persistent = q->persistentIndexList();
    std::vector<RecordId> held;
    for (const QModelIndex &index : persistent)
        held.push_back(q->idAt(index.row()));
    ids = std::move(found);
    pages.rearrange(ids);
    QModelIndexList moved;
    for (qsizetype i = 0; i < persistent.size(); ++i) {
        const int row = q->rowOf(held[size_t(i)]);
        moved.append(row < 0 ? QModelIndex() : q->index(row, persistent.at(i).column()));
    }
    q->changePersistentIndexList(persistent, moved);
    emit q->layoutChanged();
    emit q->idsChanged();
}

}
