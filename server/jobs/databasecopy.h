// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/store/store.h"

namespace tandem::server {

/// All rows of a company's database in another one, of whatever kind: how a backup of PostgreSQL becomes a file, and a
/// file moves to PostgreSQL.
namespace databasecopy {

/// Makes the server's own tables and those of the definitions of `from`, whose company stands on `shipped`, in the
/// empty database behind `to`, and copies every table as it is at one moment. All of it or nothing, not even a table.
/// What the definitions do not name any more comes too.
Result<void> copy(Connection &from, Connection &to, const RegistryPointer &shipped);

struct Count
{
    int tables = 0;
    qint64 rows = 0; ///< of all of them
};
Result<Count> count(Connection &connection);
/// Compares every row of each table of `from` with what stands in `to`. Error: Corrupt ("copyDiffers"), naming the
/// table.
Result<Count> compare(Connection &from, Connection &to);

/// Whether there is nothing of Tandem's in it yet. Error: Conflict ("databaseNotEmpty").
Result<void> checkEmpty(Connection &connection);

}

}
