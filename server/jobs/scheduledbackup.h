// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/jobs/backupshelf.h"
#include "server/jobs/jobqueue.h"
#include "server/records/pipeline.h"

#include <atomic>

namespace tandem::server {

/// The backup that nobody has to think of: a job that writes and verifies it, keeps the newest ones, and tells the
/// administrators when it fails, when it was given up, and when it works again.
class ScheduledBackup
{
public:
    struct Settings
    {
        QString folder; ///< absolute; has to be there. Empty: what was asked for before is dropped
        BackupShelf::Kept kept = {};
        std::optional<BackupKey> key = {}; ///< encrypts them
    };

    ScheduledBackup(Pipeline &pipeline, const Store &store, const Clock &clock, Settings settings);

    /// Before the queue's start().
    void registerWith(JobQueue &queue);
    /// Asks for one. Nothing if the one before is not done yet. Blocks until that is durable.
    Result<void> request(JobQueue &queue);
    /// What its last attempt failed by, as long as none has succeeded since; empty: all is well. Any connection.
    static Result<QString> failure(Connection &connection);
    /// Ends a running one, which begins anew with the next start. Any thread.
    void cancel() { m_cancelled = true; }

private:
    Result<void> run(const Job &job);
    Result<backup::Summary> write(const QString &target) const;
    void tell(const Job &job, const QString &key, const Error &error) const;

    Pipeline &m_pipeline;
    const Store &m_store;
    const Clock &m_clock;
    const Settings m_settings;
    std::atomic<bool> m_cancelled = false;
};

}
