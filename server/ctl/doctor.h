// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

#include <vector>

namespace tandem::server {

struct Finding
{
    enum class Level { Good, Warning, Bad };
    QString check; ///< "database", "schema", "backup", "jobs", "certificate", "disk"
    Level level = Level::Good;
    QString text; ///< in the user's language
};

/// Looks a data folder over without changing it; beside a running daemon too.
std::vector<Finding> examine(const QString &dataFolder);

}
