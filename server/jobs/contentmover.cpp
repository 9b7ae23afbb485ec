// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/jobs/contentmover.h"

#include <QLoggingCategory>

#include <chrono>
#include <utility>

namespace tandem::server {

namespace {

Q_LOGGING_CATEGORY(moverLog, "tandem.contents", QtInfoMsg)

using namespace std::chrono_literals;

constexpr auto patience = 20s; ///< of who has asked for a content: laptops give up after 30
constexpr auto betweenCompares = 24h;
constexpr auto afterFailedCompare = 1h; ///< the list may be long
constexpr unsigned long interval = 30'000; ///< milliseconds between two looks at what is to be moved
constexpr int fetchThreads = 4;

/// Of the place, not of one content or of somebody's patience.
bool isOfThePlace(const Error &error)
{
    return error.reason == QLatin1String("contentsUnreachable") || error.reason == QLatin1String("contentsDenied")
        || error.reason == QLatin1String("bucketOfAnotherCompany");
}

}

ContentMover::ContentMover(FileStore &files)
    : m_files(files)
{
    m_fetches.setMaxThreadCount(fetchThreads);
}

ContentMover::~ContentMover()
{
    stop();
}

void ContentMover::start()
{
    m_thread.reset(QThread::create([this] { run(); }));
    m_thread->setObjectName(QStringLiteral("mover"));
    m_thread->start();
}

void ContentMover::stop()
{
    m_stopping = true;
    {
        const QMutexLocker lock(&m_mutex);
        m_changed.wakeAll();
    }
    m_fetches.waitForDone();
    if (m_thread)
        m_thread->wait();
    m_thread.reset();
}

void ContentMover::fetch(const QString &hash, Done done)
{
    // From now on, not from when a thread is free.
    m_fetches.start([this, hash, deadline = QDeadlineTimer(patience), done = std::move(done)] {
        const Fetched file = m_files.open(hash, deadline);
        if (!file) // one that succeeds does not say whose the place is
            note(file.error());
        done(file);
    });
}

std::optional<Error> ContentMover::trouble() const
{
    const QMutexLocker lock(&m_mutex);
    return m_trouble;
}

void ContentMover::run()
{
    while (!m_stopping) {
        if (trouble() || m_nextCompare.hasExpired())
            note(m_files.claimPlace()); // the shortest question
        if (!trouble() && m_nextCompare.hasExpired())
            compare();
        if (!trouble())
            note(moveAll());
        if (!trouble())
            note(m_files.finishRemovals());
        const QMutexLocker lock(&m_mutex);
        if (!m_stopping)
            m_changed.wait(&m_mutex, interval);
    }
}

Result<void> ContentMover::moveAll()
{
    Result<void> last = m_files.putBackLeftovers();
    if (!last)
        qCWarning(moverLog).noquote() << "what was taken away could not be put back:" << last.error().toLog();
    const QStringList hashes = m_files.toMoveAway();
    for (const QString &hash : hashes) {
        if (m_stopping)
            return {};
        last = m_files.moveAway(hash);
        if (last)
            continue;
        qCWarning(moverLog).noquote() << hash << "stays in the folder of files:" << last.error().toLog();
        if (isOfThePlace(last.error()))
            return last;
    }
    return last;
}

/// A place whose list cannot be had may take and give contents all the same.
void ContentMover::compare()
{
    const Result<FileStore::Compared> found = m_files.compareMoved();
    m_nextCompare = QDeadlineTimer(found ? betweenCompares : afterFailedCompare);
    if (!found) {
        qCWarning(moverLog).noquote() << "attached files could not be compared:" << found.error().toLog();
        return;
    }
    const FileStore::Compared &compared = *found;
    if (compared.found > 0)
        qCInfo(moverLog) << compared.found << "attached files were there that the folder of files did not know of";
    if (compared.spare > 0)
        qCInfo(moverLog) << compared.spare
                         << "copies of attached files are there that the folder of files has no use for";
    if (compared.lost > 0)
        qCCritical(moverLog) << compared.lost << "attached files are not there any more, or are of another size";
}

void ContentMover::note(const Result<void> &result)
{
    const QMutexLocker lock(&m_mutex);
    if (m_stopping || (!result && !isOfThePlace(result.error())))
        return;
    if (!result && !m_trouble)
        qCWarning(moverLog).noquote() << "the store of attached files does not answer:" << result.error().toLog();
    if (result && m_trouble)
        qCInfo(moverLog) << "the store of attached files answers again";
    m_trouble = result ? std::nullopt : std::optional(result.error());
}

}
