// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/database/sqlite/sqlitecheckpointer.h"

#include "shared/database/connection.h"

#include <QThread>

namespace tandem {

namespace {

/// SQLite itself would take 1,000. Under load most pages are changed again within a second, so that waiting a little
/// longer saves most of the writing.
constexpr int pagesBetween = 4'000;

}

SqliteCheckpointer::SqliteCheckpointer(QString path)
    : m_path(std::move(path))
    , m_thread(QThread::create([this] { run(); }))
{
    m_thread->setObjectName(QStringLiteral("checkpoints"));
    m_thread->start();
}

SqliteCheckpointer::~SqliteCheckpointer()
{
    {
        const QMutexLocker lock(&m_mutex);
        m_isOver = true;
        m_changed.wakeAll();
    }
    m_thread->wait();
}

void SqliteCheckpointer::committed(int pages)
{
    if (pages < m_asked)
        m_asked = 0; // the log has begun anew
    if (pages - m_asked < pagesBetween)
        return;
    m_asked = pages;
    const QMutexLocker lock(&m_mutex);
    m_isWanted = true;
    m_changed.wakeAll();
}

bool SqliteCheckpointer::waitForWork()
{
    const QMutexLocker lock(&m_mutex);
    while (!m_isWanted && !m_isOver)
        m_changed.wait(&m_mutex);
    m_isWanted = false;
    return !m_isOver;
}

void SqliteCheckpointer::run()
{
    std::unique_ptr<Connection> connection;
    while (waitForWork()) {
        if (!connection) {
            DatabaseAddress address{m_path};
            address.cacheMebibytes = 1; // pages go past it
            auto opened = Connection::open(address);
            if (!opened)
                continue;
            connection = *std::move(opened);
        }
        // What fails here stays in the log, and what is wrong with the disk is found by the commits that make it
        // longer.
        (void)connection->execute(QStringLiteral("PRAGMA wal_checkpoint(PASSIVE)")).ok();
    }
}

}
