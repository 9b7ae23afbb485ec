// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/jobs/backup.h"

#include <vector>

namespace tandem::server {

/// The folder in which the scheduled backups of one server stand side by side. Its own are those whose name is as
/// nameFor() makes it and whose manifest says that the schedule of this server's generation wrote them; everything
/// else in the folder is somebody else's and is never touched. So a backup that is given another name is kept.
class BackupShelf
{
public:
    BackupShelf(QString folder, RecordId generation)
        : m_folder(std::move(folder))
        , m_generation(std::move(generation))
    {
    }

    static QString nameFor(Timestamp at); ///< "tandem-20261127-023000", in the server's zone
    QString path(const QString &name) const { return m_folder + QLatin1Char('/') + name; }

    /// Error: Unavailable ("backupFolderMissing", "backupFolderReadOnly"). A folder that is not there is not made: it
    /// may be a disk that is not mounted.
    Result<void> check() const;
    std::vector<backup::Summary> own() const; ///< newest first
    struct Kept
    {
        int newest = 14; ///< at least 1
        int weekly = 0; ///< of so many weeks before those: the newest of each
    };
    /// Removes all own ones but those of `kept` and `written`, which was verified just now: however the clock was set,
    /// the last good one stays. Gives how many went. Error: Unavailable ("cannotRemove").
    Result<int> prune(const Kept &kept, const QString &written) const;

private:
    const QString m_folder;
    const RecordId m_generation;
};

}
