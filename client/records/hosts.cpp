// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/records/hosts.h"

#include "client/replica/filecache.h"
#include "shared/base/bytesize.h"

#include <QSet>

namespace tandem::client {

namespace {

constexpr int quietMilliseconds = 300; ///< so long nothing may have arrived before the index goes on
constexpr qint64 keptContents = 2048 * MiB; ///< bytes of files that can be fetched again

/// What was done to a record that is not here is taken back there, too.
void followElsewhere(const std::vector<WriteRequest> &requests, std::vector<WriteRequest> &inverse)
{
    QSet<RecordKey> elsewhere;
    for (const WriteRequest &request : requests) {
        if (request.isElsewhere)
            elsewhere.insert(request.key);
    }
    for (WriteRequest &request : inverse)
        request.isElsewhere = elsewhere.contains(request.key);
}

}

Result<void> ReplicaHost::open(const Replica::Config &config, const SyncFactory &factory)
{
    TANDEM_ASSIGN(m_replica, Replica::open(config));
    m_indexTimer.setSingleShot(true);
    connect(&m_indexTimer, &QTimer::timeout, this, &ReplicaHost::indexNow);
    connect(m_replica.get(), &Replica::changed, this, &ReplicaHost::indexSoon);
    connect(m_replica.get(), &Replica::registryChanged, this, &ReplicaHost::indexSoon);
    connect(m_replica.get(), &Replica::outboxChanged, this, &ReplicaHost::countOutbox);
    indexSoon();
    // Not before the window: each file is looked at. What is too much now is less the next time.
    QMetaObject::invokeMethod(
        this,
        [this] {
            if (m_replica)
                (void)m_replica->files().trim(keptContents).ok();
        },
        Qt::QueuedConnection);
    if (factory)
        m_sync = factory(*m_replica);
    return {};
}

void ReplicaHost::close()
{
    if (m_sync)
        m_sync->stop();
    m_indexTimer.stop();
    m_sync.reset();
    m_replica.reset();
}

void ReplicaHost::countOutbox()
{
    emit outboxCounted(m_replica->outboxCount(), m_replica->problemCount());
}

void ReplicaHost::indexSoon()
{
    m_indexTimer.start(quietMilliseconds);
}

void ReplicaHost::indexNow()
{
    const Result<bool> more = m_replica->indexSlice();
    if (more.ok() && *more)
        m_indexTimer.start(0);
}

Result<ReplicaHost::Written> ReplicaHost::submit(const std::vector<WriteRequest> &requests, const GoOn &goOn)
{
    Written written;
    TANDEM_ASSIGN(written.ids, m_replica->submit(requests, goOn));
    // Neither a change that was asked for nor a step to take back: the note tells what was done, undone or not.
    if (!written.ids.empty() && requests.front().countsOthers != 0)
        written.ids.erase(written.ids.begin());
    Result<std::vector<WriteRequest>> inverse = m_replica->inverseOf(m_replica->mutations(written.ids));
    if (inverse.ok()) {
        written.inverse = *std::move(inverse);
        followElsewhere(requests, written.inverse);
    }
    return written;
}

Result<RecordId> ReplicaHost::attach(const WriteRequest &fileRecord, const QByteArray &sha256, qint64 size)
{
    // First the upload, which goes to the server before the mutation that names it.
    TANDEM_TRY(m_replica->files().addLocal(fileRecord.key.id, {sha256, size}));
    TANDEM_TRY(m_replica->submit({fileRecord}));
    return fileRecord.key.id;
}

}
