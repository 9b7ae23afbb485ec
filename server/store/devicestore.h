// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/database/connection.h"
#include "shared/replication/mutation.h"

#include <QHash>

namespace tandem::server {

/// What each device has sent and what it was answered: the memory behind "exactly once".
class DeviceStore
{
public:
    /// LastNumbers is for who alone writes answers within a transaction: of a device that sends a thousand mutations at
    /// once the last number is read once.
    enum class Memory { None, LastNumbers };

    explicit DeviceStore(Connection &connection, Memory memory = Memory::None)
        : m_connection(connection)
        , m_memory(memory)
    {
    }

    /// Of a store with a memory: at the start of each transaction, when some of one is taken back, and when others
    /// have written in it.
    void forget() { m_lastNumbers.clear(); }

    /// SHA-256 over everything that makes the mutation what it is, without its id.
    static QByteArray contentHash(const Mutation &mutation);

    enum class Standing {
        New, ///< the number after the last
        Repeated, ///< sent before with the same content: `answer` is the first one
        Differs, ///< the number was used by other content: a cloned or restored laptop
        Gap, ///< numbers before it are missing
        Forgotten, ///< so old that the answer is gone; it was applied or rejected then
    };
    struct Lookup
    {
        Standing standing = Standing::New;
        qint64 last = 0; ///< the last number taken
        Acknowledgement answer; ///< of Standing::Repeated
    };
    Result<Lookup> look(const MutationId &id, const QByteArray &contentHash);
    /// Inside the mutation's transaction.
    Result<void> keep(const QByteArray &contentHash, const Acknowledgement &answer, Timestamp at);
    Result<qint64> lastNumber(const RecordId &device);
    /// Lets answers go that are older than `before`, but never a device's last: it says which number comes next. A
    /// named id is no device but a request that may be repeated, and goes with its only answer.
    Result<void> trim(Timestamp before);

private:
    Result<qint64> knownLast(const RecordId &device);
    Result<std::vector<RecordId>> silentDevices(Timestamp before);

    Connection &m_connection;
    Memory m_memory;
    QHash<RecordId, qint64> m_lastNumbers; ///< those that were asked for
};

}
