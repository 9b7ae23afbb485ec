// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/database/connection.h"
#include "tests/sync/simulation/disks.h"

namespace tandem::sim {

/// The database of the simulated server, and what goes wrong beneath it: the file in the server's folder, on a disk
/// that fails; or, where the test runs on PostgreSQL, a schema of its own, to which the lines break. Molds and backups
/// are files on both, as the product's are.
class ServerDatabase
{
public:
    /// Of the file in `folder`: see take().
    ServerDatabase(Disks &disks, const QString &folder);
    ~ServerDatabase();
    ServerDatabase(const ServerDatabase &) = delete;
    ServerDatabase &operator=(const ServerDatabase &) = delete;

    /// From now on it is what the file in that folder holds. On PostgreSQL a new schema gets its rows, and the former
    /// one is gone.
    void take(const QString &folder);
    /// The server's folder is another one now, a copy with the file in it; a schema stays, and its lines are whole.
    void moveTo(const QString &folder);
    /// Into a copy of the server's folder for a backup: its file, if it did not come with the folder.
    void putFileInto(const QString &folder) const;

    const QString &url() const { return m_url; } ///< empty: the file in the folder
    std::unique_ptr<Connection> reader() const; ///< of what is committed, also while the server is down

    void setFull(bool full); ///< on PostgreSQL: who writes cannot reach it
    void failAccess(quint32 dice); ///< one of the next ones; on PostgreSQL the line breaks before a statement
    void cutPower(quint32 dice); ///< soon; on PostgreSQL the line breaks at a commit, with which the process may end
    /// The folder as it was when the power went, or the process ended, if that has come.
    std::unique_ptr<QTemporaryDir> takeImage();
    void hangUp(); ///< nothing reaches a PostgreSQL until moveTo(): the process has ended
    void repair(); ///< nothing is planned any more

private:
    void drop();

    Disks &m_disks;
    QString m_folder;
    QString m_url;
};

}
