// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/database/connection.h"
#include "shared/metadata/registry.h"

namespace tandem::client {

/// Brings replica.db to what this build expects: the replica's own tables and those of all entities.
Result<void> prepareReplicaTables(Connection &connection);
Result<void> prepareEntityTables(Connection &connection, const Registry &registry);

}
