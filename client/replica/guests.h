// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/data/replicatypes.h"
#include "shared/base/clock.h"

#include <QHash>
#include <QSet>

namespace tandem {
class Connection;
class Registry;
}

namespace tandem::client {

class DraftStore;
class Outbox;

/// How long what was opened stays, in milliseconds.
inline constexpr qint64 guestStay = 7LL * 24 * 3600 * 1000;

/// Which rows are here although the offline policy does not keep them: somebody opened them lately, or something that
/// was typed needs them. The server does not tell of their changes; it is asked.
class Guests
{
public:
    explicit Guests(Connection &connection)
        : m_connection(connection)
    {
    }

    Result<void> load(); ///< also after a rollback

    bool has(const RecordKey &key) const { return m_until.contains(key); }
    /// Until when it stays for having been opened; 0: only while it is needed, or no guest.
    Timestamp until(const RecordKey &key) const { return m_until.value(key); }
    std::vector<RecordKey> keys() const; ///< sorted
    Result<void> add(const RecordKey &key, Timestamp until); ///< never shortens a stay
    Result<void> remove(const RecordKey &key);

private:
    Connection &m_connection;
    QHash<RecordKey, Timestamp> m_until;
};

/// Records whose row something here builds on: the outbox, a draft, or an open conflict.
Result<QSet<RecordKey>> neededRecords(
    Connection &replica, const Registry &registry, const Outbox &outbox, const DraftStore &drafts);

}
