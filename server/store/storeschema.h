// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/database/dialects/dialect.h"
#include "shared/database/migrator.h"

namespace tandem::server {

/// The tables that no definition describes: meta, counter, change log, audience, device answers, number series,
/// audit events.
std::vector<MigrationStep> storeMigrations(const Dialect &dialect);

}
