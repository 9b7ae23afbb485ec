// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/jobs/backup.h"

namespace tandem::server {

/// The newest backup that a server has written, as its database remembers it.
namespace lastbackup {

/// For the writer's connection, or one of restore's.
Result<void> remember(Connection &connection, const backup::Summary &summary);
/// Nothing if none was ever written. Any connection.
Result<std::optional<backup::Summary>> read(Connection &connection);

}

}
