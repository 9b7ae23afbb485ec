// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/jobs/jobqueue.h"

#include <QLoggingCategory>
#include <QMutex>
#include <QSemaphore>
#include <QThread>
#include <QWaitCondition>

namespace tandem::server {

namespace {

Q_LOGGING_CATEGORY(log, "tandem.jobs")

constexpr qint64 longestSleep = 60'000; ///< milliseconds: the clock may be set meanwhile

}

class JobQueue::Worker
{
public:
    Worker(DatabaseWriter &theWriter, const Store &theStore, const Clock &theClock, Limits theLimits)
        : writer(theWriter)
        , store(theStore)
        , clock(theClock)
        , limits(theLimits)
    {
    }

    void run();
    bool runNext(Connection &reader);
    void sleep(Connection &reader);
    Result<void> writeAndWait(DatabaseWriter::Work work);
    void settle(const Job &job, const Result<void> &outcome);

    DatabaseWriter &writer;
    const Store &store;
    const Clock &clock;
    const Limits limits;
    QHash<QString, Handler> handlers;
    std::unique_ptr<QThread> thread;
    QMutex mutex;
    QWaitCondition changed;
    bool woken = false;
    bool stopping = false;
};

Result<void> JobQueue::Worker::writeAndWait(DatabaseWriter::Work work)
{
    QSemaphore finished;
    Result<void> outcome;
    writer.write(std::move(work), [&](const Result<void> &result) {
        outcome = result;
        finished.release();
    });
    finished.acquire();
    return outcome;
}

void JobQueue::Worker::settle(const Job &job, const Result<void> &outcome)
{
    const int attempts = job.attempts + 1;
    const Timestamp now = clock.now();
    const Result<void> written = writeAndWait([&](Connection &connection) -> Result<void> {
        JobStore jobs(connection);
        if (outcome)
            return jobs.remove(job.id);
        const QString error = outcome.error().toLog();
        if (attempts >= limits.attempts)
            return jobs.bury(job.id, attempts, error);
        return jobs.postpone(job.id, attempts, now + (limits.firstWait << (attempts - 1)), error);
    });
    if (!outcome)
        qCWarning(log).noquote() << job.kind << "failed, attempt" << attempts << outcome.error().toLog();
    if (!written)
        qCWarning(log).noquote() << job.kind << "not settled, will run again:" << written.error().toLog();
}

bool JobQueue::Worker::runNext(Connection &reader)
{
    const auto job = JobStore(reader).nextDue(clock.now());
    if (!job || !job->has_value())
        return false;
    const auto handler = handlers.constFind((*job)->kind);
    const Result<void> outcome = handler == handlers.cend()
        ? Result<void>(Error{ErrorCode::Unsupported, QStringLiteral("unknownJob"), {}, {}, (*job)->kind})
        : (*handler)(**job);
    settle(**job, outcome);
    return true;
}

void JobQueue::Worker::sleep(Connection &reader)
{
    const auto next = JobStore(reader).nextTime();
    const QMutexLocker lock(&mutex);
    if (woken || stopping) {
        woken = false;
        return;
    }
    qint64 wait = longestSleep;
    if (next && next->has_value())
        wait = std::clamp<qint64>(**next - clock.now(), 1, longestSleep);
    changed.wait(&mutex, static_cast<unsigned long>(wait));
    woken = false;
}

void JobQueue::Worker::run()
{
    const auto reader = store.openReader();
    if (!reader) {
        qCCritical(log).noquote() << reader.error().toLog();
        return;
    }
    for (;;) {
        {
            const QMutexLocker lock(&mutex);
            if (stopping)
                return;
        }
        if (!runNext(**reader))
            sleep(**reader);
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

void JobQueue::handle(const QString &kind, Handler handler)
{
    m_worker->handlers.insert(kind, std::move(handler));
}

Result<void> JobQueue::start()
{
    TANDEM_TRY(m_worker->writeAndWait([](Connection &connection) { return JobStore::createTable(connection); }));
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
    const Job job{newRecordId(m_worker->clock), kind, payload, 0, m_worker->clock.now(), {}};
    m_worker->writer.write([job](Connection &connection) { return JobStore(connection).add(job); },
        [this, done = std::move(done)](const Result<void> &outcome) {
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
