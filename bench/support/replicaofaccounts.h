// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "bench/support/accounts.h"
#include "client/replica/replica.h"
#include "shared/database/connection.h"
#include "shared/entities/shipped.h"
#include "tests/support/clientdata.h"

namespace tandem::bench {

inline const QString benchServer = QStringLiteral("127.0.0.1:1");

/// A replica as a first sync leaves it: `count` accounts, and a user who may do everything.
inline void makeReplica(const QString &folder, int count)
{
    auto opened = client::Replica::open({folder, *loadShipped()});
    if (!opened.ok())
        qFatal("%s", qPrintable(opened.error().toLog()));
    client::Replica &replica = **opened;
    std::vector<EntityAccess> access;
    for (const EntityDef &entity : replica.registry()->entities()) {
        EntityAccess all;
        all.entity = entity.number;
        all.read = all.edit = all.remove = Scope::All;
        all.create = all.exportRows = all.import = true;
        access.push_back(all);
    }
    replica.setUser(test::idOf(999'999'999)).ok();
    replica.setServer(benchServer).ok();
    replica.setAccess(access).ok();

    std::vector<FieldNumber> columns{systemfield::deletedAt};
    for (const auto &[field, value] : accountValues(0))
        columns.push_back(field);
    constexpr int rowsPerPage = 1'000;
    for (int first = 0; first < count; first += rowsPerPage) {
        std::vector<std::pair<RecordId, FieldValues>> records;
        for (int i = first; i < std::min(first + rowsPerPage, count); ++i)
            records.emplace_back(test::idOf(i + 1), accountValues(i));
        client::IncomingPage page;
        page.rows = test::incomingRows(entities::account::number, columns, records, 1);
        page.after = first == 0 ? RecordId() : test::idOf(first);
        page.last = records.back().first;
        page.end = first + rowsPerPage >= count;
        page.position = 1;
        page.fingerprint = QByteArrayLiteral("bench");
        if (const auto applied = replica.applySnapshotPage(page); !applied.ok())
            qFatal("%s", qPrintable(applied.error().toLog()));
    }
}

/// Says that the search index is there, without making it: of a large replica it takes as long as the rows themselves,
/// for what never searches.
inline void leaveOutSearchIndex(const QString &folder)
{
    const auto connection = Connection::open({folder + QStringLiteral("/replica.db")});
    if (!connection.ok()
        || !(*connection)->execute(QStringLiteral("UPDATE replica_search_progress SET complete = 1")).ok())
        qFatal("the search index cannot be left out");
}

/// Brings the search index up to date, so that it does no work while something else is measured.
inline void indexReplica(const QString &folder)
{
    auto replica = client::Replica::open({folder, *loadShipped()});
    for (bool more = replica.ok(); more;)
        more = (*replica)->indexSlice().valueOr(false);
}

}
