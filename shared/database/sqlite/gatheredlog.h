// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>

#include <sqlite3.h>

namespace tandem {

/// The system's files for one connection of SQLite, which must not outlive it. What a commit appends to the write-ahead
/// log is written in one piece when the log has to be on the disk: SQLite itself calls the system twice for each page,
/// some hundred and fifty times for a commit of many changes.
///
/// Only for a connection that waits for the disk with each commit (synchronous = FULL). Others look for its pages in
/// the file once it says that they are there, which it then says after that wait.
class GatheredLog : private sqlite3_vfs
{
public:
    GatheredLog();
    ~GatheredLog();
    GatheredLog(const GatheredLog &) = delete;
    GatheredLog &operator=(const GatheredLog &) = delete;

    const char *name() const { return m_name.constData(); } ///< for sqlite3_open_v2()
    /// The connection's transaction was rolled back, on the connection's thread: what it left is never written, as
    /// from now on its place may be that of a commit of another connection.
    void rolledBack() { ++m_rollbacks; }

private:
    static int openFile(sqlite3_vfs *vfs, const char *path, sqlite3_file *file, int flags, int *outFlags);

    sqlite3_vfs *m_beneath; ///< the system's own
    const QByteArray m_name;
    quint64 m_rollbacks = 0; ///< so far
};

}
