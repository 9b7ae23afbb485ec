// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/replica/replicaschema.h"

#include "shared/database/dialects/dialect.h"
#include "shared/database/migrator.h"
#include "shared/database/schemabuilder.h"
#include "shared/database/transaction.h"
#include "shared/metadata/fieldtypes/fieldtype.h"

#include <algorithm>

namespace tandem::client {

namespace {

QStringList columnsOfNewFields(const EntityDef *before, const EntityDef &next)
{
    QStringList columns;
    for (const FieldDef &field : next.fields) {
        if (field.deleted || !field.isStored() || (before && before->field(field.number)))
            continue;
        for (const ColumnDef &column : fieldTypeInfo(field.type).columns(field))
            columns.append(column.name);
    }
    return columns;
}

}

Result<void> prepareReplicaTables(Connection &connection)
{
    QStringList first{
        QStringLiteral("CREATE TABLE replica_meta(key TEXT PRIMARY KEY, value) WITHOUT ROWID"),
        QStringLiteral(
            "CREATE TABLE replica_snapshot(entity INTEGER PRIMARY KEY, complete INTEGER NOT NULL, last BLOB, "
            "position INTEGER NOT NULL, fingerprint BLOB, fields BLOB NOT NULL)"),
        QStringLiteral(
            "CREATE TABLE replica_shadow(entity INTEGER NOT NULL, record BLOB NOT NULL, seq INTEGER NOT NULL, "
            "fields BLOB, PRIMARY KEY(entity, record)) WITHOUT ROWID"),
        QStringLiteral(
            "CREATE TABLE replica_history(entity INTEGER NOT NULL, record BLOB NOT NULL, fetched INTEGER NOT NULL, "
            "entries BLOB NOT NULL, PRIMARY KEY(entity, record)) WITHOUT ROWID"),
        QStringLiteral("CREATE TABLE replica_file(file BLOB PRIMARY KEY, sha256 BLOB NOT NULL, size INTEGER NOT NULL, "
                       "used INTEGER NOT NULL) WITHOUT ROWID"),
        QStringLiteral("CREATE INDEX replica_file_content ON replica_file(sha256)"),
        QStringLiteral(
            "CREATE TABLE replica_search_entry(id INTEGER PRIMARY KEY, record BLOB NOT NULL, title TEXT NOT NULL, "
            "body TEXT NOT NULL, pinyin TEXT NOT NULL)"),
        QStringLiteral("CREATE INDEX replica_search_record ON replica_search_entry(record)"),
        QStringLiteral("CREATE TABLE replica_search_pending(entity INTEGER NOT NULL, record BLOB NOT NULL, "
                       "PRIMARY KEY(entity, record)) WITHOUT ROWID"),
        QStringLiteral(
            "CREATE TABLE replica_search_progress(entity INTEGER PRIMARY KEY, last BLOB, complete INTEGER NOT NULL)"),
    };
    first += connection.dialect().createFullText(
        QStringLiteral("replica_search"), {QStringLiteral("title"), QStringLiteral("body"), QStringLiteral("pinyin")});
    const QStringList second{
        QStringLiteral(
            "CREATE TABLE replica_guest(entity INTEGER NOT NULL, record BLOB NOT NULL, until INTEGER NOT NULL, "
            "PRIMARY KEY(entity, record)) WITHOUT ROWID"),
    };
    return Migrator({sqlStep(1, first), sqlStep(2, second)}).run(connection);
}

Result<void> prepareEntityTables(Connection &connection, const Registry &registry)
{
    TANDEM_ASSIGN(Transaction transaction, Transaction::begin(connection));
    const SchemaBuilder builder(connection.dialect(), SchemaBuilder::Uniqueness::NotEnforced);
    TANDEM_TRY(builder.apply(connection, registry));
    return transaction.commit();
}

Result<void> changeEntityTables(Connection &connection, const Registry &before, const Registry &next)
{
    const SchemaBuilder builder(connection.dialect(), SchemaBuilder::Uniqueness::NotEnforced);
    return builder.applyChanges(connection, before, next);
}

Result<std::vector<EntityNumber>> entitiesWithOldColumns(
    Connection &connection, const Registry &before, const Registry &next)
{
    std::vector<EntityNumber> entities;
    for (const EntityDef &entity : next.entities()) {
        const QStringList added = columnsOfNewFields(before.entity(entity.number), entity);
        if (entity.deleted || added.isEmpty())
            continue;
        TANDEM_ASSIGN(const QSet<QString> there, SchemaBuilder::columnsInTable(connection, entity.table));
        if (std::any_of(added.begin(), added.end(), [&](const QString &column) { return there.contains(column); }))
            entities.push_back(entity.number);
    }
    return entities;
}

}
