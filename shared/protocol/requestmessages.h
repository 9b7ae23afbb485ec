// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/base/clock.h"
#include "shared/metadata/layoutdef.h"
#include "shared/protocol/rowbatch.h"
#include "shared/replication/mutation.h"

namespace tandem {

/// client → server: a record's history, newest first. `request` comes back in the reply.
struct HistoryRequest
{
    qint64 request = 0;
    EntityNumber entity = 0;
    RecordId record;
    qint64 before = 0; ///< only entries with a smaller seq; 0: from the newest
    int limit = 0;

    bool operator==(const HistoryRequest &) const = default;
};

/// One line of a history. Fields that the reader may not see are left out.
struct HistoryEntry
{
    qint64 seq = 0;
    Timestamp at = 0;
    RecordId user;
    int kind = 0; ///< MutationKind
    QString action;
    std::vector<FieldChange> changes;
    QCborMap arguments; ///< of an action; with what any entry is part of (replication/origin.h)
    int channel = 0; ///< Channel
    QString device = {}; ///< the name of his laptop, if the reader made the change himself

    bool operator==(const HistoryEntry &) const = default;
};

struct HistoryReply
{
    qint64 request = 0;
    std::vector<HistoryEntry> entries;
    bool more = false;
    std::optional<Error> error;

    bool operator==(const HistoryReply &) const = default;
};

/// client → server: records in which all words of a text are found, each as the beginning of one. One search a session:
/// while it runs, the next one takes its place, and it is answered with Cancelled.
struct SearchRequest
{
    qint64 request = 0;
    QString text;
    std::vector<EntityNumber> entities; ///< empty: all
    int limit = 0; ///< of each entity
    bool beyond = false; ///< only what the offline policy does not keep on this user's laptops

    bool operator==(const SearchRequest &) const = default;
};

struct SearchHit
{
    EntityNumber entity = 0;
    RecordId record;
    QString title;
    QString subtitle;

    bool operator==(const SearchHit &) const = default;
};

/// The newest records first, those of one entity together.
struct SearchReply
{
    qint64 request = 0;
    std::vector<SearchHit> hits;
    std::optional<Error> error;
    bool unfinished = false; ///< there are so many records that not all of them were looked at

    bool operator==(const SearchReply &) const = default;
};

/// client → server: records by id that the replica does not hold.
struct FetchRequest
{
    qint64 request = 0;
    EntityNumber entity = 0;
    std::vector<RecordId> ids;

    bool operator==(const FetchRequest &) const = default;
};

/// What was asked for and may be seen, in the order of the ids; the rest is left out.
struct FetchReply
{
    qint64 request = 0;
    RowBatch rows;
    std::optional<Error> error;
    bool more = false; ///< it would grow too large: ask again for the ids behind the last of these rows

    bool operator==(const FetchReply &) const = default;
};

/// client → server: a page of a list, in its order.
struct ListRequest
{
    qint64 request = 0;
    EntityNumber entity = 0;
    QString filter; ///< of the expression language; empty: all
    std::vector<SortKey> sort; ///< ties by id
    std::vector<Value> afterValues; ///< the last row of the page before: its values of the sort fields, and its id
    RecordId after; ///< null: from the start
    int limit = 0;
    bool beyond = false; ///< only what the offline policy does not keep on this user's laptops

    bool operator==(const ListRequest &) const = default;
};

/// Whole visible rows, in the order of the list.
struct ListReply
{
    qint64 request = 0;
    RowBatch rows;
    std::optional<Error> error;
    bool more = false; ///< there are rows behind the last one

    bool operator==(const ListReply &) const = default;
};

}
