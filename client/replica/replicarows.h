// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/data/replicatypes.h"
#include "shared/database/connection.h"
#include "shared/database/entitycolumns.h"
#include "shared/metadata/registry.h"

#include <QSet>

namespace tandem::client {

/// The rows of all entities, and the shadows: what the server last said of those records that have mutations waiting.
class ReplicaRows
{
public:
    struct Shadow
    {
        std::optional<FieldValues> values; ///< none: the server has no such record
        qint64 seq = 0;
    };

    explicit ReplicaRows(Connection &connection)
        : m_connection(connection)
    {
    }

    Result<void> load(); ///< which records have shadows; also after a rollback
    void setRegistry(RegistryPointer registry);
    const Registry &registry() const { return *m_registry; }

    /// None if there is no such record. Error: NotFound if there is no such entity.
    Result<std::optional<FieldValues>> read(const RecordKey &key, qint64 *seq = nullptr) const;
    Result<void> write(const RecordKey &key, const FieldValues &values, qint64 seq);
    Result<void> erase(const RecordKey &key);
    /// Of the table, ascending, with after < id <= last; a null bound is none.
    Result<std::vector<RecordId>> idsBetween(
        const EntityDef &entity, const RecordId &after, const RecordId &last) const;
    Result<std::vector<RecordId>> allIds(const EntityDef &entity) const { return idsBetween(entity, {}, {}); }

    bool hasShadow(const RecordKey &key) const { return m_shadows.contains(key); }
    bool hasShadows() const { return !m_shadows.isEmpty(); }
    QList<RecordKey> shadows() const { return m_shadows.values(); }
    Result<Shadow> shadow(const RecordKey &key) const;
    Result<void> setShadow(const RecordKey &key, const Shadow &shadow);
    Result<void> removeShadow(const RecordKey &key);

    /// Sets the row to shadow + `mutations`; without mutations to the shadow, which then goes. The first time the row
    /// itself becomes the shadow. Doing it again changes nothing. Gives what became different.
    Result<std::optional<RecordChange>> recompute(
        const RecordKey &key, const std::vector<Mutation> &mutations, const RecordId &author);

private:
    /// What is worked out once per entity: each change reads and writes rows by it.
    struct Table
    {
        Table(const EntityDef &entity, const Connection &connection);

        EntityColumns columns;
        QString readSql; ///< seq and the columns of row ?1
        QString writeSql; ///< id, seq and the columns
        QString eraseSql;
    };
    Result<const EntityDef *> definition(EntityNumber number) const;
    Result<const Table *> table(EntityNumber number) const;

    Connection &m_connection;
    RegistryPointer m_registry;
    mutable std::map<EntityNumber, Table> m_tables;
    QSet<RecordKey> m_shadows;
};

/// The fields in which two rows differ, sorted.
std::vector<FieldNumber> differences(const FieldValues &before, const FieldValues &after);

}
