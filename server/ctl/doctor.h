// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/database/connection.h"

#include <QString>

#include <vector>

namespace tandem::server {

struct Finding
{
    enum class Level { Good, Warning, Bad };
    QString check; ///< "database", "schema", "backup", "files", "jobs", "certificate", "disk"
    Level level = Level::Good;
    QString text; ///< in the user's language
};

/// Looks a data folder over without changing it, and its database, which is a file in it unless `database` has a URL;
/// beside a running daemon too.
std::vector<Finding> examine(const QString &dataFolder, const DatabaseAddress &database);

}
