// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/database/dialects/sqlitedialect.h"

namespace tandem {

const SqliteDialect &SqliteDialect::instance()
{
    static const SqliteDialect dialect;
    return dialect;
}

QLatin1String SqliteDialect::name() const
{
    return QLatin1String("sqlite");
}

QLatin1String SqliteDialect::columnType(ColumnDef::Storage storage) const
{
    switch (storage) {
    case ColumnDef::Storage::Integer:
        return QLatin1String("INTEGER");
    case ColumnDef::Storage::Real:
        return QLatin1String("REAL");
    case ColumnDef::Storage::Text:
        return QLatin1String("TEXT");
    case ColumnDef::Storage::Id:
        return QLatin1String("BLOB");
    }
    return QLatin1String("BLOB");
}

QLatin1String SqliteDialect::blobType() const
{
    return QLatin1String("BLOB");
}

QStringList SqliteDialect::collations() const
{
    return {}; // every connection brings it along
}

QLatin1String SqliteDialect::countingKey() const
{
    return QLatin1String("INTEGER PRIMARY KEY");
}

QLatin1String SqliteDialect::tableSuffix(bool clustered) const
{
    // STRICT: a value of the wrong kind is an error here and not a surprise when it is read.
    return clustered ? QLatin1String(" STRICT, WITHOUT ROWID") : QLatin1String(" STRICT");
}

QLatin1String SqliteDialect::nullsOrder(bool) const
{
    return {}; // null is the smallest value already
}

QString SqliteDialect::translated(const QString &sql) const
{
    return sql;
}

QString SqliteDialect::isOneOf(const QString &expression, const QString &placeholder) const
{
    // The plus keeps the planner from seeking once per element of a long array.
    return QStringLiteral("+%1 IN (SELECT value FROM json_each(%2))").arg(expression, placeholder);
}

/// Not as so many parameters: SQLite looks up each by its name among all others, and keeps such a statement for long.
QString SqliteDialect::isOneOfIds(const QString &column, const QString &placeholder) const
{
    return QStringLiteral("%1 IN (WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n "
                          "WHERE i + 1 < length(%2) / 16) SELECT substr(%2, 1 + 16 * i, 16) FROM n)")
        .arg(column, placeholder);
}

QStringList SqliteDialect::beginWrite() const
{
    static const QStringList statements{QStringLiteral("BEGIN IMMEDIATE")};
    return statements;
}

QStringList SqliteDialect::beginRead() const
{
    // BEGIN alone takes no snapshot; the first read does.
    static const QStringList statements{QStringLiteral("BEGIN"), QStringLiteral("SELECT 1 FROM sqlite_schema LIMIT 1")};
    return statements;
}

QString SqliteDialect::prepareSchema() const
{
    return {}; // there is one schema, and one writer at a time
}

QString SqliteDialect::tables() const
{
    return QStringLiteral("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'");
}

Dialect::Cursor SqliteDialect::cursor(const QString &, const QString &select) const
{
    return {{}, select, {}};
}

QString SqliteDialect::announce() const
{
    return {};
}

QString SqliteDialect::timeline() const
{
    return {};
}

QString SqliteDialect::tryLock() const
{
    return {}; // one process owns the file
}

QString SqliteDialect::unlock() const
{
    return {};
}

QString SqliteDialect::columnsOfTable() const
{
    return QStringLiteral("SELECT name, lower(type) FROM pragma_table_info(?1)");
}

QString SqliteDialect::indexesOfTable() const
{
    return QStringLiteral("SELECT name FROM sqlite_schema WHERE type = 'index' AND tbl_name = ?1");
}

QStringList SqliteDialect::createFullText(const QString &table, const QStringList &columns) const
{
    return {QStringLiteral("CREATE VIRTUAL TABLE %1 USING fts5(%2, content='', tokenize='unicode61')")
                .arg(quoted(table), quotedList(columns))};
}

QString SqliteDialect::fullTextCondition(const QString &table, const QString &placeholder) const
{
    return QStringLiteral("%1 MATCH %2").arg(quoted(table), placeholder);
}

}
