// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "bench/support/accounts.h"
#include "bench/support/laterindexes.h"
#include "bench/support/must.h"
#include "bench/support/progress.h"
#include "server/access/audience.h"
#include "server/records/bootstrap.h"
#include "server/store/audiencestore.h"
#include "server/store/changelog.h"
#include "server/store/recordstore.h"
#include "server/store/sequence.h"
#include "server/store/store.h"
#include "shared/base/clock.h"
#include "shared/database/transaction.h"

namespace tandem::bench {

/// Puts accounts into a server's own tables past its pipeline, through which millions would take hours: each with its
/// row, its entry in the change log and its audience, as the pipeline leaves them. The indexes are made when all rows
/// are there. SQLite only; nobody else has the store.
class AccountFiller
{
public:
    /// All of them were made, and changed last, `at` this time.
    AccountFiller(server::Store &store, std::vector<RecordId> owners, Timestamp at)
        : m_owners(std::move(owners))
        , m_at(at)
        , m_connection(store.writer())
        , m_records(m_connection, store.registry())
        , m_log(m_connection)
        , m_audience(m_connection)
    {
    }

    /// Makes `count` accounts. Gives the ids of `sample` of them from all over the table; number n of both belongs to
    /// the owner n % owners.
    std::vector<RecordId> fill(int count, int sample)
    {
        LaterIndexes indexes(m_connection);
        for (const char *table : {"account", "audience", "change_log"})
            indexes.drop(QString::fromLatin1(table));
        const int distance = std::max(1, count / std::max(1, sample));
        std::vector<RecordId> chosen;
        for (int first = 0; first < count; first += rowsPerTransaction) {
            Transaction transaction = taken(Transaction::begin(m_connection));
            server::Sequence sequence = taken(server::Sequence::take(m_connection));
            const int end = std::min(first + rowsPerTransaction, count);
            for (int i = first; i < end; ++i) {
                const RecordId id = add(i, sequence);
                if (i / int(m_owners.size()) % distance == 0 && int(chosen.size()) < sample)
                    chosen.push_back(id);
            }
            must(sequence.save(m_connection));
            must(transaction.commit());
            sayRows(end, count);
        }
        indexes.make();
        return chosen;
    }

private:
    static constexpr int rowsPerTransaction = 10'000;

    RecordId add(int number, server::Sequence &sequence)
    {
        const RecordId &owner = m_owners[size_t(number) % m_owners.size()];
        const RecordId department = server::basics::company();
        FieldValues values = accountValues(number);
        values.insert_or_assign(systemfield::owner, owner);
        values.insert_or_assign(systemfield::department, department);
        server::ChangeEntry entry;
        entry.seq = sequence.next();
        entry.entity = entities::account::number;
        entry.record = newRecordId();
        entry.kind = MutationKind::Create;
        entry.user = owner;
        entry.at = m_at;
        for (const auto &[field, value] : values)
            entry.changes.push_back({field, Value(), value});
        for (const FieldNumber who : {systemfield::createdBy, systemfield::modifiedBy})
            values.insert_or_assign(who, owner);
        for (const FieldNumber when : {systemfield::createdAt, systemfield::modifiedAt})
            values.insert_or_assign(when, m_at);
        must(m_records.insert(entry.entity, {entry.record, entry.seq, std::move(values)}));
        entry.gained = taken(m_audience.replace(entry.entity, entry.record,
                                 {server::audience::owner(owner), server::audience::department(department)}))
                           .gained;
        must(m_log.append(entry, sequence.head()));
        return entry.record;
    }

    const std::vector<RecordId> m_owners;
    const Timestamp m_at;
    Connection &m_connection;
    server::RecordStore m_records;
    server::ChangeLog m_log;
    server::AudienceStore m_audience;
};

}
