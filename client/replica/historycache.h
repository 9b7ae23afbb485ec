// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/data/replicatypes.h"

namespace tandem {
class Connection;
}

namespace tandem::client {

/// Histories of records as the server last told them, for times without a connection.
class HistoryCache
{
public:
    struct Cached
    {
        std::vector<HistoryEntry> entries; ///< newest first
        Timestamp fetchedAt = 0;
    };

    explicit HistoryCache(Connection &connection)
        : m_connection(connection)
    {
    }

    Result<void> store(const RecordKey &key, const Cached &cached);
    Result<std::optional<Cached>> find(const RecordKey &key) const;
    Result<void> remove(const RecordKey &key);
    Result<void> removeEntity(EntityNumber entity);

private:
    Connection &m_connection;
};

}
