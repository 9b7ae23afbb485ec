// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/jobs/jobstore.h"
#include "server/store/databasewriter.h"
#include "server/store/store.h"

#include <QHash>

#include <functional>

namespace tandem::server {

/// Runs jobs one after the other on a thread of its own, again and again until they succeed or are buried. Where
/// several daemons share a database, each job is run by one of them at a time. A database that cannot be reached is
/// waited for, at the start too.
class JobQueue
{
public:
    /// Runs on the queue's thread; may block. An error means: later again. Cancelled is for a process that ends: the
    /// job then stays as it is.
    using Handler = std::function<Result<void>(const Job &)>;
    /// After each failed attempt, on the queue's thread. `job` is as it is kept now: attempts, error, dead or not.
    using Failed = std::function<void(const Job &job, const Error &error)>;

    struct Limits
    {
        int attempts = 8; ///< then it is a dead letter
        qint64 firstWait = 30'000; ///< milliseconds after the first failure; doubled after each further one
    };

    JobQueue(DatabaseWriter &writer, const Store &store, const Clock &clock, Limits limits);
    JobQueue(DatabaseWriter &writer, const Store &store, const Clock &clock)
        : JobQueue(writer, store, clock, Limits())
    {
    }
    ~JobQueue();

    /// Before start().
    void handle(const QString &kind, Handler handler, Failed failed = {});
    /// Error: what prevented the table.
    Result<void> start();
    void stop(); ///< after the running job

    /// Any thread. `done` on the writer's.
    void enqueue(const QString &kind, const QCborMap &payload, DatabaseWriter::Done done = {});
    /// As JobStore::retry() and discard(). Any thread; `done` on the writer's.
    void retry(const RecordId &job, DatabaseWriter::Done done);
    void discard(const RecordId &job, DatabaseWriter::Done done);
    /// Something became due: after a commit that added a job by JobStore::add().
    void wake();

private:
    class Worker;
    void writeAndWake(DatabaseWriter::Work work, DatabaseWriter::Done done);

    std::unique_ptr<Worker> m_worker;
};

}
