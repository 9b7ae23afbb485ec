// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/store/store.h"
#include "shared/base/clock.h"

namespace tandem::server {

/// A copy of the whole data folder, taken while the daemon works: the database as of one moment, then the contents of
/// files (which never change once they are there), and `manifest.json` with the SHA-256 of each.
namespace backup {

struct Summary
{
    QString folder;
    int files = 0; ///< the database included
    qint64 bytes = 0;
};

/// Into a new folder, which is given its name only when it is complete. Error: Conflict ("exists"), Unavailable.
Result<Summary> create(const Store &store, const QString &folder, const Clock &clock);
/// Reads everything and compares it with the manifest. Error: Corrupt, naming the file; Unsupported.
Result<Summary> verify(const QString &folder);
/// Puts a verified backup into `dataFolder`, which must be empty or absent, as a new generation: clients send again
/// what the backup does not know. Error: as verify(); Conflict ("folderNotEmpty"), Unavailable.
Result<Summary> restore(const QString &folder, const QString &dataFolder);

}

}
