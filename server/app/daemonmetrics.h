// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/api/transport/metrics.h"
#include "shared/base/clock.h"
#include "shared/base/result.h"

#include <QList>
#include <QTime>

#include <functional>

namespace tandem::server {

class FileScanner;
class FileStore;
class Pipeline;
class Store;

/// Brings the figures of pipeline, attached files and backups into the metrics, when somebody looks.
class DaemonMetrics
{
public:
    struct Sources
    {
        const Pipeline &pipeline;
        const Store &store;
        FileStore &files;
        const Clock &clock;
        QList<QTime> backupTimes; ///< of the schedule; empty: there is none
        std::function<int()> liveSessions;
        const FileScanner *scanner = nullptr; ///< null: there is none
    };

    DaemonMetrics(Metrics &metrics, Sources sources);

    /// One thread at a time.
    void update();

private:
    void updatePipeline();
    void updateFiles();
    Result<void> updateBackups();

    const Sources m_sources;
    Metrics::Counter &m_applied;
    Metrics::Counter &m_rejected;
    Metrics::Counter &m_conflicted;
    Metrics::Counter &m_commits;
    Metrics::Counter &m_failedCommits;
    Metrics::Gauge &m_waiting;
    Metrics::Gauge &m_lastSeq;
    Metrics::Gauge &m_readOnly;
    Metrics::Gauge &m_sessions;
    Metrics::Gauge &m_fileBytes;
    Metrics::Gauge &m_fileQuota;
    Metrics::Gauge &m_fileDiskFree;
    Metrics::Gauge &m_fileDiskReserve;
    Metrics::Gauge &m_fileUnchecked;
    Metrics::Gauge &m_fileRescan;
    Metrics::Gauge &m_backupAge;
    Metrics::Gauge &m_backupBytes;
    Metrics::Gauge &m_backupFailing;
    Metrics::Gauge &m_backupOverdue;
};

}
