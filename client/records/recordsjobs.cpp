// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// The half of Records that shows as jobs what takes long by itself: files on their way, and what comes at first.

#include "client/records/records.h"
#include "client/records/records_p.h"

#include <QLocale>

namespace tandem::client {

JobList &Records::jobs()
{
    return d->jobs;
}

Job &Records::Private::beginFetching(const RecordKey &file)
{
    Job &job = jobs.start([this, file] {
        const QString title = titles.value(file);
        return title.isEmpty() ? Records::tr("Fetching a file") : Records::tr("Fetching %1").arg(title);
    });
    job.setCancel([this, id = file.id] {
        order<void>(q, {}, [id](ReplicaHost &host) -> Result<void> {
            if (host.sync())
                host.sync()->cancelFetch(id);
            return {};
        });
    });
    return job;
}

void Records::Private::expectFile(const CachedFile &file, const QPointer<Job> &job)
{
    const auto expect = [this, job, sha256 = file.sha256, size = file.size] {
        if (!job || !job->isRunning())
            return;
        fetched.insert(sha256, {job, size});
        QObject::connect(job, &Job::ended, q, [this, sha256] { fetched.remove(sha256); });
    };
    QMetaObject::invokeMethod(q, expect, Qt::QueuedConnection);
}

QString Records::Private::doneText()
{
    return Records::tr("Done");
}

QString Records::Private::lookingText(size_t count)
{
    return Records::tr("Looking at %n record(s)", nullptr, int(count));
}

void Records::Private::connectSync(const SyncControl &control)
{
    QObject::connect(&control, &SyncControl::stateChanged, q, [this](const SyncState &state) { setSync(state); });
    QObject::connect(&control, &SyncControl::fileProgressed, q,
        [this](const QByteArray &sha256, qint64 done, qint64 total) { followFile(sha256, done, total); });
}

GoOn Records::Private::watch(Job &job, qint64 total)
{
    const auto stopped = std::make_shared<std::atomic<bool>>(false);
    job.setCancel([stopped] { *stopped = true; });
    return [this, stopped, total, shown = QPointer<Job>(&job)](qint64 done) {
        const auto tell = [shown, done, total] {
            if (!shown)
                return;
            // What is all prepared is being written, in one piece.
            if (done >= total)
                shown->setCancel({});
            shown->setProgress(done, done < total ? total : 0);
        };
        QMetaObject::invokeMethod(q, tell, Qt::QueuedConnection);
        return !*stopped;
    };
}

/// A content that was asked for has its job already; one that goes to the server was begun by the sync engine.
void Records::Private::followFile(const QByteArray &sha256, qint64 done, qint64 total)
{
    if (const auto asked = fetched.constFind(sha256); asked != fetched.cend()) {
        if (asked->job)
            asked->job->setProgress(done, asked->size);
        return;
    }
    if (total == 0)
        return;
    if (!sending)
        sending = &jobs.start([] { return Records::tr("Sending a file"); });
    sending->setProgress(done, total);
}

/// What comes at first may be a hundred thousand records; later ones come in little steps.
void Records::Private::followSync()
{
    using Phase = SyncState::Phase;
    const bool runs = sync.phase == Phase::Syncing;
    const bool isFirst = runs && sync.lastSynced == 0 && sync.received > 0;
    if (isFirst && !receiving) {
        receiving = &jobs.start([this] {
            return Records::tr("Fetching records: %1").arg(QLocale(labels->language()).toString(sync.received));
        });
        receiving->setCancel([this] { q->setNetwork(SyncControl::Network::Offline); });
    }
    if (receiving && isFirst)
        receiving->setProgress(sync.received, sync.expected);
    for (QPointer<Job> *job : {&receiving, &sending}) {
        if (!*job || runs)
            continue;
        if (sync.phase == Phase::Synced)
            (*job)->finish(doneText, Job::Notice::Given);
        else if (sync.offlineByChoice)
            (*job)->markCancelled();
        else
            (*job)->fail(
                [] { return Records::tr("Interrupted. It goes on at the next contact."); }, Job::Notice::Given);
        job->clear();
    }
}

}
