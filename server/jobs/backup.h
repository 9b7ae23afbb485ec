// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/store/store.h"
#include "shared/base/clock.h"

#include <atomic>

namespace tandem::server {

/// A copy of the whole data folder, taken while the daemon works: the database as of one moment, then the contents of
/// files (which never change once they are there), and `manifest.json` with the SHA-256 of each.
namespace backup {

/// The manifest tells them apart: what the schedule wrote is what the schedule may remove.
enum class Origin { Person, Schedule };

struct Summary
{
    QString folder;
    int files = 0; ///< the database included
    qint64 bytes = 0;
    int damaged = 0; ///< attached files that the server itself has damaged already; they are taken as they are
    Timestamp createdAt = 0;
    RecordId generation; ///< of the database: whose backup it is
    Origin origin = Origin::Person;
};

/// Into a new folder, which is given its name only when it is complete and survives a power loss: older backups may be
/// removed then. The copy of the database is checked, and each
/// file's content is compared with its name. `cancelled` ends it early, at the next file.
/// Error: Conflict ("folderExists"), Unavailable ("diskFull", …), Corrupt ("damaged"), Cancelled.
Result<Summary> create(const Store &store, const QString &folder, const Clock &clock, Origin origin = Origin::Person,
    const std::atomic<bool> *cancelled = nullptr);
/// What the manifest says, without reading the files. Error: NotFound ("noBackup"), Unsupported, Corrupt.
Result<Summary> describe(const QString &folder);
/// Reads everything and compares it with the manifest. Error: as describe(); Corrupt, naming the file.
Result<Summary> verify(const QString &folder);
/// Puts a verified backup into `dataFolder`, which must be empty or absent, as a new generation: clients send again
/// what the backup does not know. With a URL in `database` the rows go into that PostgreSQL, whatever the backup was
/// made of. After an error nothing of it is left there.
/// Error: as verify(); Conflict ("folderNotEmpty", "databaseNotEmpty"), Unavailable.
Result<Summary> restore(const QString &folder, const QString &dataFolder, const DatabaseAddress &database = {});

}

}
