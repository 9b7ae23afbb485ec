// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/database/schemabuilder.h"

#include "shared/database/connection.h"
#include "shared/expressions/sqlphrases.h"

#include <QCryptographicHash>

namespace tandem {

namespace {

std::vector<ColumnDef> columnsOf(const EntityDef &entity)
{
    std::vector<ColumnDef> columns;
    for (const FieldDef &field : entity.fields) {
        if (!field.isStored())
            continue;
        for (ColumnDef &column : fieldTypeInfo(field.type).columns(field))
            columns.push_back(std::move(column));
    }
    return columns;
}

const ColumnDef *findColumn(const std::vector<ColumnDef> &columns, const QString &name)
{
    const auto found =
        std::find_if(columns.begin(), columns.end(), [&](const ColumnDef &column) { return column.name == name; });
    return found == columns.end() ? nullptr : &*found;
}

/// Lists are sorted and boards grouped by it, lookups go through it, or its definition says so.
bool isIndexed(const EntityDef &entity, const FieldDef &field)
{
    if (field.deleted || !field.isStored())
        return false;
    // Each further one would be paid for by every write of every entity.
    static constexpr FieldNumber indexedSystemFields[]{
        systemfield::owner, systemfield::department, systemfield::createdAt, systemfield::modifiedAt};
    if (field.isSystem())
        return std::find(std::begin(indexedSystemFields), std::end(indexedSystemFields), field.number)
            != std::end(indexedSystemFields);
    if (field.indexed || field.name == entity.list.sort.field || (entity.board && entity.board->groupBy == field.name))
        return true;
    return field.type == FieldType::Link || field.type == FieldType::User || field.type == FieldType::AnyLink;
}

/// Of indexes that follow from definitions; those that the database makes itself have other names.
constexpr QLatin1String plainPrefix("ix_");
constexpr QLatin1String textPrefix("sx_"); ///< in the order of people: another index than one by bytes
constexpr QLatin1String uniquePrefix("ux_");

/// PostgreSQL cuts names after 63 bytes, silently; two indexes would then share one, or seem to be missing.
QString indexName(const QString &wanted)
{
    constexpr qsizetype longest = 63;
    constexpr qsizetype digits = 10;
    if (wanted.size() <= longest)
        return wanted;
    const QByteArray hash = QCryptographicHash::hash(wanted.toUtf8(), QCryptographicHash::Sha1).toHex();
    return wanted.first(longest - digits - 1) + QLatin1Char('_') + QString::fromLatin1(hash.first(digits));
}

bool isDerived(const QString &index)
{
    return index.startsWith(plainPrefix) || index.startsWith(textPrefix) || index.startsWith(uniquePrefix);
}

}

QStringList SchemaBuilder::create(const Registry &registry) const
{
    QStringList statements = m_dialect.collations();
    for (const EntityDef &entity : registry.entities())
        statements += createEntity(entity);
    return statements;
}

QStringList SchemaBuilder::createEntity(const EntityDef &entity) const
{
    QStringList statements{createTable(entity)};
    for (const Index &index : indexes(entity))
        statements.append(index.sql);
    return statements;
}

QString SchemaBuilder::createTable(const EntityDef &entity) const
{
    // An ordinary table with a unique index over the id. Keyed by the id itself (WITHOUT ROWID) a narrow row is found a
    // third faster, but rows of a kilobyte then fill the inner pages: measured at 200,000 rows, twice the size, twice
    // the time for a read and an update, and 40 times for a walk along an index.
    QStringList parts{
        QStringLiteral("\"id\" %1 NOT NULL PRIMARY KEY").arg(m_dialect.columnType(ColumnDef::Storage::Id)),
        QStringLiteral("\"seq\" %1 NOT NULL DEFAULT 0").arg(m_dialect.columnType(ColumnDef::Storage::Integer)),
    };
    for (const ColumnDef &column : columnsOf(entity))
        parts.append(columnSql(column));
    return QStringLiteral("CREATE TABLE %1 (%2)%3")
        .arg(Dialect::quoted(entity.table), parts.join(QLatin1String(", ")), m_dialect.tableSuffix());
}

QString SchemaBuilder::columnSql(const ColumnDef &column) const
{
    // Without NOT NULL: what is required is judged by the validator, and a later build may require more.
    return Dialect::quoted(column.name) + QLatin1Char(' ') + m_dialect.columnType(column.storage);
}

QString SchemaBuilder::addColumn(const EntityDef &entity, const ColumnDef &column) const
{
    return QStringLiteral("ALTER TABLE %1 ADD COLUMN %2").arg(Dialect::quoted(entity.table), columnSql(column));
}

std::vector<SchemaBuilder::Index> SchemaBuilder::indexes(const EntityDef &entity) const
{
    std::vector<Index> all;
    QSet<QString> names;
    const auto add = [&](const IndexedColumns &columns, bool enforced) {
        if (columns.empty())
            return;
        Index made = index(entity, columns, enforced);
        if (!names.contains(made.name)) {
            names.insert(made.name);
            all.push_back(std::move(made));
        }
    };
    const bool enforces = m_uniqueness == Uniqueness::Enforced;
    for (const FieldDef &field : entity.fields) {
        const bool unique = field.unique && !field.deleted && field.isStored();
        if (unique && enforces)
            add({indexedColumn(field)}, true);
        // What is unique is so byte by byte, which is no order for a list.
        if (unique ? !enforces || indexedColumn(field).isText : isIndexed(entity, field))
            add({indexedColumn(field)}, false);
    }
    for (const QStringList &together : entity.uniqueTogether)
        add(indexedColumns(entity, together), enforces);
    for (const QStringList &key : entity.duplicateKeys)
        add(indexedColumns(entity, key.mid(0, 1)), false);
    if (const FieldDef *deletedAt = entity.field(systemfield::deletedAt)) {
        const QString column = Dialect::quoted(deletedAt->column);
        const QString name = indexName(QStringLiteral("bin_") + entity.table);
        all.push_back({name,
            QStringLiteral("CREATE INDEX %1 ON %2 (%3, \"id\") WHERE %3 IS NOT NULL")
                .arg(Dialect::quoted(name), Dialect::quoted(entity.table), column)});
    }
    return all;
}

SchemaBuilder::IndexedColumn SchemaBuilder::indexedColumn(const FieldDef &field)
{
    const FieldTypeInfo &type = fieldTypeInfo(field.type);
    return {type.columns(field).front().name, type.sortsAsText()};
}

/// Empty if one of the fields has no column.
SchemaBuilder::IndexedColumns SchemaBuilder::indexedColumns(const EntityDef &entity, const QStringList &fields)
{
    IndexedColumns columns;
    for (const QString &name : fields) {
        const FieldDef *field = entity.field(name);
        if (!field || !field->isStored())
            return {};
        columns.push_back(indexedColumn(*field));
    }
    return columns;
}

SchemaBuilder::Index SchemaBuilder::index(const EntityDef &entity, const IndexedColumns &columns, bool enforced) const
{
    QStringList parts;
    QString name = entity.table;
    bool inTextOrder = false;
    for (const IndexedColumn &column : columns) {
        const bool isText = column.isText && !enforced;
        const QString quoted = Dialect::quoted(column.name);
        parts.append((isText ? SqlPhrases::inTextOrder(quoted) : quoted) + m_dialect.nullsOrder(false));
        name += QLatin1Char('_') + column.name;
        inTextOrder = inTextOrder || isText;
    }
    name.prepend(enforced ? uniquePrefix : inTextOrder ? textPrefix : plainPrefix);
    name = indexName(name);
    const FieldDef *deletedAt = entity.field(systemfield::deletedAt);
    // The id breaks the ties of a sorted list, and with deletedAt at the end (always null, a byte) the index alone
    // serves it: SQLite reads the table's row for a column that the index is only limited by.
    if (!enforced) {
        parts.append(QStringLiteral("\"id\""));
        if (deletedAt)
            parts.append(Dialect::quoted(deletedAt->column));
    }
    QString sql = QStringLiteral("CREATE %1 %2 ON %3 (%4)")
                      .arg(enforced ? u"UNIQUE INDEX" : u"INDEX", Dialect::quoted(name), Dialect::quoted(entity.table),
                          parts.join(QLatin1String(", ")));
    // Nearly every query leaves the recycle bin out; what lies in it takes no name from the living.
    if (deletedAt)
        sql += QStringLiteral(" WHERE %1 IS NULL").arg(Dialect::quoted(deletedAt->column));
    return {name, sql};
}

Result<QStringList> SchemaBuilder::upgrade(const Registry &before, const Registry &after) const
{
    QStringList statements;
    for (const EntityDef &entity : after.entities()) {
        const EntityDef *old = before.entity(entity.number);
        if (!old) {
            statements += createEntity(entity);
            continue;
        }
        if (*old == entity)
            continue;
        if (old->table != entity.table)
            return Error::invalid(entity.name, QStringLiteral("tableRenamed"));
        const auto oldColumns = columnsOf(*old);
        for (const ColumnDef &column : columnsOf(entity)) {
            const ColumnDef *same = findColumn(oldColumns, column.name);
            if (same && same->storage != column.storage)
                return Error::invalid(
                    entity.name + QLatin1Char('.') + column.name, QStringLiteral("columnTypeChanged"));
        }
        statements += upgradeEntity(*old, entity);
    }
    return statements;
}

QStringList SchemaBuilder::upgradeEntity(const EntityDef &before, const EntityDef &after) const
{
    QStringList statements;
    const auto oldColumns = columnsOf(before);
    for (const ColumnDef &column : columnsOf(after)) {
        if (!findColumn(oldColumns, column.name))
            statements.append(addColumn(after, column));
    }
    const auto oldIndexes = indexes(before);
    const auto newIndexes = indexes(after);
    const auto contains = [](const std::vector<Index> &list, const Index &wanted) {
        return std::any_of(list.begin(), list.end(), [&](const Index &index) { return index.name == wanted.name; });
    };
    for (const Index &index : oldIndexes) {
        if (!contains(newIndexes, index))
            statements.append(QStringLiteral("DROP INDEX ") + Dialect::quoted(index.name));
    }
    for (const Index &index : newIndexes) {
        if (!contains(oldIndexes, index))
            statements.append(index.sql);
    }
    return statements;
}

Result<void> SchemaBuilder::apply(Connection &connection, const Registry &registry) const
{
    for (const QString &statement : m_dialect.collations())
        TANDEM_TRY(connection.execute(statement));
    for (const EntityDef &entity : registry.entities())
        TANDEM_TRY(applyEntity(connection, entity));
    return {};
}

Result<void> SchemaBuilder::applyChanges(Connection &connection, const Registry &before, const Registry &after) const
{
    for (const EntityDef &entity : after.entities()) {
        const EntityDef *old = before.entityOrRemoved(entity.number);
        if (!old || *old != entity)
            TANDEM_TRY(applyEntity(connection, entity));
    }
    return {};
}

Result<void> SchemaBuilder::applyEntity(Connection &connection, const EntityDef &entity) const
{
    TANDEM_ASSIGN(const QStringList statements, missing(connection, entity));
    // In one go: a database that is a process of its own, or a machine, answers each of them.
    return statements.isEmpty() ? Result<void>() : connection.execute(statements.join(QLatin1String("; ")));
}

namespace {

Result<QSet<QString>> names(Connection &connection, const QString &sql, const QString &table)
{
    QSet<QString> found;
    TANDEM_ASSIGN(auto statement, connection.prepare(sql));
    statement.bind(1, table);
    for (;;) {
        TANDEM_ASSIGN(const bool more, statement.step());
        if (!more)
            return found;
        found.insert(statement.text(0));
    }
}

}

Result<QSet<QString>> SchemaBuilder::columnsInTable(Connection &connection, const QString &table)
{
    return names(connection, connection.dialect().columnsOfTable(), table);
}

Result<QStringList> SchemaBuilder::missing(Connection &connection, const EntityDef &entity) const
{
    TANDEM_ASSIGN(const auto columns, columnsInTable(connection, entity.table));
    if (columns.isEmpty())
        return createEntity(entity);
    QStringList statements;
    for (const ColumnDef &column : columnsOf(entity)) {
        if (!columns.contains(column.name))
            statements.append(addColumn(entity, column));
    }
    TANDEM_ASSIGN(auto unwanted, names(connection, m_dialect.indexesOfTable(), entity.table));
    for (const Index &index : indexes(entity)) {
        if (!unwanted.remove(index.name))
            statements.append(index.sql);
    }
    // Those of an older definition, or of an older build.
    for (const QString &name : unwanted) {
        if (isDerived(name))
            statements.append(QStringLiteral("DROP INDEX ") + Dialect::quoted(name));
    }
    return statements;
}

}
