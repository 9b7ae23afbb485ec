// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QMutex>
#include <QString>
#include <QWaitCondition>

#include <memory>

class QThread;

namespace tandem {

/// Brings what was committed from the write-ahead log into the file beside the connection that writes, by a thread and
/// a connection of its own: thousands of pages and two waits for the disk, for which no commit has to wait then.
class SqliteCheckpointer
{
public:
    explicit SqliteCheckpointer(QString path);
    ~SqliteCheckpointer(); ///< waits for a checkpoint that is running
    SqliteCheckpointer(const SqliteCheckpointer &) = delete;
    SqliteCheckpointer &operator=(const SqliteCheckpointer &) = delete;

    /// The newest commit has left so many pages in the log. On the thread that writes; never blocks.
    void committed(int pages);

private:
    void run();
    bool waitForWork(); ///< false: it is over

    const QString m_path;
    int m_asked = 0; ///< pages in the log when a checkpoint was last asked for
    QMutex m_mutex; ///< for what follows
    QWaitCondition m_changed;
    bool m_isWanted = false;
    bool m_isOver = false;
    std::unique_ptr<QThread> m_thread;
};

}
