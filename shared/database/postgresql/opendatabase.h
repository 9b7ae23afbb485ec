// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/database/connection.h"

namespace tandem {

/// What an administrator writes: a URL, or nothing for the program's own file, and a file whose first line is the
/// password (may be empty). Error: Invalid ("badDatabaseUrl"), NotFound ("cannotRead") with the file as field.
Result<DatabaseAddress> databaseAddress(const QString &url, const QString &passwordFile);

/// A connection to whatever `address` names, SQLite or PostgreSQL. What only ever opens files calls Connection::open().
/// Error: as there, and Unavailable ("cannotOpen", "noPrimary", "connectionLost"), Invalid ("badDatabaseUrl",
/// "databaseNotUtf8"), Unsupported ("unsupportedDatabase": a build without libpq, or a server older than 14).
Result<std::unique_ptr<Connection>> openDatabase(const DatabaseAddress &address);

}
