// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/connection/filetransfer.h"
#include "client/connection/serverlink.h"
#include "client/replica/replica.h"

#include <QHash>
#include <QSet>

namespace tandem::client {

/// Sends the outbox, in order, with a bounded number of mutations under way, and files before the mutations that name
/// them. What was not judged (the server was busy, or its disk full) is sent again.
class Pusher : public QObject
{
    Q_OBJECT

public:
    static constexpr int perMessage = 200;
    static constexpr int mostInFlight = 600;
    static constexpr std::chrono::milliseconds pause{5'000}; ///< after the server could not judge

    Pusher(Replica &replica, ServerLink &link, FileTransfer &files, QObject *parent);

    void start(); ///< the session is open
    void stop(); ///< the connection has ended; what was under way waits again
    void pump();
    void acknowledged(const Ack &ack);
    bool isIdle() const { return m_inFlight == 0 && !m_uploading; }

signals:
    void idleChanged();
    /// A number of ours was used by another content: this replica is a copy.
    void cloned();
    void failed(const tandem::Error &error);

private:
    bool send(std::vector<Mutation> mutations);
    void upload(const CachedFile &file);
    void uploaded(const CachedFile &file, const Result<void> &result);
    bool waitsForFile(const Mutation &mutation, const std::vector<CachedFile> &files) const;
    void explain(Acknowledgement &acknowledgement) const;

    Replica &m_replica;
    ServerLink &m_link;
    FileTransfer &m_files;
    QTimer m_pauseTimer;
    /// Files that the server will not take now: it says so in judging the mutation.
    QSet<RecordId> m_unsendable;
    QHash<RecordId, Error> m_refusals; ///< why, as of the last attempt
    bool m_active = false;
    bool m_uploading = false;
    bool m_unjudged = false; ///< something under way came back without a verdict
    int m_inFlight = 0;
    qint64 m_sentUpTo = 0;
};

}
