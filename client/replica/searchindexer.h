// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/data/replicatypes.h"
#include "shared/base/pinyin.h"
#include "shared/database/connection.h"
#include "shared/metadata/recordwords.h"
#include "shared/metadata/registry.h"

namespace tandem::client {

/// Keeps the full-text index behind the rows, in slices, so that no arriving row waits for it. Single changes are noted
/// in a queue; what comes in pages of a snapshot is walked through from id to id, behind the pages.
class SearchIndexer
{
public:
    explicit SearchIndexer(Connection &connection)
        : m_connection(connection)
    {
    }

    void setRegistry(RegistryPointer registry);

    // Each inside the caller's transaction.
    Result<void> touch(const RecordKey &key); ///< created or changed; indexed later
    Result<void> erase(const RecordKey &key); ///< found no more from now on
    Result<void> walkAgain(EntityNumber entity); ///< from the beginning

    /// Works for a few milliseconds in a transaction of its own; false when all is done. `bound` gives up to which id
    /// an entity's rows may be walked (null: all), while a snapshot of it is running.
    Result<bool> slice(const std::function<std::optional<RecordId>(EntityNumber)> &bound);

    static constexpr int sliceMilliseconds = 8;

private:
    struct Entry
    {
        qint64 id = 0;
        RecordWords words;
    };

    Result<void> index(const EntityDef &entity, const RecordId &record, const FieldValues &values);
    Result<std::optional<Entry>> find(const RecordKey &key) const;
    Result<void> removeEntry(const Entry &entry);
    Result<void> addEntry(const RecordKey &key, const RecordWords &words);
    Result<int> indexPending(int limit);
    Result<void> indexOne(const EntityDef &entity, const RecordId &record);
    Result<bool> walkSome(const std::function<std::optional<RecordId>(EntityNumber)> &bound);
    Result<int> walk(const EntityDef &entity, const RecordId &after, const RecordId &last);

    Connection &m_connection;
    RegistryPointer m_registry;
    Pinyin m_pinyin;
};

/// Entries of an entity have ids in a range of their own, so that a search in one entity is a search in a range.
namespace searchrange {
inline constexpr int entityShift = 40;
inline qint64 first(EntityNumber entity)
{
    return qint64(entity) << entityShift;
}
inline qint64 last(EntityNumber entity)
{
    return (qint64(entity) + 1) << entityShift;
}
}

}
