// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/base/result.h"
#include "shared/database/connection.h"
#include "shared/database/entitycolumns.h"
#include "shared/database/recordquery.h"
#include "shared/metadata/registry.h"

#include <unordered_map>

namespace tandem::server {

struct StoredRecord
{
    RecordId id;
    qint64 seq = 0;
    FieldValues values; ///< null ones are left out

    bool isDeleted() const { return values.contains(systemfield::deletedAt); }
    Value value(FieldNumber field) const;

    bool operator==(const StoredRecord &) const = default;
};

/// Rows of entities, read and written through prepared statements. Belongs to the connection's thread; made anew when
/// the Registry changes.
class RecordStore
{
public:
    RecordStore(Connection &connection, RegistryPointer registry);
    ~RecordStore();

    const RegistryPointer &registry() const { return m_registry; }
    Connection &connection() { return m_connection; }

    /// None if there is no such row; deleted ones are found too. Error: NotFound for an unknown entity.
    Result<std::optional<StoredRecord>> find(EntityNumber entity, const RecordId &id);
    Result<bool> exists(EntityNumber entity, const RecordId &id);
    /// Live records whose `field` holds `value`, at most `limit`, in id order.
    Result<std::vector<StoredRecord>> findBy(
        EntityNumber entity, FieldNumber field, const Value &value, int limit = 1000);
    /// How many of them there are; counts no further than to `limit`.
    Result<qint64> countBy(EntityNumber entity, FieldNumber field, const Value &value, int limit);
    Result<std::vector<StoredRecord>> query(const RecordQuery &query);
    struct Page
    {
        std::vector<StoredRecord> records;
        bool more = false; ///< there are records behind the last one
    };
    /// The same up to the query's limit (more than 0), and no further than the record with which so many bytes of
    /// values are reached: rows may be large, and a page is held in memory.
    Result<Page> page(RecordQuery query, qint64 bytes);
    Result<std::vector<RecordId>> queryIds(const RecordQuery &query);
    Result<qint64> count(const RecordQuery &query);
    /// The newest rows before `before` (null: of all), deleted ones too, the newest first.
    Result<std::vector<RecordId>> idsBefore(EntityNumber entity, const RecordId &before, int limit);

    /// Error: Conflict ("notUnique", with the field's name; "exists").
    Result<void> insert(EntityNumber entity, const StoredRecord &record);
    /// Sets just these fields (Null clears) and seq. Error: NotFound, Conflict ("notUnique").
    Result<void> update(EntityNumber entity, const RecordId &id, qint64 seq, const FieldValues &changed);
    /// For what is not kept in a recycle bin: junction rows, expired sessions.
    Result<void> remove(EntityNumber entity, const RecordId &id);

private:
    struct Table;
    Result<Table *> table(EntityNumber entity);
    Error named(const Table &table, Error error) const;
    static StoredRecord readRow(const EntityColumns &columns, Statement &statement);

    Connection &m_connection;
    RegistryPointer m_registry;
    std::unordered_map<EntityNumber, std::unique_ptr<Table>> m_tables;
};

}
