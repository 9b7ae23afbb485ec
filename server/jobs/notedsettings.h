// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/store/fileroom.h"
#include "shared/database/connection.h"

#include <QList>
#include <QTime>

#include <optional>

namespace tandem::server {

/// What of its configuration the daemon leaves in the database, so that tandemctl doctor can judge by it also while no
/// daemon runs.
struct NotedSettings
{
    QString filesFolder; ///< of attached files; empty: in the data folder
    FileRoom::Limits fileLimits;
    QList<QTime> backupTimes; ///< of the server's zone; empty: no scheduled backups
};

namespace notedsettings {

/// For the writer's connection.
Result<void> remember(Connection &connection, const NotedSettings &settings);
/// Nothing if no daemon of this version has started yet. Any connection.
Result<std::optional<NotedSettings>> read(Connection &connection);

}

}
