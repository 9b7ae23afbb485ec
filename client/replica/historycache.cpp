// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/replica/historycache.h"

#include "client/replica/blobs.h"
#include "shared/database/connection.h"

namespace tandem::client {

Result<void> HistoryCache::store(const RecordKey &key, const Cached &cached)
{
    TANDEM_ASSIGN(Statement insert,
        m_connection.prepare(QStringLiteral(
            "INSERT INTO replica_history(entity, record, fetched, entries) VALUES(?1, ?2, ?3, ?4) "
            "ON CONFLICT(entity, record) DO UPDATE SET fetched = excluded.fetched, entries = excluded.entries")));
    return insert.bind(1, key.entity).bind(2, key.id).bind(3, cached.fetchedAt).bind(4, toBlob(cached.entries)).run();
}

Result<std::optional<HistoryCache::Cached>> HistoryCache::find(const RecordKey &key) const
{
    TANDEM_ASSIGN(Statement row,
        m_connection.prepare(
            QStringLiteral("SELECT fetched, entries FROM replica_history WHERE entity = ?1 AND record = ?2")));
    row.bind(1, key.entity).bind(2, key.id);
    TANDEM_ASSIGN(const bool found, row.step());
    if (!found)
        return std::optional<Cached>();
    Cached cached;
    cached.fetchedAt = row.integer(0);
    TANDEM_ASSIGN(cached.entries, historyFromBlob(row.bytes(1)));
    return std::optional<Cached>(std::move(cached));
}

Result<void> HistoryCache::remove(const RecordKey &key)
{
    TANDEM_ASSIGN(Statement remove,
        m_connection.prepare(QStringLiteral("DELETE FROM replica_history WHERE entity = ?1 AND record = ?2")));
    return remove.bind(1, key.entity).bind(2, key.id).run();
}

Result<void> HistoryCache::removeEntity(EntityNumber entity)
{
    TANDEM_ASSIGN(
        Statement remove, m_connection.prepare(QStringLiteral("DELETE FROM replica_history WHERE entity = ?1")));
    return remove.bind(1, entity).run();
}

}
