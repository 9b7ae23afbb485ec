// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/replica/draftstore.h"
#include "client/replica/filecache.h"
#include "client/replica/guests.h"
#include "client/replica/historycache.h"
#include "client/replica/incomingreader.h"
#include "client/replica/outbox.h"
#include "client/replica/replicarows.h"
#include "client/replica/searchindexer.h"

#include <functional>
#include <optional>

namespace tandem::client {

/// Brings what the server sent into the rows. Works inside the caller's transaction; what became different gathers in
/// changes(). Records that somebody here has touched are rebased, all others are overwritten straight from the message.
class IncomingApplier
{
public:
    struct Parts
    {
        Connection &connection;
        ReplicaRows &rows;
        Outbox &outbox;
        const DraftStore &drafts;
        SearchIndexer &indexer;
        HistoryCache &history;
        FileCache &files;
        Guests &guests;
        std::function<bool(EntityNumber)> isPartial; ///< there is more of the entity at the server than is kept here
    };

    /// `cursor`: up to where the server's changes have arrived with this message.
    IncomingApplier(const Parts &parts, qint64 cursor, Timestamp now);

    Result<void> rows(const IncomingRows &rows);
    Result<void> page(const IncomingPage &page);
    /// Of a partial entity this may mean no more than that the offline policy does not keep them: what was opened
    /// lately or is needed stays as a guest until the server has said whether it is still visible.
    Result<void> forget(EntityNumber entity, const std::vector<RecordId> &ids);
    Result<void> invite(const IncomingRows &rows, Timestamp until);
    Result<void> refreshGuests(EntityNumber entity, const std::vector<RecordId> &asked, const IncomingRows &rows);
    /// Recomputes a record whose accepted changes have arrived with all up to the cursor.
    Result<void> arrived(const RecordKey &key);
    /// Recomputes a record after its outbox entries or its shadow changed.
    Result<void> recompute(const RecordKey &key);
    /// The same after something was taken back. A record that was made here and is not any more goes with all that is
    /// kept beside it.
    Result<void> takenBack(const RecordKey &key);

    const ChangeSet &changes() const { return m_changes; }

    /// Up to so many rows at once are compared field by field, so that views learn what changed.
    static constexpr int mostCompared = 200;

private:
    enum class Source { Changes, Page, Guests };
    Result<void> apply(const IncomingRows &rows, Source source, QSet<RecordId> *seen);
    Result<void> applyTouched(const RecordKey &key, IncomingReader &reader);
    Result<void> applyCompared(const RecordKey &key, IncomingReader &reader);
    Result<void> keepUntold(const RecordKey &key);
    Result<bool> mayStay(const RecordKey &key);
    Result<void> letGo(EntityNumber entity, const std::vector<RecordId> &ids);
    Result<void> eraseRecord(const RecordKey &key);

    Parts m_parts;
    qint64 m_cursor;
    Timestamp m_now;
    ChangeSet m_changes;
    std::optional<QSet<RecordKey>> m_needed; ///< once somebody asked
};

}
