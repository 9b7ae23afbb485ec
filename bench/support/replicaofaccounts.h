// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "bench/support/accounts.h"
#include "bench/support/laterindexes.h"
#include "bench/support/must.h"
#include "bench/support/progress.h"
#include "client/replica/replica.h"
#include "shared/database/connection.h"
#include "shared/entities/shipped.h"
#include "tests/support/clientdata.h"

#include <future>

namespace tandem::bench {

inline const QString benchServer = QStringLiteral("127.0.0.1:1");

/// Of a user who may do everything.
inline void claimReplica(client::Replica &replica)
{
    std::vector<EntityAccess> access;
    const RegistryPointer registry = replica.registry();
    for (const EntityDef &entity : registry->entities()) {
        EntityAccess all;
        all.entity = entity.number;
        all.read = all.edit = all.remove = Scope::All;
        all.create = all.exportRows = all.import = true;
        access.push_back(all);
    }
    must(replica.setUser(test::idOf(999'999'999)));
    must(replica.setServer(benchServer));
    must(replica.setAccess(access));
}

/// The accounts from number `first` on, of `count` in all.
inline client::IncomingPage pageOfAccounts(int first, int count)
{
    constexpr int rowsPerPage = 10'000;
    std::vector<FieldNumber> columns{systemfield::deletedAt};
    for (const auto &[field, value] : accountValues(0))
        columns.push_back(field);
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
    return page;
}

/// A replica as a first sync leaves it: `count` accounts, written by the replica itself, and a user who may do
/// everything. Only the indexes are made behind the rows: growing with each row, those of a million take several times
/// as long. There are no statistics of the tables (ANALYZE), as no replica has any.
inline void makeReplica(const QString &folder, int count)
{
    auto replica = taken(client::Replica::open({folder, taken(loadShipped())}));
    claimReplica(*replica);
    const auto beside = taken(Connection::open({replica->readerPath()}));
    LaterIndexes indexes(*beside);
    indexes.drop(replica->registry()->entity(entities::account::number)->table);
    // The next page is made while this one is written.
    std::future<client::IncomingPage> next = std::async(std::launch::async, pageOfAccounts, 0, count);
    for (int done = 0; done < count;) {
        const client::IncomingPage page = next.get();
        done += page.rows.count;
        if (done < count)
            next = std::async(std::launch::async, pageOfAccounts, done, count);
        must(replica->applySnapshotPage(page));
        sayRows(done, count);
    }
    replica.reset();
    // Alone with the file now: nothing of it has to go through a log, or to survive the end of the machine.
    must(beside->execute(QStringLiteral("PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF")));
    indexes.make();
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
