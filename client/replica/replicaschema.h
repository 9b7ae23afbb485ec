// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/database/connection.h"
#include "shared/metadata/registry.h"

namespace tandem::client {

/// Brings replica.db to what this build expects: the replica's own tables and those of all entities.
Result<void> prepareReplicaTables(Connection &connection);
Result<void> prepareEntityTables(Connection &connection, const Registry &registry);
/// The same, where the tables are prepared for `before`, in the caller's transaction.
Result<void> changeEntityTables(Connection &connection, const Registry &before, const Registry &next);
/// Entities with a field that is there again: their tables have its column already, but what stands in it is of before,
/// and the rows that came meanwhile came without it. To be asked before the tables are prepared for `next`.
Result<std::vector<EntityNumber>> entitiesWithOldColumns(
    Connection &connection, const Registry &before, const Registry &next);

}
