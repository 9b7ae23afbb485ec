// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/base/recordid.h"
#include "shared/database/dialects/dialect.h"
#include "shared/database/postgresql/opendatabase.h"
#include "tests/support/testdatabaseurl.h"

namespace tandem::test::testdatabase {

/// A connection for tests below the store.
inline std::unique_ptr<Connection> connect(const DatabaseAddress &address)
{
    auto opened = openDatabase(address);
    if (!opened)
        qFatal("%s", qPrintable(opened.error().toLog()));
    const auto prepared = (*opened)->execute((*opened)->dialect().prepareSchema());
    if (!prepared)
        qFatal("%s", qPrintable(prepared.error().toLog()));
    return *std::move(opened);
}

/// An empty database that nobody else knows.
inline std::unique_ptr<Connection> empty()
{
    return connect({urlOfFolder(toText(newRecordId()))});
}

/// That of a server with this data folder, to be asked itself: nobody else can tell a change that was made twice from
/// one made once.
inline Result<std::unique_ptr<Connection>> ofServer(
    const QString &folder, DatabaseAddress::Mode mode = DatabaseAddress::Mode::ReadOnly)
{
    const QString url = urlOfFolder(folder);
    return openDatabase({url.isEmpty() ? folder + QStringLiteral("/tandem.db") : url, mode});
}

/// The first column of what it answers; no row if it cannot be asked.
inline QStringList column(const Result<std::unique_ptr<Connection>> &connection, const QString &sql)
{
    QStringList values;
    auto statement = connection.ok() ? (*connection)->prepare(sql) : Result<Statement>(connection.error());
    while (statement.ok()) {
        const auto row = statement->step();
        if (!row.ok() || !*row)
            break;
        values.append(statement->text(0));
    }
    return values;
}
inline QStringList column(const QString &folder, const QString &sql)
{
    return column(ofServer(folder), sql);
}

/// -1: no answer.
inline qint64 number(const Result<std::unique_ptr<Connection>> &connection, const QString &sql)
{
    const QStringList values = column(connection, sql);
    return values.isEmpty() ? qint64(-1) : values.first().toLongLong();
}

inline qint64 number(const QString &folder, const QString &sql)
{
    return number(ofServer(folder), sql);
}

/// Only a file can be damaged by the end of the daemon.
inline bool isWhole(const QString &folder)
{
    return isPostgresql()
        || number(folder, QStringLiteral("SELECT count(*) FROM pragma_integrity_check WHERE integrity_check <> 'ok'"))
        == 0;
}

/// The table that says who sees what.
inline void createAudience(Connection &connection)
{
    const Dialect &dialect = connection.dialect();
    const auto made = connection.execute(
        QStringLiteral("CREATE TABLE audience (entity %1, record %2, key %1, PRIMARY KEY (entity, record, key))%3")
            .arg(dialect.columnType(ColumnDef::Storage::Integer), dialect.columnType(ColumnDef::Storage::Id),
                dialect.tableSuffix(true)));
    if (!made)
        qFatal("%s", qPrintable(made.error().toLog()));
}

}
