// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/replica/replicarows.h"

#include "client/replica/blobs.h"
#include "shared/database/dialects/dialect.h"
#include "shared/replication/rebase.h"

namespace tandem::client {

std::vector<FieldNumber> differences(const FieldValues &before, const FieldValues &after)
{
    std::vector<FieldNumber> fields;
    auto left = before.begin();
    auto right = after.begin();
    while (left != before.end() || right != after.end()) {
        if (right == after.end() || (left != before.end() && left->first < right->first)) {
            if (!left->second.isNull())
                fields.push_back(left->first);
            ++left;
        } else if (left == before.end() || right->first < left->first) {
            if (!right->second.isNull())
                fields.push_back(right->first);
            ++right;
        } else {
            if (left->second != right->second)
                fields.push_back(left->first);
            ++left;
            ++right;
        }
    }
    return fields;
}

Result<void> ReplicaRows::load()
{
    m_shadows.clear();
    TANDEM_ASSIGN(Statement rows, m_connection.prepare(QStringLiteral("SELECT entity, record FROM replica_shadow")));
    for (;;) {
        TANDEM_ASSIGN(const bool row, rows.step());
        if (!row)
            return {};
        m_shadows.insert({EntityNumber(rows.integer(0)), rows.id(1)});
    }
}

void ReplicaRows::setRegistry(RegistryPointer registry)
{
    m_registry = std::move(registry);
    m_tables.clear();
}

Result<const EntityDef *> ReplicaRows::definition(EntityNumber number) const
{
    const EntityDef *entity = m_registry->entity(number);
    if (!entity)
        return Error::notFound(QStringLiteral("entity %1").arg(number));
    return entity;
}

ReplicaRows::Table::Table(const EntityDef &entity, const Connection &connection)
    : columns(entity)
{
    const QString name = Dialect::quoted(entity.table);
    readSql = QStringLiteral("SELECT seq, %1 FROM %2 WHERE id = ?1").arg(columns.sql(), name);
    writeSql = connection.dialect().upsert(
        entity.table, {QStringLiteral("id")}, QStringList{QStringLiteral("seq")} + columns.names());
    eraseSql = QStringLiteral("DELETE FROM %1 WHERE id = ?1").arg(name);
}

Result<const ReplicaRows::Table *> ReplicaRows::table(EntityNumber number) const
{
    const auto found = m_tables.find(number);
    if (found != m_tables.end())
        return &found->second;
    TANDEM_ASSIGN(const EntityDef *entity, definition(number));
    return &m_tables.emplace(number, Table(*entity, m_connection)).first->second;
}

Result<std::optional<FieldValues>> ReplicaRows::read(const RecordKey &key, qint64 *seq) const
{
    TANDEM_ASSIGN(const Table *table, this->table(key.entity));
    TANDEM_ASSIGN(Statement row, m_connection.prepare(table->readSql));
    row.bind(1, key.id);
    TANDEM_ASSIGN(const bool found, row.step());
    if (!found)
        return std::optional<FieldValues>();
    if (seq)
        *seq = row.integer(0);
    return std::optional<FieldValues>(table->columns.read(row, 1));
}

Result<void> ReplicaRows::write(const RecordKey &key, const FieldValues &values, qint64 seq)
{
    TANDEM_ASSIGN(const Table *table, this->table(key.entity));
    TANDEM_ASSIGN(Statement insert, m_connection.prepare(table->writeSql));
    insert.bind(1, key.id).bind(2, seq);
    table->columns.bind(insert, 3, values);
    return insert.run();
}

Result<void> ReplicaRows::erase(const RecordKey &key)
{
    TANDEM_ASSIGN(const Table *table, this->table(key.entity));
    TANDEM_ASSIGN(Statement remove, m_connection.prepare(table->eraseSql));
    return remove.bind(1, key.id).run();
}

Result<std::vector<RecordId>> ReplicaRows::idsBetween(
    const EntityDef &entity, const RecordId &after, const RecordId &last) const
{
    QStringList bounds;
    if (!after.isNull())
        bounds.append(QStringLiteral("id > ?1"));
    if (!last.isNull())
        bounds.append(QStringLiteral("id <= ?2"));
    const QString where =
        bounds.isEmpty() ? QString() : QStringLiteral(" WHERE ") + bounds.join(QStringLiteral(" AND "));
    TANDEM_ASSIGN(Statement rows,
        m_connection.prepare(
            QStringLiteral("SELECT id FROM %1%2 ORDER BY id").arg(Dialect::quoted(entity.table), where)));
    if (!after.isNull())
        rows.bind(1, after);
    if (!last.isNull())
        rows.bind(2, last);
    std::vector<RecordId> ids;
    for (;;) {
        TANDEM_ASSIGN(const bool row, rows.step());
        if (!row)
            return ids;
        ids.push_back(rows.id(0));
    }
}

Result<ReplicaRows::Shadow> ReplicaRows::shadow(const RecordKey &key) const
{
    TANDEM_ASSIGN(Statement row,
        m_connection.prepare(
            QStringLiteral("SELECT seq, fields FROM replica_shadow WHERE entity = ?1 AND record = ?2")));
    row.bind(1, key.entity).bind(2, key.id);
    TANDEM_ASSIGN(const bool found, row.step());
    Shadow shadow;
    if (!found)
        return shadow;
    shadow.seq = row.integer(0);
    if (!row.isNull(1)) {
        TANDEM_ASSIGN(shadow.values, fieldValuesFromBlob(row.bytes(1)));
    }
    return shadow;
}

Result<void> ReplicaRows::setShadow(const RecordKey &key, const Shadow &shadow)
{
    TANDEM_ASSIGN(Statement insert,
        m_connection.prepare(
            QStringLiteral("INSERT INTO replica_shadow(entity, record, seq, fields) VALUES(?1, ?2, ?3, ?4) "
                           "ON CONFLICT(entity, record) DO UPDATE SET seq = excluded.seq, "
                           "fields = excluded.fields")));
    insert.bind(1, key.entity).bind(2, key.id).bind(3, shadow.seq);
    if (shadow.values)
        insert.bind(4, toBlob(*shadow.values));
    else
        insert.bind(4, nullptr);
    TANDEM_TRY(insert.run());
    m_shadows.insert(key);
    return {};
}

Result<void> ReplicaRows::removeShadow(const RecordKey &key)
{
    TANDEM_ASSIGN(Statement remove,
        m_connection.prepare(QStringLiteral("DELETE FROM replica_shadow WHERE entity = ?1 AND record = ?2")));
    TANDEM_TRY(remove.bind(1, key.entity).bind(2, key.id).run());
    m_shadows.remove(key);
    return {};
}

Result<std::optional<RecordChange>> ReplicaRows::recompute(
    const RecordKey &key, const std::vector<Mutation> &mutations, const RecordId &author)
{
    TANDEM_ASSIGN(const EntityDef *entity, definition(key.entity));
    Shadow server;
    TANDEM_ASSIGN(const std::optional<FieldValues> before, read(key, &server.seq));
    if (hasShadow(key)) {
        TANDEM_ASSIGN(server, shadow(key));
    } else if (mutations.empty()) {
        return std::optional<RecordChange>();
    } else {
        server.values = before;
        TANDEM_TRY(setShadow(key, server));
    }

    const std::optional<FieldValues> after =
        mutations.empty() ? server.values : rebase(*entity, server.values, mutations, author);
    if (mutations.empty())
        TANDEM_TRY(removeShadow(key));
    if (after)
        TANDEM_TRY(write(key, *after, server.seq));
    else if (before)
        TANDEM_TRY(erase(key));

    using Kind = RecordChange::Kind;
    if (!before && !after)
        return std::optional<RecordChange>();
    if (!before || !after)
        return std::optional<RecordChange>({key, after ? Kind::Created : Kind::Removed, {}});
    // Also without a difference in fields: whether the record waits for the server has changed.
    return std::optional<RecordChange>({key, Kind::Changed, differences(*before, *after)});
}

}
