// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/database/postgresql/opendatabase.h"

#ifdef TANDEM_HAS_POSTGRESQL
#include "shared/database/postgresql/postgresconnection.h"
#include "shared/database/postgresql/postgreslink.h"
#endif

#include <QFile>

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
    QFile file(passwordFile);
    if (!file.open(QIODevice::ReadOnly))
        return Error{ErrorCode::NotFound, QStringLiteral("cannotRead"), passwordFile, {}, file.errorString()};
    address.password = QString::fromUtf8(file.readLine(1000)).trimmed();
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
