// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/jobs/jobqueue.h"

#include <QLoggingCategory>
#include <QMutex>
#include <QThread>
#include <QWaitCondition>

#include <algorithm>
#include <utility>

namespace tandem::server {

namespace {

Q_LOGGING_CATEGORY(log, "tandem.jobs")

constexpr qint64 longestSleep = 60'000; ///< milliseconds: the clock may be set meanwhile
constexpr qint64 shortestSharedSleep = 1'000; ///< milliseconds: what is due may be another daemon's already
constexpr qint64 firstReconnect = 1'000; ///< milliseconds; doubled after each attempt in vain, up to longestSleep

}

class JobQueue::Worker
{
public:
    Worker(DatabaseWriter &theWriter, const Store &theStore, const Clock &theClock, Limits theLimits)
        : writer(theWriter)
        , store(theStore)
        , clock(theClock)
        , limits(theLimits)
        , lastLook(theClock.now())
    {
    }

    struct Entry
    {
        Handler run;
        Failed failed;
    };

    void run();
    std::unique_ptr<Connection> openReader();
    bool runNext(Connection &reader);
    void followClock();
    void sleep(Connection &reader);
    Result<void> attempt(const Job &job) const;
    void settle(Job job, const Result<void> &outcome);

    DatabaseWriter &writer;
    const Store &store;
    const Clock &clock;
    const Limits limits;
    Timestamp lastLook; ///< at the clock
    QHash<QString, Entry> handlers;
    std::unique_ptr<QThread> thread;
    QMutex mutex;
    QWaitCondition changed;
    bool woken = false;
    bool stopping = false;
    qint64 pause =
        0; ///< milliseconds: what was done could not be kept, so that doing it again at once would help nobody
};

Result<void> JobQueue::Worker::attempt(const Job &job) const
{
    const auto handler = handlers.constFind(job.kind);
    if (handler == handlers.cend())
        return Error{ErrorCode::Unsupported, QStringLiteral("unknownJob"), {}, {}, job.kind};
    return handler->run(job);
}

void JobQueue::Worker::settle(Job job, const Result<void> &outcome)
{
    if (!outcome && outcome.error().code == ErrorCode::Cancelled)
        return; // by the end of the process: no attempt, it begins anew with the next start
    if (!outcome) {
        ++job.attempts;
        job.error = outcome.error().toLog();
        job.dead = job.attempts >= limits.attempts;
        job.dueAt = clock.now() + (job.dead ? 0 : limits.firstWait << (job.attempts - 1));
        qCWarning(log).noquote() << job.kind << "failed, attempt" << job.attempts << job.error;
    }
    const Result<void> written = writeAndWait(writer, [&](Connection &connection) -> Result<void> {
        JobStore jobs(connection);
        if (outcome)
            return jobs.remove(job.id);
        return job.dead ? jobs.bury(job.id, job.attempts, job.error)
                        : jobs.postpone(job.id, job.attempts, job.dueAt, job.error);
    });
    if (!written) {
        qCWarning(log).noquote() << job.kind << "not settled, will run again:" << written.error().toLog();
        pause = std::max<qint64>(limits.firstWait, 1);
    }
    if (const auto handler = handlers.constFind(job.kind); !outcome && handler != handlers.cend() && handler->failed)
        handler->failed(job, outcome.error());
}

/// What waits for its next attempt waits no longer because the clock was set back meanwhile.
void JobQueue::Worker::followClock()
{
    constexpr qint64 slight = 1'000; // milliseconds, as clocks are put right all the time
    const Timestamp now = clock.now();
    const qint64 back = std::exchange(lastLook, now) - now;
    if (back <= slight)
        return;
    qCWarning(log).noquote() << "the clock went back by" << back / 1000 << "seconds";
    const Result<void> written = writeAndWait(
        writer, [now, back](Connection &connection) { return JobStore(connection).bringForward(now, back); });
    if (!written)
        qCWarning(log).noquote() << "jobs wait for the clock:" << written.error().toLog();
}

bool JobQueue::Worker::runNext(Connection &reader)
{
    followClock();
    JobStore jobs(reader);
    const auto job = jobs.claimDue(clock.now());
    if (!job || !job->has_value())
        return false;
    settle(**job, attempt(**job));
    if (const auto released = jobs.release((*job)->id); !released) // with its line it is let go all the same
        qCWarning(log).noquote() << (*job)->kind << "not released:" << released.error().toLog();
    return pause == 0;
}

void JobQueue::Worker::sleep(Connection &reader)
{
    JobStore jobs(reader);
    const auto next = jobs.nextTime();
    const QMutexLocker lock(&mutex);
    if (woken || stopping) {
        woken = false;
        pause = 0;
        return;
    }
    qint64 wait = longestSleep;
    if (pause > 0)
        wait = std::exchange(pause, 0);
    else if (next && next->has_value())
        wait = std::clamp<qint64>(**next - clock.now(), jobs.isShared() ? shortestSharedSleep : 1, longestSleep);
    changed.wait(&mutex, static_cast<unsigned long>(wait));
    woken = false;
}

/// The database need not be there yet when the queue starts. Null: the queue ends.
std::unique_ptr<Connection> JobQueue::Worker::openReader()
{
    for (qint64 wait = firstReconnect;; wait = std::min(2 * wait, longestSleep)) {
        auto reader = store.openReader();
        if (reader)
            return *std::move(reader);
        qCWarning(log).noquote() << "jobs wait for the database:" << reader.error().toLog();
        const QMutexLocker lock(&mutex);
        if (!woken && !stopping)
            changed.wait(&mutex, static_cast<unsigned long>(wait));
        woken = false;
        if (stopping)
            return nullptr;
    }
}

void JobQueue::Worker::run()
{
    const std::unique_ptr<Connection> reader = openReader();
    while (reader) {
        {
            const QMutexLocker lock(&mutex);
            if (stopping)
                return;
        }
        if (!runNext(*reader))
            sleep(*reader);
    }
}

JobQueue::JobQueue(DatabaseWriter &writer, const Store &store, const Clock &clock, Limits limits)
    : m_worker(std::make_unique<Worker>(writer, store, clock, limits))
{
}

JobQueue::~JobQueue()
{
    stop();
}

void JobQueue::handle(const QString &kind, Handler handler, Failed failed)
{
    m_worker->handlers.insert(kind, {std::move(handler), std::move(failed)});
}

Result<void> JobQueue::start()
{
    TANDEM_TRY(
        writeAndWait(m_worker->writer, [](Connection &connection) { return JobStore::createTable(connection); }));
    m_worker->thread.reset(QThread::create([worker = m_worker.get()] { worker->run(); }));
    m_worker->thread->setObjectName(QStringLiteral("jobs"));
    m_worker->thread->start();
    return {};
}

void JobQueue::stop()
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

void JobQueue::enqueue(const QString &kind, const QCborMap &payload, DatabaseWriter::Done done)
{
    const Job job{newRecordId(m_worker->clock), kind, payload, 0, m_worker->clock.now(), {}, false};
    writeAndWake([job](Connection &connection) { return JobStore(connection).add(job); }, std::move(done));
}

void JobQueue::retry(const RecordId &job, DatabaseWriter::Done done)
{
    writeAndWake(
        [job, now = m_worker->clock.now()](Connection &connection) { return JobStore(connection).retry(job, now); },
        std::move(done));
}

void JobQueue::discard(const RecordId &job, DatabaseWriter::Done done)
{
    m_worker->writer.write(
        [job](Connection &connection) { return JobStore(connection).discard(job); }, std::move(done));
}

void JobQueue::writeAndWake(DatabaseWriter::Work work, DatabaseWriter::Done done)
{
    m_worker->writer.write(std::move(work), [this, done = std::move(done)](const Result<void> &outcome) {
        wake();
        if (done)
            done(outcome);
    });
}

void JobQueue::wake()
{
    const QMutexLocker lock(&m_worker->mutex);
    m_worker->woken = true;
    m_worker->changed.wakeAll();
}

}
