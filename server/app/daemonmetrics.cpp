// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/app/daemonmetrics.h"

#include "server/jobs/backupdue.h"
#include "server/jobs/filescanner.h"
#include "server/jobs/lastbackup.h"
#include "server/jobs/scheduledbackup.h"
#include "server/records/pipeline.h"
#include "server/store/filestore.h"
#include "server/store/store.h"

#include <QLoggingCategory>

namespace tandem::server {

namespace {

Q_LOGGING_CATEGORY(log, "tandem.daemon", QtInfoMsg)

Metrics::Counter &mutations(Metrics &metrics, const char *outcome)
{
    return metrics.counter("tandem_mutations_total", "Mutations by outcome.", QByteArray("outcome=\"") + outcome + '"');
}

void raise(Metrics::Counter &counter, qint64 to)
{
    counter.add(quint64(to) - counter.value());
}

}

DaemonMetrics::DaemonMetrics(Metrics &metrics, Sources sources)
    : m_sources(std::move(sources))
    , m_applied(mutations(metrics, "applied"))
    , m_rejected(mutations(metrics, "rejected"))
    , m_conflicted(mutations(metrics, "conflicted"))
    , m_commits(metrics.counter("tandem_commits_total", "Commits of the writer."))
    , m_failedCommits(metrics.counter("tandem_failed_commits_total", "Commits that failed."))
    , m_waiting(metrics.gauge("tandem_mutations_waiting", "Mutations in the writer's queue."))
    , m_lastSeq(metrics.gauge("tandem_last_seq", "Number of the newest change."))
    , m_readOnly(metrics.gauge("tandem_read_only", "1 while writes fail, for example by a full disk."))
    , m_sessions(metrics.gauge("tandem_live_sessions", "Signed-in desktop clients."))
    , m_fileBytes(metrics.gauge("tandem_attached_files_bytes", "What attached files take."))
    , m_fileQuota(metrics.gauge("tandem_attached_files_quota_bytes", "What they may take; 0: no limit."))
    , m_fileDiskFree(metrics.gauge("tandem_attached_files_disk_free_bytes", "Free on their disk; -1: unknown."))
    , m_fileDiskReserve(metrics.gauge("tandem_attached_files_disk_reserve_bytes", "What they leave free there."))
    , m_fileUnchecked(metrics.gauge("tandem_attached_files_unchecked", "What the virus scanner has not looked at yet."))
    , m_fileRescan(metrics.gauge("tandem_attached_files_rescan",
          "Files that are handed out and the virus scanner has never looked at, or too long ago."))
    , m_backupAge(metrics.gauge("tandem_last_backup_age_seconds", "Age of the last good backup; -1: there is none."))
    , m_backupBytes(metrics.gauge("tandem_last_backup_bytes", "Size of the last good backup."))
    , m_backupFailing(metrics.gauge("tandem_backup_failing", "1 while the scheduled backup fails."))
    , m_backupOverdue(metrics.gauge("tandem_backup_overdue", "1 when a scheduled backup should be there and is not."))
{
}

void DaemonMetrics::update()
{
    updatePipeline();
    updateFiles();
    if (const auto updated = updateBackups(); !updated)
        qCWarning(log).noquote() << "the figures of backups cannot be read:" << updated.error().toLog();
}

void DaemonMetrics::updatePipeline()
{
    const Pipeline::Figures figures = m_sources.pipeline.figures();
    raise(m_applied, figures.applied);
    raise(m_rejected, figures.rejected);
    raise(m_conflicted, figures.conflicted);
    raise(m_commits, figures.commits);
    raise(m_failedCommits, figures.failedCommits);
    m_waiting.set(figures.waiting);
    m_lastSeq.set(figures.lastSeq);
    m_readOnly.set(figures.writeError ? 1 : 0);
    m_sessions.set(m_sources.liveSessions());
}

void DaemonMetrics::updateFiles()
{
    const FileRoom::Figures room = m_sources.files.room();
    m_fileBytes.set(room.used);
    m_fileQuota.set(room.limits.quota);
    m_fileDiskFree.set(room.free);
    m_fileDiskReserve.set(room.limits.reserve);
    m_fileUnchecked.set(m_sources.files.quarantine().waitingCount());
    m_fileRescan.set(m_sources.scanner ? m_sources.scanner->leftToRescan() : 0);
}

Result<void> DaemonMetrics::updateBackups()
{
    TANDEM_ASSIGN(const auto reader, m_sources.store.openReader());
    TANDEM_ASSIGN(const auto last, lastbackup::read(*reader));
    TANDEM_ASSIGN(const QString failure, ScheduledBackup::failure(*reader));
    const Timestamp now = m_sources.clock.now();
    const Timestamp lastAt = last ? last->createdAt : 0;
    m_backupAge.set(last ? (now - lastAt) / 1000 : -1);
    m_backupBytes.set(last ? last->bytes : 0);
    m_backupFailing.set(failure.isEmpty() ? 0 : 1);
    m_backupOverdue.set(isBackupOverdue(m_sources.backupTimes, lastAt, now) ? 1 : 0);
    return {};
}

}
