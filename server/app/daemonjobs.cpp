// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/app/daemonjobs.h"

#include "server/jobs/retention.h"
#include "server/jobs/stagereminders.h"

#include <QLoggingCategory>

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
    m_scheduler.every(QStringLiteral("retention"), 24 * hour, [this] {
        Retention retention;
        retention.historyDays = m_parts.configuration.historyDays;
        return applyRetention(m_parts.pipeline, m_parts.authenticator, m_parts.store, retention, m_parts.clock);
    });
    if (m_parts.configuration.backupFolder.isEmpty()) {
        qCWarning(log) << "no scheduled backups: backupFolder is not set";
        return;
    }
    m_scheduler.daily(
        QStringLiteral("backup"), m_parts.configuration.backupTimes, [this] { return m_backup.request(m_queue); });
}

void DaemonJobs::stop()
{
    m_backup.cancel();
    m_revert.cancel();
    m_queue.stop();
    m_scheduler.stop();
}

}
