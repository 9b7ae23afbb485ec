// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/models/listfootprint.h"
#include "client/models/pagecache.h"
#include "client/models/recordlistmodel.h"

#include <QTimer>

#include <set>

namespace tandem::client {

struct RecordListModel::Private
{
    RecordListModel *q;
    Records &records;
    ListQuery query = {};
    QStringList columnNames = {};
    EntityNumber rowEntity = 0; ///< whose records the rows are: of a junction, those at its other end
    std::vector<FieldNumber> columns = {};
    ListFootprint footprint = {}; ///< of the query
    std::vector<RecordId> ids = {};
    PageCache pages{pageSize, mostPages};
    std::set<int> wanted = {}; ///< pages that somebody looked at and that are not here
    bool editable = false;
    bool fetchScheduled = false;
    bool loading = false;
    bool allHere = true; ///< not only the first rows
    quint64 generation = 0; ///< answers to older questions are thrown away
    std::optional<Error> error = {};
    QTimer requeryTimer{nullptr};

    const EntityDef *entity() const { return records.entity(rowEntity); }
    void setLoading(bool value);
    void resolveColumns();

    // recordlistquery.cpp: which records, in which order
    void resolveFootprint();
    void requery();
    void askFirstRows();
    void askAllRows();
    void takeFirstRows(std::vector<RecordId> found);
    void finishQuery(Result<std::vector<RecordId>> found);
    void takeIds(std::vector<RecordId> found);
    void reorderIds(std::vector<RecordId> found);

    // recordlistpages.cpp: their values, and what changes of them
    void want(int page);
    void fetchWanted();
    void takePage(int page, const Result<std::vector<Record>> &rows);
    void apply(const ChangeSet &changes);
    void applyRowChanges(const ChangeSet &changes);
    std::vector<FieldNumber> readFields() const;
    bool countsAnyOf(const ChangeSet &changes) const;
    void readAgain(const QList<int> &stalePages);
    void refreshTitles(const QSet<RecordKey> &keys);
};

}
