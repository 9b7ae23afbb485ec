// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/store/databasewriter.h"
#include "server/store/store.h"
#include "shared/database/connection.h"
#include "shared/metadata/registry.h"

#include <QSet>

namespace tandem::server {

/// The hashes of the contents that records of files name, those in the recycle bin included. Also of a copy of the
/// database, with the definitions of this build.
Result<QSet<QString>> namedContents(Connection &connection, const Registry &registry);

/// Whether one of them names this content now. On the writer's thread, and behind what other daemons have written, so
/// that what is just being named counts too. Blocks.
Result<bool> isNamedContent(DatabaseWriter &writer, const Store &store, const QString &hash);

}
