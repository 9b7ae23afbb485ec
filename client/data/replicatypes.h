// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/metadata/entityaccess.h"
#include "shared/replication/channel.h"
#include "shared/replication/mutation.h"

#include <QHash>

#include <functional>
#include <optional>
#include <vector>

namespace tandem::client {

/// Asked now and then, by the thread that does the work, with how much of it is done; the answer is whether to go on.
using GoOn = std::function<bool(qint64 done)>;

/// One record of one entity.
struct RecordKey
{
    EntityNumber entity = 0;
    RecordId id;

    bool isNull() const { return entity == 0 || id.isNull(); }
    bool operator==(const RecordKey &) const = default;
    auto operator<=>(const RecordKey &other) const
    {
        if (entity != other.entity)
            return entity < other.entity ? std::strong_ordering::less : std::strong_ordering::greater;
        return id < other.id ? std::strong_ordering::less
            : id == other.id ? std::strong_ordering::equal
                             : std::strong_ordering::greater;
    }
};

inline size_t qHash(const RecordKey &key, size_t seed = 0)
{
    return qHashMulti(seed, key.entity, key.id);
}

/// A record as the replica holds it: the server's state with what waits in the outbox on top.
struct Record
{
    RecordKey key;
    FieldValues values; ///< null values are left out
    bool pending = false; ///< something of it waits in the outbox

    Value value(FieldNumber field) const { return valueIn(values, field); }
    bool isDeleted() const { return !value(7).isNull(); }
};

/// What somebody at this screen wants done. `to` is complete by itself; `from` says what the author saw, and what it
/// does not name is taken from the replica at the moment of writing.
struct WriteRequest
{
    RecordKey key;
    MutationKind kind = MutationKind::Update;
    FieldValues to;
    FieldValues from;
    QString action; ///< of MutationKind::Action
    QCborMap arguments;
    bool onlyIfThere = false; ///< one of many: passed over if its record is not here any more, instead of failing all
    /// Not 0: this one tells what those behind it are part of. It is written only if one of them is, and this field of
    /// it gets their number.
    FieldNumber countsOthers = 0;
    /// The record is at the server and need not be here, where the offline policy keeps a part only: `from` says what
    /// its author saw of it, and it is sent without a row.
    bool isElsewhere = false;
};

/// A mutation that had no effect at the server, with everything that was typed. Stays until its author decides.
struct Problem
{
    qint64 id = 0;
    Mutation mutation;
    Error error;
    Timestamp at = 0;
};

/// What has been typed into a form and not been saved.
struct Draft
{
    RecordKey key;
    bool isNew = false; ///< the record itself does not exist yet
    FieldValues values; ///< the fields that were touched
    FieldValues seen; ///< their values when typing began
    Timestamp at = 0;
};

/// What became of an outbox.db that was damaged.
struct RescuedOutbox
{
    QString setAside; ///< the path at which the damaged file is now
    qint64 waiting = 0; ///< changes that could be read and wait to be sent
    bool isWhole = false; ///< all of it could be read
};

/// One step in the life of a record.
struct HistoryEntry
{
    qint64 seq = 0;
    Timestamp at = 0;
    RecordId user;
    MutationKind kind = MutationKind::Update;
    std::vector<FieldChange> changes;
    QString action;
    QCborMap arguments = {}; ///< of an action: what it says about itself; of any: its origin, if it is part of more
    Channel channel = Channel::Unknown;
    QString device = {}; ///< the name of this user's laptop that it was done on
};

struct RecordChange
{
    enum class Kind { Created, Changed, Removed };
    RecordKey key;
    Kind kind = Kind::Changed;
    std::vector<FieldNumber> fields; ///< sorted; empty: any of them
};

/// What became different in the replica.
struct ChangeSet
{
    std::vector<RecordChange> records; ///< each record once
    std::vector<EntityNumber> entities; ///< so much of these that single records are not named; sorted

    bool isEmpty() const { return records.empty() && entities.empty(); }
    void add(RecordChange change);
    void addEntity(EntityNumber entity);
    void add(const ChangeSet &other);
    bool touches(EntityNumber entity) const;
    bool touches(const RecordKey &key) const; ///< also when all of its entity may have changed
    bool touchesWhole(EntityNumber entity) const; ///< is in `entities`
    const RecordChange *changeOf(const RecordKey &key) const; ///< null if it is not named

    /// From so many records of one entity on, the entity is named instead of them.
    static constexpr int mostRecords = 2000;

private:
    QHash<RecordKey, size_t> m_places;
    QHash<EntityNumber, int> m_counts;
};

/// A file whose content this machine holds or wants.
struct CachedFile
{
    RecordId file; ///< record of entity "file"
    QByteArray sha256;
    qint64 size = 0;
    QString path; ///< of the content on this machine; empty if it is not here
    bool toUpload = false; ///< only here so far: goes to the server before the mutation that names it
};

/// A copy of a file's content for other programs.
struct OpenedFile
{
    QString path;
    bool isEdited = false; ///< it was changed on this machine since it was made; nobody else has that
};

}

Q_DECLARE_METATYPE(tandem::client::RecordKey)
Q_DECLARE_METATYPE(tandem::client::ChangeSet)
