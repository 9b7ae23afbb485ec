// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/access/authenticator.h"
#include "server/app/configuration.h"
#include "server/jobs/jobqueue.h"
#include "server/jobs/liveddays.h"
#include "server/jobs/revert.h"
#include "server/jobs/scheduledbackup.h"
#include "server/jobs/scheduler.h"

#include <atomic>

namespace tandem::server {

/// What the server does by itself: the schedule, and the jobs that it or others ask for.
class DaemonJobs
{
public:
    struct Parts
    {
        const Configuration &configuration;
        Pipeline &pipeline;
        AccessResolver &access;
        Authenticator &authenticator;
        const Store &store;
        const Clock &clock;
        std::optional<BackupKey> backupKey;
    };

    explicit DaemonJobs(const Parts &parts);

    Result<void> start(); ///< Error: as JobQueue::start()
    /// Ends a running backup or revert, or the emptying of the recycle bin; waits for everything else that runs.
    void stop();

    JobQueue &queue() { return m_queue; }

private:
    void schedule();
    Result<void> applyRetention();
    void emptyRecycleBin(const LivedDay &before);

    const Parts m_parts;
    std::atomic<bool> m_stopping = false;
    ScheduledBackup m_backup;
    Revert m_revert;
    JobQueue m_queue;
    Scheduler m_scheduler;
};

}
