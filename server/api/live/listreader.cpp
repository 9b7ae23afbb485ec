// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/api/live/listreader.h"

#include "server/api/live/lookups.h"

#include <QMutexLocker>

#include <utility>

namespace tandem::server {

ListReader::ListReader(const Store &store, WordIndexer *words)
    : m_store(store)
    , m_words(words)
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
    if (!m_thread) {
        m_thread.reset(QThread::create([this] { run(); }));
        m_thread->setObjectName(QStringLiteral("lists"));
        m_thread->start();
    }
    m_changed.wakeAll();
}

void ListReader::forget(const void *owner)
{
    const QMutexLocker lock(&m_mutex);
    std::erase_if(m_waiting, [owner](const Job &job) { return job.owner == owner; });
    if (m_current != owner)
        return;
    m_current = nullptr;
    if (m_busy)
        m_busy->interrupt();
}

void ListReader::stop()
{
    {
        const QMutexLocker lock(&m_mutex);
        m_isStopped = true;
        m_waiting.clear();
        m_current = nullptr;
        if (m_busy)
            m_busy->interrupt();
        m_changed.wakeAll();
    }
    if (m_thread)
        m_thread->wait();
}

void ListReader::run()
{
    for (;;) {
        Job job;
        {
            const QMutexLocker lock(&m_mutex);
            while (m_waiting.empty() && !m_isStopped)
                m_changed.wait(&m_mutex);
            if (m_isStopped)
                break;
            job = std::move(m_waiting.front());
            m_waiting.pop_front();
            m_current = job.owner;
        }
        ListReply reply = answer(job);
        if (isWanted(job))
            job.done(std::move(reply));
    }
    m_reads.reset(); // a connection ends on the thread that opened it
}

bool ListReader::isWanted(const Job &job) const
{
    const QMutexLocker lock(&m_mutex);
    return m_current == job.owner;
}

/// An interruption that was meant for the list before may reach this one: then it is read once more.
ListReply ListReader::answer(const Job &job)
{
    for (;;) {
        if (!m_reads) {
            auto opened = ReadSide::open(m_store, m_words);
            if (!opened.ok())
                return {job.request.request, {}, opened.error(), false};
            m_reads = *std::move(opened);
        }
        {
            const QMutexLocker lock(&m_mutex);
            if (m_current != job.owner)
                return {};
            m_busy = &m_reads->connection();
        }
        ListReply reply = answerList(*m_reads, job.permissions, job.request, job.now);
        {
            const QMutexLocker lock(&m_mutex);
            m_busy = nullptr;
        }
        const bool isInterrupted = reply.error && reply.error->code == ErrorCode::Cancelled;
        if (!isInterrupted || !isWanted(job))
            return reply;
    }
}

}
