// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/store/recordstore.h"

#include "shared/database/dialects/dialect.h"
#include "shared/database/querybuilder.h"
#include "shared/database/valuecolumns.h"
#include "shared/expressions/sqlphrases.h"

#include <QHash>

namespace tandem::server {

namespace {

constexpr qsizetype mostUpdates = 500; ///< combinations of fields whose statement is kept, of one entity

/// Of rows whose first column they are.
Result<std::vector<RecordId>> idsIn(Statement rows)
{
    std::vector<RecordId> ids;
    for (;;) {
        TANDEM_ASSIGN(const bool more, rows.step());
        if (!more)
            return ids;
        ids.push_back(rows.id(0));
    }
}

}

/// What is worked out once per entity.
struct RecordStore::Table
{
    const EntityDef *entity;
    EntityColumns columns;
    QString name;
    QString selectSql; ///< without WHERE
    QString findSql;
    QString existsSql;
    QString insertSql;
    QString removeSql;
    QHash<QByteArray, QString> updateSql; ///< by the numbers of the fields that it sets

    explicit Table(const EntityDef &definition)
        : entity(&definition)
        , columns(definition)
        , name(Dialect::quoted(definition.table))
    {
        const QString byId = QStringLiteral(" WHERE \"id\" = ?1");
        selectSql = QLatin1String("SELECT \"id\", \"seq\"")
            + (columns.count() > 0 ? QLatin1String(", ") + columns.sql() : QString()) + QLatin1String(" FROM ") + name;
        findSql = selectSql + byId;
        existsSql = QLatin1String("SELECT 1 FROM ") + name + byId;
        removeSql = QLatin1String("DELETE FROM ") + name + byId;
        const QStringList all = QStringList{QStringLiteral("id"), QStringLiteral("seq")} + columns.names();
        insertSql = QStringLiteral("INSERT INTO %1 (%2) VALUES (%3)")
                        .arg(name, Dialect::quotedList(all), Dialect::placeholders(1, int(all.size())));
    }

    const QString &update(const FieldValues &changed)
    {
        QByteArray key;
        key.reserve(qsizetype(changed.size()) * qsizetype(sizeof(FieldNumber)));
        for (const auto &[number, value] : changed)
            key.append(reinterpret_cast<const char *>(&number), sizeof number);
        if (updateSql.size() >= mostUpdates)
            updateSql.clear();
        QString &sql = updateSql[key];
        if (!sql.isEmpty())
            return sql;
        QStringList assignments{QStringLiteral("\"seq\" = ?2")};
        int position = 3;
        for (const auto &[number, value] : changed) {
            for (const ColumnDef &column : fieldTypeInfo(entity->field(number)->type).columns(*entity->field(number)))
                assignments.append(QStringLiteral("%1 = ?%2").arg(Dialect::quoted(column.name)).arg(position++));
        }
        sql = QStringLiteral("UPDATE %1 SET %2 WHERE \"id\" = ?1").arg(name, assignments.join(QLatin1String(", ")));
        return sql;
    }

    /// Of the live rows whose field holds the value, with what bindHeld() binds.
    Result<QString> whereHeld(FieldNumber field, const Value &value) const
    {
        const FieldDef *definition = entity->field(field);
        if (!definition || !definition->isStored())
            return Error::invalid(QString::number(field), QStringLiteral("unknownField"));
        const FieldTypeInfo &type = fieldTypeInfo(definition->type);
        const QString column = Dialect::quoted(type.columns(*definition).front().name);
        QString where = QStringLiteral(" WHERE ");
        if (value.isNull())
            where += column + QLatin1String(" IS NULL");
        else if (type.sortsAsText())
            where += SqlPhrases::sameText(column, QStringLiteral("= ?2"));
        else
            where += column + QLatin1String(" = ?2");
        if (const FieldDef *deletedAt = entity->field(systemfield::deletedAt))
            where += QStringLiteral(" AND %1 IS NULL").arg(Dialect::quoted(deletedAt->column));
        return where;
    }
};

Value StoredRecord::value(FieldNumber field) const
{
    return valueIn(values, field);
}

RecordStore::RecordStore(Connection &connection, RegistryPointer registry)
    : m_connection(connection)
    , m_registry(std::move(registry))
{
}

RecordStore::~RecordStore() = default;

Result<RecordStore::Table *> RecordStore::table(EntityNumber entity)
{
    std::unique_ptr<Table> &table = m_tables[entity];
    if (!table) {
        const EntityDef *definition = m_registry->entity(entity);
        if (!definition)
            return Error::notFound(QStringLiteral("entity %1").arg(entity));
        table = std::make_unique<Table>(*definition);
    }
    return table.get();
}

/// Says the field's name where the database could only name the column.
Error RecordStore::named(const Table &table, Error error) const
{
    if (error.reason == QLatin1String("notUnique") && error.field == QLatin1String("id")) {
        error.reason = QStringLiteral("exists");
        return error;
    }
    for (const FieldDef &field : table.entity->fields) {
        if (field.column == error.field)
            error.field = field.name;
    }
    return error;
}

StoredRecord RecordStore::readRow(const EntityColumns &columns, Statement &statement)
{
    return {statement.id(0), statement.integer(1), columns.read(statement, 2)};
}

Result<std::optional<StoredRecord>> RecordStore::find(EntityNumber entity, const RecordId &id)
{
    TANDEM_ASSIGN(const Table *table, this->table(entity));
    TANDEM_ASSIGN(auto statement, m_connection.prepare(table->findSql));
    TANDEM_ASSIGN(const bool found, statement.bind(1, id).step());
    return found ? std::optional(readRow(table->columns, statement)) : std::nullopt;
}

Result<bool> RecordStore::exists(EntityNumber entity, const RecordId &id)
{
    TANDEM_ASSIGN(const Table *table, this->table(entity));
    TANDEM_ASSIGN(auto statement, m_connection.prepare(table->existsSql));
    return statement.bind(1, id).step();
}

namespace {

Result<std::vector<StoredRecord>> collect(
    Statement &statement, const EntityColumns &columns, StoredRecord (*read)(const EntityColumns &, Statement &))
{
    std::vector<StoredRecord> records;
    for (;;) {
        TANDEM_ASSIGN(const bool more, statement.step());
        if (!more)
            return records;
        records.push_back(read(columns, statement));
    }
}

void bindHeld(Statement &statement, const Value &value, int limit)
{
    statement.bind(1, limit);
    if (!value.isNull())
        statement.bind(2, value.kind() == Value::Kind::Money ? Value(value.toMoney().minor) : value);
}

/// About; what counts is the text that people write.
qint64 bytesOf(const FieldValues &values)
{
    qint64 bytes = 0;
    for (const auto &[field, value] : values)
        bytes += qint64(sizeof(Value)) + value.toText().size() * qint64(sizeof(QChar));
    return bytes;
}

}

Result<std::vector<StoredRecord>> RecordStore::findBy(
    EntityNumber entity, FieldNumber field, const Value &value, int limit)
{
    TANDEM_ASSIGN(const Table *table, this->table(entity));
    TANDEM_ASSIGN(const QString where, table->whereHeld(field, value));
    TANDEM_ASSIGN(
        auto statement, m_connection.prepare(table->selectSql + where + QLatin1String(" ORDER BY \"id\" LIMIT ?1")));
    bindHeld(statement, value, limit);
    return collect(statement, table->columns, &RecordStore::readRow);
}

Result<qint64> RecordStore::countBy(EntityNumber entity, FieldNumber field, const Value &value, int limit)
{
    TANDEM_ASSIGN(const Table *table, this->table(entity));
    TANDEM_ASSIGN(const QString where, table->whereHeld(field, value));
    TANDEM_ASSIGN(auto statement,
        m_connection.prepare(
            QStringLiteral("SELECT count(*) FROM (SELECT 1 FROM %1%2 LIMIT ?1) AS held").arg(table->name, where)));
    bindHeld(statement, value, limit);
    TANDEM_TRY(statement.step());
    return statement.integer(0);
}

Result<std::vector<StoredRecord>> RecordStore::query(const RecordQuery &query)
{
    TANDEM_ASSIGN(const BoundSql sql, QueryBuilder(m_connection.dialect(), m_registry).rows(query));
    const EntityDef &entity = *m_registry->entity(query.entity);
    const EntityColumns columns = query.fields.empty() ? EntityColumns(entity) : EntityColumns(entity, query.fields);
    TANDEM_ASSIGN(auto statement, sql.prepare(m_connection));
    return collect(statement, columns, &RecordStore::readRow);
}

Result<RecordStore::Page> RecordStore::page(RecordQuery query, qint64 bytes)
{
    const auto limit = size_t(query.limit);
    ++query.limit; // one more tells whether there is a next page
    TANDEM_ASSIGN(const BoundSql sql, QueryBuilder(m_connection.dialect(), m_registry).rows(query));
    const EntityDef &entity = *m_registry->entity(query.entity);
    const EntityColumns columns = query.fields.empty() ? EntityColumns(entity) : EntityColumns(entity, query.fields);
    TANDEM_ASSIGN(auto statement, sql.prepare(m_connection));
    Page page;
    qint64 size = 0;
    for (;;) {
        TANDEM_ASSIGN(page.more, statement.step());
        if (!page.more || page.records.size() == limit || size >= bytes)
            return page;
        page.records.push_back(readRow(columns, statement));
        size += bytesOf(page.records.back().values);
    }
}

Result<std::vector<RecordId>> RecordStore::queryIds(const RecordQuery &query)
{
    TANDEM_ASSIGN(const BoundSql sql, QueryBuilder(m_connection.dialect(), m_registry).ids(query));
    TANDEM_ASSIGN(auto statement, sql.prepare(m_connection));
    return idsIn(std::move(statement));
}

Result<qint64> RecordStore::count(const RecordQuery &query)
{
    TANDEM_ASSIGN(const BoundSql sql, QueryBuilder(m_connection.dialect(), m_registry).count(query));
    TANDEM_ASSIGN(auto statement, sql.prepare(m_connection));
    TANDEM_TRY(statement.step());
    return statement.integer(0);
}

Result<std::vector<RecordId>> RecordStore::idsBefore(EntityNumber entity, const RecordId &before, int limit)
{
    TANDEM_ASSIGN(const Table *table, this->table(entity));
    const QString range = before.isNull() ? QString() : QStringLiteral(" WHERE \"id\" < ?2");
    TANDEM_ASSIGN(auto statement,
        m_connection.prepare(
            QStringLiteral("SELECT \"id\" FROM %1%2 ORDER BY \"id\" DESC LIMIT ?1").arg(table->name, range)));
    statement.bind(1, limit);
    if (!before.isNull())
        statement.bind(2, before);
    return idsIn(std::move(statement));
}

Result<void> RecordStore::insert(EntityNumber entity, const StoredRecord &record)
{
    TANDEM_ASSIGN(const Table *table, this->table(entity));
    TANDEM_ASSIGN(auto statement, m_connection.prepare(table->insertSql));
    statement.bind(1, record.id).bind(2, record.seq);
    table->columns.bind(statement, 3, record.values);
    const auto inserted = statement.run();
    return inserted.ok() ? inserted : named(*table, inserted.error());
}

Result<void> RecordStore::update(EntityNumber entity, const RecordId &id, qint64 seq, const FieldValues &changed)
{
    TANDEM_ASSIGN(Table * table, this->table(entity));
    for (const auto &[number, value] : changed) {
        const FieldDef *field = table->entity->field(number);
        if (!field || !field->isStored())
            return Error::invalid(QString::number(number), QStringLiteral("unknownField"));
    }
    TANDEM_ASSIGN(auto statement, m_connection.prepare(table->update(changed)));
    statement.bind(1, id).bind(2, seq);
    int position = 3;
    for (const auto &[number, value] : changed)
        position = bindValue(statement, position, *table->entity->field(number), value);
    const auto updated = statement.run();
    if (!updated.ok())
        return named(*table, updated.error());
    if (m_connection.changedRows() == 0)
        return Error::notFound(table->entity->name);
    return {};
}

Result<void> RecordStore::remove(EntityNumber entity, const RecordId &id)
{
    TANDEM_ASSIGN(const Table *table, this->table(entity));
    TANDEM_ASSIGN(auto statement, m_connection.prepare(table->removeSql));
    return statement.bind(1, id).run();
}

}
