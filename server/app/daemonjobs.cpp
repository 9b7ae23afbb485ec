// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/app/daemonjobs.h"

#include "server/jobs/recyclebin.h"
#include "server/jobs/retention.h"
#include "server/jobs/stagereminders.h"

#include <QLoggingCategory>

#include <algorithm>

namespace tandem::server {

namespace {

Q_LOGGING_CATEGORY(log, "tandem.daemon", QtInfoMsg)

constexpr qint64 hour = 3'600'000;

}

DaemonJobs::DaemonJobs(const Parts &parts)
    : m_parts(parts)
    , m_backup(parts.pipeline, parts.store, parts.clock,
          {parts.configuration.backupFolder, {parts.configuration.backupKeep, parts.configuration.backupKeepWeekly},
              parts.backupKey})
    , m_revert({parts.pipeline, parts.access, parts.store, parts.clock})
    , m_queue(parts.pipeline, parts.store, parts.clock)
    , m_scheduler(parts.pipeline, parts.store, parts.clock)
{
}

Result<void> DaemonJobs::start()
{
    m_backup.registerWith(m_queue);
    m_revert.registerWith(m_queue);
    schedule();
    TANDEM_TRY(m_queue.start());
    m_scheduler.start();
    return {};
}

void DaemonJobs::schedule()
{
    m_scheduler.every(QStringLiteral("stageReminders"), hour, [this]() -> Result<void> {
        TANDEM_ASSIGN(const int sent, sendStageReminders(m_parts.pipeline, m_parts.store, m_parts.clock));
        qCDebug(log) << "stage reminders sent:" << sent;
        return {};
    });
    m_scheduler.every(QStringLiteral("retention"), 24 * hour, [this] { return applyRetention(); });
    if (m_parts.configuration.backupFolder.isEmpty()) {
        qCWarning(log) << "no scheduled backups: backupFolder is not set";
        return;
    }
    m_scheduler.daily(
        QStringLiteral("backup"), m_parts.configuration.backupTimes, [this] { return m_backup.request(m_queue); });
}

/// The recycle bin first: what its files leave behind goes in the same run.
Result<void> DaemonJobs::applyRetention()
{
    const int binDays = m_parts.configuration.recycleBinDays;
    const int historyDays = m_parts.configuration.historyDays;
    TANDEM_ASSIGN(
        const LivedDays lived, LivedDays::addOne(m_parts.pipeline, m_parts.clock, std::max(binDays, historyDays)));
    if (const auto before = lived.before(binDays); before && binDays > 0)
        emptyRecycleBin(*before);
    // A clock that is wrong for an hour would sign everybody out, and forget what laptops were answered.
    if (m_stopping || !lived.isSteady())
        return {};
    Retention retention;
    if (const auto before = lived.before(historyDays); before && historyDays > 0)
        retention.historyBefore = before->at;
    return server::applyRetention(m_parts.pipeline, m_parts.authenticator, m_parts.store, retention, m_parts.clock);
}

/// Keeps nothing else from its turn.
void DaemonJobs::emptyRecycleBin(const LivedDay &before)
{
    const auto removed = server::emptyRecycleBin({m_parts.pipeline, m_parts.store, m_parts.clock, m_stopping}, before);
    if (removed && *removed > 0)
        qCInfo(log) << "records removed from the recycle bin:" << *removed;
    else if (!removed && removed.error().code != ErrorCode::Cancelled)
        qCWarning(log).noquote() << "the recycle bin was not emptied:" << removed.error().toLog();
}

void DaemonJobs::stop()
{
    m_stopping = true;
    m_backup.cancel();
    m_revert.cancel();
    m_queue.stop();
    m_scheduler.stop();
}

}
