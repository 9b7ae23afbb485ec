// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/jobs/backupkey.h"
#include "server/store/store.h"
#include "shared/base/clock.h"

#include <QStringList>

#include <atomic>
#include <functional>
#include <optional>

namespace tandem::server {

/// A copy of the whole data folder, taken while the daemon works: the database as of one moment, the contents of files
/// (which never change once they are there) that its records name, and `manifest.json` with the SHA-256 of each. With a
/// key everything but that is encrypted. Each backup is complete in itself; what it has in common with an earlier one
/// may take room only once.
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
    int shared = 0; ///< attached files that it has in common with the earlier backup
    int tables = 0; ///< of the database; 0: not counted when it was written
    qint64 rows = 0; ///< of all tables
    /// Attached files that records name and that are not in it: the server has lost them, or its virus scanner has
    /// locked them away. Nothing: not counted when it was written.
    std::optional<int> missing = {};
};

struct Options
{
    Origin origin = Origin::Person;
    std::optional<BackupKey> key = {}; ///< encrypts
    /// Folder of an earlier backup, whose attached files are not copied again: they are shared if they are still whole.
    /// Nothing is if it is not there, is on another disk, or was written with another key.
    QString earlier = {};
    const std::atomic<bool> *cancelled = nullptr; ///< ends it early, at the next file
    std::function<void()> databaseTaken = {}; ///< for tests: what happens between the database and the last files
};

/// Into a new folder, which is given its name only when it is complete and survives a power loss: older backups may be
/// removed then. The copy of the database is checked, and each file's content is compared with its name. The database
/// is encrypted by way of a file in the data folder, so it never lies in the open elsewhere.
/// Error: Conflict ("folderExists"), Unavailable ("diskFull", …), Corrupt ("damaged"), Cancelled.
Result<Summary> create(const Store &store, const QString &folder, const Clock &clock, const Options &options = {});
/// What the manifest says, without reading the files. Error: NotFound ("noBackup"), Unsupported, Corrupt.
Result<Summary> describe(const QString &folder);
/// Reads everything, compares it with the manifest and opens what is encrypted. Error: as describe(); Corrupt, naming
/// the file; Invalid ("backupKeyMissing", "wrongBackupKey").
Result<Summary> verify(const QString &folder, const std::optional<BackupKey> &key = {});
/// verify(), and puts the database into an empty place of its own, opens it there, checks it, counts its rows, and
/// looks for every content that its records name. Error: as verify(); Corrupt ("fileMissing", naming it); Invalid
/// ("backupNotEncrypted": there is a key, but the backup is plain); Unavailable.
Result<Summary> rehearse(const QString &folder, const std::optional<BackupKey> &key = {});
/// What create() left unencrypted in the data folder when a process ended in its midst: the paths of these folders.
/// Those of a backup that is being written are none, in whatever process.
QStringList leftovers(const QString &dataFolder);
/// At the start of the daemon, by each create() and by doctor.
void removeLeftovers(const QString &dataFolder);
/// Puts a verified backup into `dataFolder`, which must be empty or absent, as a new generation: clients send again
/// what the backup does not know. With a URL in `database` the rows go into that PostgreSQL, whatever the backup was
/// made of. The database is checked and counted where it lies then. After an error nothing of it is left there.
/// Error: as rehearse(); Conflict ("folderNotEmpty", "databaseNotEmpty").
Result<Summary> restore(const QString &folder, const QString &dataFolder, const DatabaseAddress &database = {},
    const std::optional<BackupKey> &key = {});

}

}
