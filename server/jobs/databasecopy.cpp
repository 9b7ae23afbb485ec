// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/jobs/databasecopy.h"

#include "server/access/credentialstore.h"
#include "server/jobs/jobstore.h"
#include "server/store/storeschema.h"
#include "shared/database/schemabuilder.h"
#include "shared/database/transaction.h"

#include <QCryptographicHash>
#include <QtEndian>

#include <array>
#include <functional>

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

QStringList namesOf(const std::vector<Column> &columns)
{
    QStringList names;
    for (const Column &column : columns)
        names.append(column.name);
    return names;
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

using RowTaker = std::function<Result<void>(const Statement &row)>;

/// How many rows `read` gave.
Result<qint64> takeRows(Statement read, const RowTaker &take)
{
    for (qint64 rows = 0;; ++rows) {
        TANDEM_ASSIGN(const bool more, read.step());
        if (!more)
            return rows;
        TANDEM_TRY(take(read));
    }
}

/// Every row of a table, in the caller's transaction.
Result<void> forEachRow(
    Connection &from, const QString &table, const std::vector<Column> &columns, const RowTaker &take)
{
    const QString select =
        QStringLiteral("SELECT %1 FROM %2").arg(Dialect::quotedList(namesOf(columns)), Dialect::quoted(table));
    const Dialect::Cursor cursor = from.dialect().cursor(table, select);
    TANDEM_TRY(from.execute(cursor.open));
    for (;;) {
        TANDEM_ASSIGN(Statement read, from.prepare(cursor.fetch));
        TANDEM_ASSIGN(const qint64 rows, takeRows(std::move(read), take));
        if (rows == 0 || cursor.open.isEmpty())
            return from.execute(cursor.close);
    }
}

Result<void> copyTable(Connection &from, Connection &to, const QString &table)
{
    TANDEM_ASSIGN(const std::vector<Column> columns, columnsOf(from, table));
    TANDEM_TRY(addMissing(to, table, columns));
    const QString quoted = Dialect::quoted(table);
    TANDEM_TRY(to.execute(QLatin1String("DELETE FROM ") + quoted));
    const QString insert =
        QStringLiteral("INSERT INTO %1 (%2) VALUES (%3)")
            .arg(quoted, Dialect::quotedList(namesOf(columns)), Dialect::placeholders(1, int(columns.size())));
    return forEachRow(from, table, columns, [&](const Statement &row) -> Result<void> {
        TANDEM_ASSIGN(Statement write, to.prepare(insert));
        for (size_t i = 0; i < columns.size(); ++i)
            bindColumn(write, int(i) + 1, row, columns[i].storage);
        return write.run();
    });
}

/// What a table holds, in whatever order it comes: the sum of the rows' hashes, in four words of 64 bits.
struct Content
{
    qint64 rows = 0;
    std::array<quint64, 4> sum{};

    bool operator==(const Content &) const = default;
};

void addColumn(QCryptographicHash &hash, const Statement &row, int column, const QString &storage)
{
    QByteArray bytes;
    if (storage == QLatin1String("integer"))
        bytes = QByteArray::number(row.integer(column));
    else if (storage == QLatin1String("real"))
        bytes = QByteArray::number(row.real(column), 'g', 17);
    else if (storage == QLatin1String("text"))
        bytes = row.text(column).toUtf8();
    else
        bytes = row.bytes(column);
    // With its length, so that nothing moves from one column into the next; null is no empty text.
    hash.addData(row.isNull(column) ? QByteArrayLiteral("null;") : QByteArray::number(bytes.size()) + ':' + bytes);
}

Result<Content> contentOf(Connection &connection, const QString &table, const std::vector<Column> &columns)
{
    Content content;
    TANDEM_TRY(forEachRow(connection, table, columns, [&](const Statement &row) {
        QCryptographicHash hash(QCryptographicHash::Sha256);
        for (size_t i = 0; i < columns.size(); ++i)
            addColumn(hash, row, int(i), columns[i].storage);
        const QByteArray digest = hash.result();
        for (size_t word = 0; word < content.sum.size(); ++word)
            content.sum[word] += qFromLittleEndian<quint64>(digest.constData() + word * sizeof(quint64));
        ++content.rows;
        return Result<void>();
    }));
    return content;
}

/// Makes the tables of `registry` and the server's own in the empty database behind `to`.
Result<void> prepare(Connection &to, const Registry &registry)
{
    TANDEM_TRY(to.execute(to.dialect().prepareSchema()));
    TANDEM_TRY(Migrator(storeMigrations(to.dialect())).run(to));
    TANDEM_TRY(SchemaBuilder(to.dialect(), SchemaBuilder::Uniqueness::Enforced).apply(to, registry));
    TANDEM_TRY(CredentialStore::createTables(to));
    return JobStore::createTable(to);
}

}

Result<void> copy(Connection &from, Connection &to, const RegistryPointer &shipped)
{
    // The definitions as well as the rows.
    TANDEM_ASSIGN(const Transaction oneMoment, Transaction::begin(from, Transaction::Kind::Read));
    TANDEM_ASSIGN(Transaction writing, Transaction::begin(to));
    TANDEM_ASSIGN(const RegistryPointer registry, Store::readRegistry(from, shipped));
    TANDEM_TRY(prepare(to, *registry));
    TANDEM_ASSIGN(const QStringList tables, tablesOf(from));
    for (const QString &table : tables)
        TANDEM_TRY(copyTable(from, to, table));
    return writing.commit();
}

Result<Count> compare(Connection &from, Connection &to)
{
    TANDEM_ASSIGN(const Transaction left, Transaction::begin(from, Transaction::Kind::Read));
    TANDEM_ASSIGN(const Transaction right, Transaction::begin(to, Transaction::Kind::Read));
    TANDEM_ASSIGN(const QStringList tables, tablesOf(from));
    Count compared;
    for (const QString &table : tables) {
        TANDEM_ASSIGN(const std::vector<Column> columns, columnsOf(from, table));
        TANDEM_ASSIGN(const Content original, contentOf(from, table, columns));
        TANDEM_ASSIGN(const Content copy, contentOf(to, table, columns));
        if (original != copy)
            return Error{ErrorCode::Corrupt, QStringLiteral("copyDiffers"), table, {},
                QStringLiteral("%1 rows, copied: %2").arg(original.rows).arg(copy.rows)};
        ++compared.tables;
        compared.rows += original.rows;
    }
    return compared;
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

Result<void> checkEmpty(Connection &connection)
{
    TANDEM_ASSIGN(const QStringList tables, tablesOf(connection));
    return tables.isEmpty() ? Result<void>() : Result<void>(Error::conflict(QStringLiteral("databaseNotEmpty")));
}

}
