// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/database/connection.h"

#include "shared/database/sqlite/sqliteconnection.h"

namespace tandem {

Result<std::unique_ptr<Connection>> Connection::open(const DatabaseAddress &address)
{
    if (address.url.startsWith(QLatin1String("postgresql:")))
        return Error{ErrorCode::Unsupported, QStringLiteral("unsupportedDatabase"), {}, {}, address.url};
    return SqliteConnection::open(address);
}

}
