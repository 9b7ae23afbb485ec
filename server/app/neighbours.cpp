// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/app/neighbours.h"

#include "server/access/authenticator.h"
#include "server/records/pipeline.h"
#include "server/store/announcement.h"
#include "shared/database/postgresql/databaselistener.h"

#include <utility>

namespace tandem::server {

namespace {

constexpr qint64 clockDifference = 5 * 60'000; ///< milliseconds that two daemons' clocks may be apart

}

Neighbours::Neighbours(
    const DatabaseAddress &database, Pipeline &pipeline, Authenticator &authenticator, const Clock &clock)
    : m_heardAt(clock.now())
{
    DatabaseListener *const listener = DatabaseListener::make(database).release();
    if (!listener)
        return;
    listener->moveToThread(&m_thread);
    QObject::connect(&m_thread, &QThread::started, listener, &DatabaseListener::start);
    QObject::connect(&m_thread, &QThread::finished, listener, &QObject::deleteLater);
    QObject::connect(listener, &DatabaseListener::heard, listener, [&, this](const QString &words) {
        m_heardAt = clock.now();
        const Announcement announcement = Announcement::parsed(words);
        pipeline.catchUp(announcement.hasAnotherPast ? Pipeline::newest : announcement.seq);
        authenticator.sessionsEndedElsewhere(announcement.endedSessions);
    });
    QObject::connect(listener, &DatabaseListener::connected, listener, [&, this] {
        pipeline.catchUp(Pipeline::newest);
        authenticator.sessionsMayHaveEnded(std::exchange(m_heardAt, clock.now()) - clockDifference);
    });
    // Found out by trying, so that nobody has to write first to learn that the database is gone.
    QObject::connect(listener, &DatabaseListener::lost, listener, [&pipeline] { pipeline.catchUp(Pipeline::newest); });
    m_thread.setObjectName(QStringLiteral("neighbours"));
    m_thread.start();
}

Neighbours::~Neighbours()
{
    m_thread.quit();
    m_thread.wait();
}

}
