// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/connection/filetransfer.h"
#include "client/replica/replica.h"

#include <QTimer>

#include <chrono>

namespace tandem::client {

/// Whether a mutation makes this file's record or links to it.
bool namesFile(const Mutation &mutation, const RecordId &file);

/// Whether an error says that the server has not the content of a file, and may take it another time.
bool isAboutContent(const Error &error);

/// After its content: the small picture of a file, if there is one. Nothing depends on it.
void sendPreview(FileTransfer &transfer, Replica &replica, const CachedFile &file);

/// Files that the server had no room for when their turn came. What names them stands among the problems, where it
/// holds up nothing else, and goes again by itself as soon as the server takes the content. Lives in the replica's
/// thread.
class HeldFiles : public QObject
{
    Q_OBJECT

public:
    /// While the session lasts; a quota is raised by a restart of the server, so a new session asks at once.
    static constexpr std::chrono::minutes interval{10};

    HeldFiles(Replica &replica, FileTransfer &files, QObject *parent);

    void start(); ///< the session is open
    void stop(); ///< the connection has ended
    void tryNow();

private:
    void upload(const CachedFile &file);
    void sendAgain(const RecordId &file);

    Replica &m_replica;
    FileTransfer &m_files;
    QTimer m_timer;
    bool m_active = false;
    bool m_mayHold = true; ///< false: there was none among the problems, and these have not changed since
};

}
