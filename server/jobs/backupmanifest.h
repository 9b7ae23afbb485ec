// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/jobs/backup.h"
#include "server/jobs/backupfiles.h"

#include <vector>

namespace tandem::server::backup {

/// What a backup says about itself in its `manifest.json`, which is written last. That of an encrypted one can be read
/// without the key, so that old backups can be told apart and removed, and is sealed with it.
struct Manifest
{
    Summary summary; ///< files and bytes follow from `files`
    qint64 seq = 0; ///< last change of the database
    QString keyId; ///< of an encrypted one
    std::vector<StoredFile> files;

    void add(StoredFile file);
};

/// Error: NotFound ("noBackup"), Unsupported ("newerBackup"), Corrupt ("damaged").
Result<Manifest> readManifest(const QString &folder);
/// Encrypted backups open with their key only. Error: as readManifest(); Invalid ("backupKeyMissing",
/// "wrongBackupKey").
Result<Manifest> readManifest(const QString &folder, const std::optional<BackupKey> &key);
/// Durable when it returns. Error: Unavailable ("cannotWrite", "diskFull", "diskError").
Result<void> writeManifest(const QString &folder, const Manifest &manifest, const std::optional<BackupKey> &key);

}
