// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/database/audiencekey.h"
#include "shared/database/connection.h"

namespace tandem::server {

/// Who may see which record: the table (entity, record, key), by which lists check visibility and sync decides what
/// goes where.
class AudienceStore
{
public:
    /// LastRecord is for who alone writes keys within a transaction: what he has read of a record he does not read
    /// again until he writes some, or forgets. One mutation asks for the keys of its record several times.
    enum class Memory { None, LastRecord };

    explicit AudienceStore(Connection &connection, Memory memory = Memory::None)
        : m_connection(connection)
        , m_memory(memory)
    {
    }

    /// Of a store with a memory: at the start of each transaction, and when some of one is taken back.
    void forget() { m_last.reset(); }

    struct Difference
    {
        std::vector<AudienceKey> gained;
        std::vector<AudienceKey> lost;
        bool isEmpty() const { return gained.empty() && lost.empty(); }
    };

    Result<std::vector<AudienceKey>> keys(EntityNumber entity, const RecordId &record); ///< ascending
    Result<QStringList> keyNames(EntityNumber entity, const RecordId &record); ///< for "who sees this, and why"
    /// Makes the names in `wanted` the record's keys.
    Result<Difference> replace(EntityNumber entity, const RecordId &record, const QStringList &wanted);
    /// The same for a record whose keys are already known by number (a child takes its parent's).
    Result<Difference> replaceKeys(EntityNumber entity, const RecordId &record, std::vector<AudienceKey> wanted);
    Result<bool> isVisible(EntityNumber entity, const RecordId &record, const KeySet &keys);
    /// Records of `entity` that carry `key`, in id order after `after`.
    Result<std::vector<RecordId>> recordsWith(EntityNumber entity, AudienceKey key, const RecordId &after, int limit);
    /// Records of `entity` that carry one of the keys, in id order after `after` (null: from the first on).
    Result<std::vector<RecordId>> recordsAfter(
        EntityNumber entity, const std::vector<AudienceKey> &keys, const RecordId &after, int limit);
    /// The newest records of `entity` before `before` (null: of all) that carry one of the keys, the newest first.
    Result<std::vector<RecordId>> recordsBefore(
        EntityNumber entity, const std::vector<AudienceKey> &keys, const RecordId &before, int limit);

    /// All records of `entity` that carry one of the keys, in no order; none: there are more than `most`.
    Result<std::optional<std::vector<RecordId>>> recordsOfFew(
        EntityNumber entity, const std::vector<AudienceKey> &keys, int most);

private:
    enum class Order { OldestFirst, NewestFirst };
    Result<std::vector<RecordId>> merged(
        EntityNumber entity, const std::vector<AudienceKey> &keys, const RecordId &from, int limit, Order order);
    Result<void> runForEach(
        const QString &sql, EntityNumber entity, const RecordId &record, const std::vector<AudienceKey> &keys);
    Result<void> keepName(AudienceKey key, const QString &name);

    struct Known
    {
        EntityNumber entity;
        RecordId record;
        std::vector<AudienceKey> keys;
    };

    Connection &m_connection;
    Memory m_memory;
    std::optional<Known> m_last;
};

}
