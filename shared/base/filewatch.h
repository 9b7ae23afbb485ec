// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtGlobal>

class QString;

namespace tandem {

/// For simulations, which let the disk under files fail: is asked before contents of files are changed through
/// platformfile.h and savefileerror.h, and hears of what a power loss would take back.
class FileWatch
{
public:
    virtual ~FileWatch() = default;

    enum class Deed { Write, Flush, Rename };
    virtual bool allows(Deed deed, const QString &path) = 0; ///< false: it fails
    /// Something is written to it that is not flushed; before this it had so many bytes.
    virtual void written(const QString &path, qint64 sizeBefore) = 0;
    virtual void flushed(const QString &path) = 0; ///< the content of a file, or the names in a folder
    /// It has another name now, which its folder has not flushed; `from` is null if it is new, and flushed itself.
    virtual void renamed(const QString &from, const QString &to) = 0;
};

/// From now on; null: nobody. Not while another thread writes files.
void watchFiles(FileWatch *watch);
FileWatch *fileWatch(); ///< null, but in a simulation

/// What whoever changes files asks: always true, but in a simulation.
bool fileWatchAllows(FileWatch::Deed deed, const QString &path);

}
