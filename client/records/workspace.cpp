// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/records/workspace.h"

#include "client/records/records_p.h"

namespace tandem::client {

namespace {

void startThread(QThread &thread, const QString &name)
{
    thread.setObjectName(name);
    thread.start();
}

void stopThread(QThread &thread, QObject *host)
{
    if (host)
        host->deleteLater();
    thread.quit();
    thread.wait();
}

}

Workspace::Workspace() = default;

Result<std::unique_ptr<Workspace>> Workspace::open(const Config &config)
{
    auto workspace = std::unique_ptr<Workspace>(new Workspace);
    auto data = std::make_unique<Records::Private>();
    RecordThreads &threads = data->threads;
    data->folder = config.folder;
    data->clock = config.clock;
    data->makePreview = config.makePreview;
    data->labels = std::make_shared<Labels>(config.language);

    startThread(threads.replicaThread, QStringLiteral("replica"));
    auto *host = new ReplicaHost;
    host->moveToThread(&threads.replicaThread);
    threads.replica = host;
    Result<void> opened;
    QMetaObject::invokeMethod(
        host,
        [&] {
            opened = host->open({config.folder, config.shipped, config.clock}, config.sync);
            if (!opened.ok())
                return;
            data->registry = host->replica().registry();
            data->user = host->replica().user();
            data->company = host->replica().company();
            data->rescued = host->replica().rescuedOutbox();
            data->waiting = host->replica().outboxCount();
            data->problems = host->replica().problemCount();
            for (const EntityAccess &access : host->replica().access())
                data->access.insert(access.entity, access);
            data->accessKnown = !data->access.isEmpty();
        },
        Qt::BlockingQueuedConnection);
    if (!opened.ok()) {
        stopThread(threads.replicaThread, host);
        return opened.error();
    }
    workspace->finishOpening(std::move(data));
    return workspace;
}

void Workspace::finishOpening(std::unique_ptr<Records::Private> data)
{
    m_data = data.get();
    RecordThreads &threads = data->threads;
    const QString path = threads.replica->replica().readerPath();
    for (const auto &[thread, host, name] : {std::tuple(&threads.lookupThread, &threads.lookup, "lookup"),
             std::tuple(&threads.queryThread, &threads.query, "query")}) {
        *host = new ReaderHost(path, data->registry);
        (*host)->reader.setUser(data->user);
        (*host)->moveToThread(thread);
        startThread(*thread, QString::fromLatin1(name));
    }
    threads.files = new QObject;
    threads.files->moveToThread(&threads.filesThread);
    startThread(threads.filesThread, QStringLiteral("files"));
    data->sync.phase = threads.replica->sync() ? SyncState::Phase::Offline : SyncState::Phase::NoServer;
    data->sync.waiting = data->waiting;
    data->sync.problems = data->problems;
    m_records.reset(new Records(std::move(data)));

    ReplicaHost *host = m_data->threads.replica;
    QMetaObject::invokeMethod(
        host,
        [host] {
            if (host->sync())
                host->sync()->start();
        },
        Qt::QueuedConnection);
    if (host->replica().needsCheck())
        checkInBackground(path);
}

/// After a crash the whole file is read once, beside everything else.
void Workspace::checkInBackground(const QString &path)
{
    m_check = std::make_unique<QThreadPool>();
    m_check->setMaxThreadCount(1);
    m_check->start([data = m_data, path] {
        const Result<void> checked = Replica::quickCheck(path);
        if (!checked.ok() && checked.error().code == ErrorCode::Corrupt)
            data->reportDamage(checked.error());
    });
}

Workspace::~Workspace()
{
    if (!m_data)
        return;
    if (m_check)
        m_check->waitForDone();
    m_data->flushDrafts();
    RecordThreads &threads = m_data->threads;
    stopThread(threads.lookupThread, threads.lookup);
    stopThread(threads.queryThread, threads.query);
    // Everything that was ordered before is done first.
    ReplicaHost *host = threads.replica;
    QMetaObject::invokeMethod(
        host, [host] { host->close(); }, Qt::BlockingQueuedConnection);
    stopThread(threads.replicaThread, host);
    stopThread(threads.filesThread, threads.files);
}

}
