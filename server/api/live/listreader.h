// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/api/live/readside.h"
#include "shared/protocol/requestmessages.h"

#include <QMutex>
#include <QThread>
#include <QWaitCondition>

#include <deque>
#include <functional>
#include <memory>

namespace tandem::server {

/// Reads lists on a thread and a read connection of its own: one that has to go through a whole table keeps a network
/// thread, with all the clients that it serves, from nothing.
class ListReader
{
public:
    /// `words` as of ReadSide::open(). Nothing is started before the first list is asked for.
    ListReader(const Store &store, WordIndexer *words);
    ~ListReader(); ///< stops

    struct Job
    {
        const void *owner = nullptr; ///< who asks
        PermissionsPointer permissions;
        ListRequest request;
        Timestamp now = 0;
        std::function<void(ListReply)> done; ///< called on this thread
    };
    void read(Job job); ///< any thread; one after the other
    /// Whoever this was: nothing is read for him any more. Any thread.
    void forget(const void *owner);
    /// Ends what is being read, and takes nothing more. Any thread but its own.
    void stop();

private:
    void run();
    ListReply answer(const Job &job);
    bool isWanted(const Job &job) const;

    const Store &m_store;
    WordIndexer *m_words;
    std::unique_ptr<QThread> m_thread;
    std::unique_ptr<ReadSide> m_reads; ///< of the thread
    mutable QMutex m_mutex; ///< of what follows
    QWaitCondition m_changed;
    std::deque<Job> m_waiting;
    const void *m_current = nullptr; ///< for whom a list is being read
    Connection *m_busy = nullptr; ///< meanwhile
    bool m_isStopped = false;
};

}
