// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/records/reader.h"
#include "client/records/synccontrol.h"
#include "client/replica/replica.h"

#include <QObject>
#include <QTimer>

namespace tandem::client {

/// Lives in a reader thread and holds its Reader.
class ReaderHost : public QObject
{
    Q_OBJECT

public:
    ReaderHost(const QString &path, RegistryPointer registry)
        : reader(path, std::move(registry))
    {
    }

    Reader reader;
};

/// Lives in the replica's thread and holds the replica with its sync engine. Brings the search index on while nothing
/// else arrives.
class ReplicaHost : public QObject
{
    Q_OBJECT

public:
    Result<void> open(const Replica::Config &config, const SyncFactory &factory);
    void close();

    Replica &replica() { return *m_replica; }
    SyncControl *sync() { return m_sync.get(); } ///< null if there is none

    struct Written
    {
        std::vector<MutationId> ids;
        std::vector<WriteRequest> inverse; ///< empty if it cannot be taken back
    };
    Result<Written> submit(const std::vector<WriteRequest> &requests, const GoOn &goOn = {});
    Result<RecordId> attach(const WriteRequest &fileRecord, const QByteArray &sha256, qint64 size);

signals:
    void outboxCounted(qint64 waiting, qint64 problems);

private:
    void countOutbox();
    void indexSoon();
    void indexNow();

    std::unique_ptr<Replica> m_replica;
    std::unique_ptr<SyncControl> m_sync;
    QTimer m_indexTimer{this};
};

}
