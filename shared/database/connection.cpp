// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/database/connection.h"

#include "shared/database/sqlite/sqliteconnection.h"

namespace tandem {

bool DatabaseAddress::isPostgresql() const
{
    return url.startsWith(QLatin1String("postgresql:")) || url.startsWith(QLatin1String("postgres:"));
}

Result<std::unique_ptr<Connection>> Connection::open(const DatabaseAddress &address)
{
    if (address.isPostgresql())
        return Error{ErrorCode::Unsupported, QStringLiteral("unsupportedDatabase"), {}, {}, {}};
    return SqliteConnection::open(address);
}

}
