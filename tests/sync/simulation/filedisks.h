// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/base/filewatch.h"

#include <QString>

#include <map>

class QRandomGenerator;

namespace tandem::sim {

/// The disks under contents of files, as Disks are those under databases: each folder "files" lies on one of its own.
/// They know of each content how much of it, and which of its names, a power loss leaves for certain.
///
/// One in a process. Faults are set and met in one thread; other files may be written by any.
class FileDisks final : public FileWatch
{
public:
    FileDisks() { watchFiles(this); }
    ~FileDisks() override { watchFiles(nullptr); }
    FileDisks(const FileDisks &) = delete;
    FileDisks &operator=(const FileDisks &) = delete;

    void forgetAll(); ///< what was written so far, and what was planned
    void setFull(const QString &folder, bool full); ///< nothing can be written
    void failDeed(
        const QString &folder, int nth); ///< the `nth` write, flush or new name from now on, and that one alone
    void repair(const QString &folder); ///< nothing is planned for it any more
    /// Takes from `copy`, the files of `folder` as they are, what a power loss would: any part of what was not flushed
    /// of a content, which is gone or zeros, and names that their folder had not flushed.
    void losePower(const QString &folder, const QString &copy, QRandomGenerator &random) const;

    bool allows(Deed deed, const QString &path) override;
    void written(const QString &path, qint64 sizeBefore) override;
    void flushed(const QString &path) override;
    void renamed(const QString &from, const QString &to) override;

private:
    struct Disk
    {
        bool full = false;
        int failIn = 0; ///< deeds until one fails; 0: none does
        bool replaces = false; ///< the name that something is about to get was there
        std::map<QString, qint64> certain; ///< how much of a file is on the disk, if not all; names below the folder
        std::map<QString, QString> formerNames; ///< by new ones; empty: there was none
    };
    /// The disk of a path, which becomes one below its folder; null: it is not one of those.
    Disk *diskOf(QString &path);

    std::map<QString, Disk> m_disks;
};

}
