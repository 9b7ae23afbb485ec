// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/data/replicatypes.h"
#include "shared/base/money.h"
#include "shared/metadata/layoutdef.h"

#include <QDateTime>
#include <QObject>

#include <functional>

namespace tandem::client {

/// Called once in the thread of the context object, never inside the call that asked, and not at all once the context
/// object is gone.
template <typename T>
using Callback = std::function<void(Result<T>)>;

inline std::vector<RecordKey> keysOf(EntityNumber entity, const std::vector<RecordId> &ids)
{
    std::vector<RecordKey> keys;
    keys.reserve(ids.size());
    for (const RecordId &id : ids)
        keys.push_back({entity, id});
    return keys;
}

/// Which records of an entity, and in which order. The filter is text of the expression language.
struct ListQuery
{
    EntityNumber entity = 0;
    QString filter; ///< empty: all
    std::vector<SortKey> sort; ///< empty: the entity's own; ties by id
    bool deleted = false; ///< the recycle bin instead of what is in use
    RecordKey linkTarget; ///< only records whose field `link` points here; null: no such bound
    FieldNumber link = 0;
    QString through; ///< of a junction: its field that points on; the result is the records it points to
    int limit = 0; ///< 0: none
    /// What has nothing in the field that is sorted by first stands behind the rest. Of what is on this computer only.
    bool emptyLast = false;

    bool operator==(const ListQuery &) const = default;
};

/// Records of one entity that the same is to be done to: those of this computer, and those that only the server has, as
/// it told them.
struct RecordChoice
{
    EntityNumber entity = 0;
    std::vector<RecordId> here;
    QList<Record> atServer; ///< shared by its copies, which are handed from step to step

    size_t size() const { return here.size() + size_t(atServer.size()); }
    bool isEmpty() const { return here.empty() && atServer.isEmpty(); }
};

/// Part of a list as the server has it, of what is not kept on this computer.
struct ServerPage
{
    std::vector<Record> records; ///< in the order of the list
    bool more = false; ///< there are records behind the last one
    std::optional<Record> last; ///< where the next page begins: of these, or one that is here already
};

/// One column of a board, one slice of a chart.
struct GroupSummary
{
    Value group;
    qint64 count = 0;
    std::vector<Money> sums; ///< of a money field: one per currency
    qint64 sum = 0; ///< of any other number, in stored units
};

struct SearchHit
{
    RecordKey key;
    QString title;
    QString subtitle;
};

struct SearchGroup
{
    EntityNumber entity = 0;
    std::vector<SearchHit> hits; ///< best first
    bool more = false;
};

/// What the server found of what is not kept on this computer.
struct ServerHits
{
    std::vector<SearchGroup> groups;
    bool unfinished = false; ///< there are too many records to look at all of them
};

/// Makes a small picture of a file, ready to be kept; empty: the file has none. Any thread.
using PreviewMaker = std::function<QByteArray(const QString &path)>;

/// One line of the page "what waits".
struct OutboxItem
{
    Mutation mutation;
    QString title; ///< of the record
    bool mayBeSent = false; ///< it is on its way to the server, or there: it cannot be taken back any more
};

/// What taking back a change that waits comes to.
struct TakenBack
{
    std::vector<OutboxItem> gone; ///< the change itself, and what means nothing without it
    int dangling = 0; ///< so many others point to a record that goes: the server will refuse them
};

struct ProblemItem
{
    Problem problem;
    QString title;
};

/// A field that two people set to different values, or a record that one deleted and another edited. A record of entity
/// "conflict", read.
struct ConflictItem
{
    RecordId id;
    RecordKey record;
    QString title;
    FieldNumber field = 0;
    Value standing; ///< what the field holds for everyone
    Value displaced;
    Value original; ///< what both started from
    RecordId standingUser;
    RecordId displacedUser;
    QString standingName; ///< of these people, as far as they are known here
    QString displacedName;
    Timestamp standingAt = 0; ///< when each side was written; 0: not known
    Timestamp displacedAt = 0;
    Timestamp at = 0; ///< since when it is open
    bool mineIsStanding = false;
    bool ofRecord = false; ///< standing is that the record is there, with the edits; displaced, that it is deleted
    Timestamp recordChangedAt = 0; ///< of such a record, as it is here; 0: not known
};

/// Why a record cannot take the values that somebody wants to give it.
struct WriteObjection
{
    RecordKey key;
    std::vector<Error> errors; ///< each names its field
};

enum class WriteRight { Edit, Remove };

enum class ConflictChoice { Standing, Displaced };

/// Part of a record's history as the server tells it.
struct HistoryPage
{
    std::vector<HistoryEntry> entries; ///< newest first
    bool more = false; ///< there are older ones
};

struct TimelineHistory
{
    std::vector<HistoryEntry> entries; ///< newest first
    bool more = false; ///< there are older ones, as far as one knows
    bool fromCache = false; ///< of the last time there was a connection
    Timestamp fetchedAt = 0;
};

struct SavedView
{
    RecordId id;
    EntityNumber entity = 0;
    QString name;
    QString filter;
    QStringList columns;
    std::vector<SortKey> sort;
    bool shared = false; ///< by its owner with everybody
    bool isDefault = false; ///< a list opens with it
    int order = 0; ///< its place in menus
    RecordId owner;
};

/// Where the user is signed in: a laptop, a browser, a script.
struct SignedInDevice
{
    RecordId session;
    QString name; ///< as the device calls itself; may be empty
    Timestamp since = 0;
    Timestamp lastSeen = 0;
    bool current = false; ///< this one
};

/// A file whose content is in the cache of this machine and that hangs on no record yet. Only here so far.
struct KeptFile
{
    RecordId id; ///< that its record will have
    QString name;
    QString mediaType;
    QByteArray sha256;
    qint64 size = 0;

    FieldValues values() const; ///< what its record says of it
};

inline bool isPictureType(const QString &mediaType)
{
    return mediaType.startsWith(QLatin1String("image/"));
}

/// A document whose first page may be seen small, if the program that attached it could draw it.
inline bool isPageType(const QString &mediaType)
{
    return mediaType == QLatin1String("application/pdf");
}

/// What the sync pill shows.
struct SyncState
{
    enum class Phase {
        NoServer, ///< none is set up: works on the replica alone
        Offline,
        Connecting,
        Syncing,
        Synced,
        SignedOut, ///< the server wants the user to sign in again
        Refused, ///< see error: certificate, protocol, disabled
    };
    Phase phase = Phase::NoServer;
    qint64 waiting = 0; ///< mutations that the server has not judged
    qint64 problems = 0;
    qint64 conflicts = 0;
    qint64 received = 0; ///< rows of the running first sync
    qint64 expected = 0; ///< 0: not known
    Timestamp lastSynced = 0; ///< 0: never
    Timestamp retryAt = 0; ///< of the next attempt; 0: none planned
    std::optional<Error> error;
    std::optional<Error> storing; ///< why this computer cannot keep what comes ("diskFull"); until it keeps some
    bool offlineByChoice = false; ///< nothing is tried until the user goes online again

    bool operator==(const SyncState &) const = default;
};

}

Q_DECLARE_METATYPE(tandem::client::SyncState)
