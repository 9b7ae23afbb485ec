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
#include <vector>

namespace tandem::server {

/// Reads lists on threads of its own, each with a read connection: one that has to go through a whole table keeps a
/// network thread, with all the clients that it serves, from nothing, and other lists only if there are several such.
class ListReader
{
public:
    static constexpr int threadsUsed = 2;

    /// `words` as of ReadSide::open(). Nothing is started before the first list is asked for.
    ListReader(const Store &store, WordIndexer *words, int threads = threadsUsed);
    ~ListReader(); ///< stops

    struct Job
    {
        const void *owner = nullptr; ///< who asks
        PermissionsPointer permissions;
        ListRequest request;
        Timestamp now = 0;
        std::function<void(ListReply)> done; ///< called on a thread of the reader
    };
    void read(Job job); ///< any thread; in this order
    /// Whoever this was: what waits for him is not read any more, and what is being read for him not answered. Any
    /// thread.
    void forget(const void *owner);
    /// Ends what is being read, and takes nothing more. Any thread but its own.
    void stop();

private:
    /// One thread; what it holds belongs to that alone, but where it says otherwise.
    struct Worker
    {
        std::unique_ptr<ReadSide> reads;
        const void *owner = nullptr; ///< of what it reads; null: he has left. Of the mutex
        Connection *busy = nullptr; ///< while it reads. Of the mutex
        std::unique_ptr<QThread> thread; ///< last, so that it ends first
    };

    void start(Worker &worker);
    void run(Worker &worker);
    bool take(Worker &worker, Job &job);
    ListReply answer(Worker &worker, const Job &job);
    bool isWanted(const Worker &worker, const Job &job) const;
    void setBusy(Worker &worker, Connection *connection);
    void interrupt();

    const Store &m_store;
    WordIndexer *m_words;
    mutable QMutex m_mutex; ///< of what follows
    QWaitCondition m_changed;
    std::deque<Job> m_waiting;
    std::vector<Worker> m_workers; ///< as many from the beginning
    bool m_isStopped = false;
};

}
