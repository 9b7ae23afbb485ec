// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "tests/sync/simulation/databaselines.h"
#include "tests/sync/simulation/filedisks.h"

#include <QString>
#include <QTemporaryDir>

#include <map>
#include <memory>

namespace tandem::sim {

struct DiskVfs;

/// The disks under the databases of the process: whatever SQLite opens while this exists goes through here, and fails
/// as a disk fails. A folder stands for a disk of its own.
///
/// One of them in a process, made before the first database is opened, and destroyed after the last one was closed.
/// Faults are set and met in one thread; folders without faults may be used by any.
class Disks
{
public:
    Disks();
    ~Disks();
    Disks(const Disks &) = delete;
    Disks &operator=(const Disks &) = delete;

    void setFull(const QString &folder, bool full); ///< no file can grow
    /// The `nth` access from now on that changes the folder, or reads for who may change it, fails, and that one alone.
    void failAccess(const QString &folder, int nth);
    /// In the middle of the `nth` write or flush from now on the power goes: see takeImage(). Nothing changes the
    /// folder after that.
    void cutPower(const QString &folder, int nth);
    /// What the disk held when the power went, if it did; then the folder is one like any other again.
    std::unique_ptr<QTemporaryDir> takeImage(const QString &folder);
    void repair(const QString &folder); ///< nothing is planned for it any more, nor for the files in it
    FileDisks &files() { return m_files; }
    DatabaseLines &lines() { return m_lines; }

    struct Disk;
    struct File;

private:
    friend struct DiskVfs;
    Disk &disk(const QString &folder);
    Disk *diskOf(const char *path);

    std::map<QString, std::unique_ptr<Disk>> m_disks; ///< files that are open point into it
    int m_images = 0; ///< of disks that have lost their power: somebody asks after each thing that happens
    std::unique_ptr<DiskVfs> m_vfs;
    FileDisks m_files;
    DatabaseLines m_lines;
};

}
