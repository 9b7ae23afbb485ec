// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/database/postgresql/opendatabase.h"

#include "shared/base/firstline.h"
#ifdef TANDEM_HAS_POSTGRESQL
#include "shared/database/postgresql/postgresconnection.h"
#include "shared/database/postgresql/postgreslink.h"
#endif

namespace tandem {

namespace {

bool isUnderstood(const DatabaseAddress &address)
{
#ifdef TANDEM_HAS_POSTGRESQL
    return address.isPostgresql() && PostgresLink::understands(address.url);
#else
    return address.isPostgresql();
#endif
}

}

Result<DatabaseAddress> databaseAddress(const QString &url, const QString &passwordFile)
{
    DatabaseAddress address{url};
    if (!url.isEmpty() && !isUnderstood(address))
        return Error::invalid(QStringLiteral("database"), QStringLiteral("badDatabaseUrl"));
    if (passwordFile.isEmpty())
        return address;
    TANDEM_ASSIGN(address.password, firstLineOf(passwordFile));
    return address;
}

Result<std::unique_ptr<Connection>> openDatabase(const DatabaseAddress &address)
{
#ifdef TANDEM_HAS_POSTGRESQL
    if (address.isPostgresql())
        return PostgresConnection::open(address);
#endif
    return Connection::open(address);
}

}
