// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/jobs/databasecopy.h"

#include "server/access/credentialstore.h"
#include "server/jobs/jobstore.h"
#include "server/store/storeschema.h"
#include "shared/database/schemabuilder.h"
#include "shared/database/transaction.h"

namespace tandem::server::databasecopy {

namespace {

struct Column
{
    QString name;
    QString storage; ///< as Dialect::columnsOfTable() says it
};

Result<QStringList> tablesOf(Connection &connection)
{
    TANDEM_ASSIGN(Statement statement, connection.prepare(connection.dialect().tables()));
    QStringList tables;
    for (;;) {
        TANDEM_ASSIGN(const bool more, statement.step());
        if (!more)
            return tables;
        tables.append(statement.text(0));
    }
}

Result<std::vector<Column>> columnsOf(Connection &connection, const QString &table)
{
    TANDEM_ASSIGN(Statement statement, connection.prepare(connection.dialect().columnsOfTable()));
    statement.bind(1, table);
    std::vector<Column> columns;
    for (;;) {
        TANDEM_ASSIGN(const bool more, statement.step());
        if (!more)
            return columns;
        columns.push_back({statement.text(0), statement.text(1)});
    }
}

QLatin1String typeOf(const Dialect &dialect, const QString &storage)
{
    if (storage == QLatin1String("integer"))
        return dialect.columnType(ColumnDef::Storage::Integer);
    if (storage == QLatin1String("real"))
        return dialect.columnType(ColumnDef::Storage::Real);
    return storage == QLatin1String("text") ? dialect.columnType(ColumnDef::Storage::Text) : dialect.blobType();
}

/// Of definitions that are in the recycle bin the tables and columns are still there, and come back with them.
Result<void> addMissing(Connection &to, const QString &table, const std::vector<Column> &wanted)
{
    TANDEM_ASSIGN(const std::vector<Column> present, columnsOf(to, table));
    const Dialect &dialect = to.dialect();
    QStringList missing;
    for (const Column &column : wanted) {
        const bool there =
            std::any_of(present.begin(), present.end(), [&](const Column &other) { return other.name == column.name; });
        const bool isKey = present.empty() && column.name == QLatin1String("id");
        if (!there)
            missing.append(Dialect::quoted(column.name) + QLatin1Char(' ') + typeOf(dialect, column.storage)
                + QLatin1String(isKey ? " NOT NULL PRIMARY KEY" : ""));
    }
    const QString name = Dialect::quoted(table);
    if (present.empty())
        return to.execute(QStringLiteral("CREATE TABLE %1 (%2)%3")
                              .arg(name, missing.join(QLatin1String(", ")), dialect.tableSuffix()));
    for (const QString &column : missing)
        TANDEM_TRY(to.execute(QStringLiteral("ALTER TABLE %1 ADD COLUMN %2").arg(name, column)));
    return {};
}

void bindColumn(Statement &to, int position, const Statement &from, const QString &storage)
{
    const int column = position - 1;
    if (from.isNull(column))
        to.bind(position, nullptr);
    else if (storage == QLatin1String("integer"))
        to.bind(position, from.integer(column));
    else if (storage == QLatin1String("real"))
        to.bind(position, from.real(column));
    else if (storage == QLatin1String("text"))
        to.bind(position, from.text(column));
    else
        to.bind(position, from.bytes(column));
}

/// How many rows `read` gave; each is in `to` then.
Result<qint64> copyAll(Statement read, Connection &to, const QString &insert, const std::vector<Column> &columns)
{
    for (qint64 rows = 0;; ++rows) {
        TANDEM_ASSIGN(const bool more, read.step());
        if (!more)
            return rows;
        TANDEM_ASSIGN(Statement write, to.prepare(insert));
        for (size_t i = 0; i < columns.size(); ++i)
            bindColumn(write, int(i) + 1, read, columns[i].storage);
        TANDEM_TRY(write.run());
    }
}

Result<void> copyTable(Connection &from, Connection &to, const QString &table)
{
    TANDEM_ASSIGN(const std::vector<Column> columns, columnsOf(from, table));
    TANDEM_TRY(addMissing(to, table, columns));
    QStringList names;
    for (const Column &column : columns)
        names.append(column.name);
    const QString list = Dialect::quotedList(names);
    const QString quoted = Dialect::quoted(table);
    TANDEM_TRY(to.execute(QLatin1String("DELETE FROM ") + quoted));
    const QString insert = QStringLiteral("INSERT INTO %1 (%2) VALUES (%3)")
                               .arg(quoted, list, Dialect::placeholders(1, int(names.size())));
    const Dialect::Cursor cursor = from.dialect().cursor(table, QStringLiteral("SELECT %1 FROM %2").arg(list, quoted));
    TANDEM_TRY(from.execute(cursor.open));
    for (;;) {
        TANDEM_ASSIGN(Statement read, from.prepare(cursor.fetch));
        TANDEM_ASSIGN(const qint64 rows, copyAll(std::move(read), to, insert, columns));
        if (rows == 0 || cursor.open.isEmpty())
            return from.execute(cursor.close);
    }
}

}

Result<void> prepare(Connection &to, const Registry &registry)
{
    TANDEM_ASSIGN(Transaction transaction, Transaction::begin(to));
    TANDEM_TRY(to.execute(to.dialect().prepareSchema()));
    TANDEM_TRY(Migrator(storeMigrations(to.dialect())).run(to));
    TANDEM_TRY(SchemaBuilder(to.dialect(), SchemaBuilder::Uniqueness::Enforced).apply(to, registry));
    TANDEM_TRY(CredentialStore::createTables(to));
    TANDEM_TRY(JobStore::createTable(to));
    return transaction.commit();
}

Result<void> copyRows(Connection &from, Connection &to)
{
    TANDEM_ASSIGN(const Transaction reading, Transaction::begin(from, Transaction::Kind::Read));
    TANDEM_ASSIGN(Transaction writing, Transaction::begin(to));
    TANDEM_ASSIGN(const QStringList tables, tablesOf(from));
    for (const QString &table : tables)
        TANDEM_TRY(copyTable(from, to, table));
    return writing.commit();
}

Result<Count> count(Connection &connection)
{
    TANDEM_ASSIGN(const QStringList tables, tablesOf(connection));
    Count counted;
    for (const QString &table : tables) {
        TANDEM_ASSIGN(
            Statement statement, connection.prepare(QLatin1String("SELECT count(*) FROM ") + Dialect::quoted(table)));
        TANDEM_TRY(statement.step());
        counted.rows += statement.integer(0);
        ++counted.tables;
    }
    return counted;
}

Result<bool> isEmpty(Connection &connection)
{
    TANDEM_ASSIGN(const QStringList tables, tablesOf(connection));
    return tables.isEmpty();
}

}
