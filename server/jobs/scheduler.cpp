// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/jobs/scheduler.h"

#include "server/jobs/backupdue.h"
#include "server/store/metatable.h"

#include <QLoggingCategory>
#include <QMutex>
#include <QThread>
#include <QWaitCondition>

namespace tandem::server {

namespace {

Q_LOGGING_CATEGORY(log, "tandem.scheduler")

constexpr unsigned long lookInterval = 30'000; ///< milliseconds between two looks at the clock

}

class Scheduler::Worker
{
public:
    struct Entry
    {
        QString name;
        std::function<Timestamp(Timestamp now)> dueAfter; ///< due if it ran last at or before this
        qint64 period; ///< milliseconds in which it runs once at least
        Task task;
    };

    static QString key(const QString &name) { return QStringLiteral("lastRun/") + name; }

    void run()
    {
        for (;;) {
            runDue();
            const QMutexLocker lock(&mutex);
            if (!stopping)
                changed.wait(&mutex, lookInterval);
            if (stopping)
                return;
        }
    }

    void runDue()
    {
        const auto reader = store.openReader();
        if (!reader)
            return;
        for (const Entry &entry : entries) {
            const Timestamp now = clock.now();
            const auto last = metatable::readInteger(**reader, key(entry.name), 0);
            // A clock that was set back a little must not make a task run again for what it has run for, one that was
            // wrong by years must not stop it for years.
            if (!last || (*last > entry.dueAfter(now) && *last <= now + entry.period))
                continue;
            if (!claim(entry.name, *last, now))
                continue;
            if (const Result<void> outcome = entry.task(); !outcome)
                qCWarning(log).noquote() << entry.name << outcome.error().toLog();
        }
    }

    /// Remembers the run before it begins: also after a failure the next try is an interval later, and of several
    /// daemons on one database the first one has it.
    bool claim(const QString &name, Timestamp last, Timestamp now)
    {
        bool isOurs = false;
        const Result<void> kept = writeAndWait(writer, [&](Connection &connection) -> Result<void> {
            TANDEM_ASSIGN(const qint64 current, metatable::readInteger(connection, key(name), 0));
            isOurs = current == last;
            return isOurs ? metatable::writeInteger(connection, key(name), now) : Result<void>();
        });
        if (!kept)
            qCWarning(log).noquote() << name << "cannot be claimed, so it does not run:" << kept.error().toLog();
        return kept && isOurs;
    }

    DatabaseWriter &writer;
    const Store &store;
    const Clock &clock;
    std::vector<Entry> entries;
    std::unique_ptr<QThread> thread;
    QMutex mutex;
    QWaitCondition changed;
    bool stopping = false;
};

Scheduler::Scheduler(DatabaseWriter &writer, const Store &store, const Clock &clock)
    : m_worker(new Worker{writer, store, clock, {}, {}, {}, {}, false})
{
}

Scheduler::~Scheduler()
{
    stop();
}

void Scheduler::every(const QString &name, qint64 interval, Task task)
{
    m_worker->entries.push_back(
        {name, [interval](Timestamp now) { return now - interval; }, interval, std::move(task)});
}

void Scheduler::daily(const QString &name, const QList<QTime> &times, Task task)
{
    constexpr qint64 day = 24 * 3'600'000LL;
    m_worker->entries.push_back(
        {name, [times](Timestamp now) { return newestSlot(times, now) - 1; }, day, std::move(task)});
}

void Scheduler::start()
{
    m_worker->thread.reset(QThread::create([worker = m_worker.get()] { worker->run(); }));
    m_worker->thread->setObjectName(QStringLiteral("scheduler"));
    m_worker->thread->start();
}

void Scheduler::stop()
{
    {
        const QMutexLocker lock(&m_worker->mutex);
        m_worker->stopping = true;
        m_worker->changed.wakeAll();
    }
    if (m_worker->thread)
        m_worker->thread->wait();
    m_worker->thread.reset();
}

void Scheduler::runDue()
{
    m_worker->runDue();
}

}
