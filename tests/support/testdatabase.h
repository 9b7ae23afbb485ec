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
