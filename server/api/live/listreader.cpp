// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/api/live/listreader.h"

#include "server/api/live/lookups.h"

#include <QMutexLocker>

#include <utility>

namespace tandem::server {

ListReader::ListReader(const Store &store, WordIndexer *words, int threads)
    : m_store(store)
    , m_words(words)
    , m_workers(size_t(threads))
{
}

ListReader::~ListReader()
{
    stop();
}

void ListReader::read(Job job)
{
    const QMutexLocker lock(&m_mutex);
    if (m_isStopped)
        return;
    m_waiting.push_back(std::move(job));
    for (Worker &worker : m_workers) {
        if (!worker.thread)
            start(worker);
    }
    m_changed.wakeOne();
}

void ListReader::start(Worker &worker)
{
    worker.thread.reset(QThread::create([this, &worker] { run(worker); }));
    worker.thread->setObjectName(QStringLiteral("lists"));
    worker.thread->start();
}

void ListReader::forget(const void *owner)
{
    const QMutexLocker lock(&m_mutex);
    std::erase_if(m_waiting, [owner](const Job &job) { return job.owner == owner; });
    for (Worker &worker : m_workers) {
        if (worker.owner == owner)
            worker.owner = nullptr;
    }
}

/// An interruption finds only a statement that runs just then, so it is said until the thread has ended.
void ListReader::stop()
{
    constexpr unsigned long moment = 50; // milliseconds
    {
        const QMutexLocker lock(&m_mutex);
        m_isStopped = true;
        m_waiting.clear();
        for (Worker &worker : m_workers)
            worker.owner = nullptr;
        m_changed.wakeAll();
    }
    for (Worker &worker : m_workers) {
        while (worker.thread && !worker.thread->wait(moment))
            interrupt();
    }
}

void ListReader::interrupt()
{
    const QMutexLocker lock(&m_mutex);
    for (const Worker &worker : m_workers) {
        if (worker.busy)
            worker.busy->interrupt();
    }
}

void ListReader::run(Worker &worker)
{
    Job job;
    while (take(worker, job)) {
        ListReply reply = answer(worker, job);
        if (isWanted(worker, job))
            job.done(std::move(reply));
        job = {};
    }
    worker.reads.reset(); // a connection ends on the thread that opened it
}

/// False: it is over.
bool ListReader::take(Worker &worker, Job &job)
{
    const QMutexLocker lock(&m_mutex);
    worker.owner = nullptr;
    while (m_waiting.empty() && !m_isStopped)
        m_changed.wait(&m_mutex);
    if (m_isStopped)
        return false;
    job = std::move(m_waiting.front());
    m_waiting.pop_front();
    worker.owner = job.owner;
    return true;
}

bool ListReader::isWanted(const Worker &worker, const Job &job) const
{
    const QMutexLocker lock(&m_mutex);
    return worker.owner == job.owner;
}

void ListReader::setBusy(Worker &worker, Connection *connection)
{
    const QMutexLocker lock(&m_mutex);
    worker.busy = connection;
}

ListReply ListReader::answer(Worker &worker, const Job &job)
{
    if (!worker.reads) {
        auto opened = ReadSide::open(m_store, m_words);
        if (!opened.ok())
            return {job.request.request, {}, opened.error(), false};
        worker.reads = *std::move(opened);
    }
    setBusy(worker, &worker.reads->connection());
    ListReply reply;
    if (isWanted(worker, job))
        reply = answerList(*worker.reads, job.permissions, job.request, job.now);
    setBusy(worker, nullptr);
    return reply;
}

}
