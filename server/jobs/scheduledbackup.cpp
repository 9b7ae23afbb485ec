// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/jobs/scheduledbackup.h"

#include "server/jobs/administratornotice.h"
#include "server/jobs/lastbackup.h"
#include "shared/base/errortext.h"

#include <QFileInfo>
#include <QLoggingCategory>

namespace tandem::server {

namespace {

Q_LOGGING_CATEGORY(log, "tandem.backup", QtInfoMsg)

const QString kind = QStringLiteral("backup");
const QString nameKey = QStringLiteral("name");
const QString generationKey = QStringLiteral("generation");

}

ScheduledBackup::ScheduledBackup(Pipeline &pipeline, const Store &store, const Clock &clock, Settings settings)
    : m_pipeline(pipeline)
    , m_store(store)
    , m_clock(clock)
    , m_settings(std::move(settings))
{
}

void ScheduledBackup::registerWith(JobQueue &queue)
{
    queue.handle(
        kind, [this](const Job &job) { return run(job); },
        [this](const Job &job, const Error &error) {
            if (job.dead)
                tell(job, QStringLiteral("backupGivenUp"), error);
            else if (job.attempts == 1)
                tell(job, QStringLiteral("backupFailed"), error);
        });
}

/// The name is chosen now, so that whatever interrupts the job, its next attempt takes the place of this one.
Result<void> ScheduledBackup::request(JobQueue &queue)
{
    const Timestamp now = m_clock.now();
    const Job job{newRecordId(m_clock), kind,
        {{nameKey, BackupShelf::nameFor(now)}, {generationKey, toText(m_store.generation())}}, 0, now, {}, false};
    Result<void> added = writeAndWait(m_pipeline, [&job](Connection &connection) -> Result<void> {
        JobStore jobs(connection);
        TANDEM_ASSIGN(const bool waiting, jobs.isWaiting(kind));
        return waiting ? Result<void>() : jobs.add(job);
    });
    queue.wake();
    return added;
}

Result<QString> ScheduledBackup::failure(Connection &connection)
{
    return JobStore(connection).failureOf(kind);
}

Result<void> ScheduledBackup::run(const Job &job)
{
    // The job table comes back with a restored backup, and with it the very job that wrote that backup.
    if (m_settings.folder.isEmpty() || job.payload.value(generationKey).toString() != toText(m_store.generation()))
        return {};
    const BackupShelf shelf(m_settings.folder, m_store.generation());
    TANDEM_TRY(shelf.check());
    TANDEM_ASSIGN(const backup::Summary summary, write(shelf.path(job.payload.value(nameKey).toString())));
    TANDEM_TRY(writeAndWait(m_pipeline, [&summary](Connection &connection) -> Result<void> {
        TANDEM_TRY(lastbackup::remember(connection, summary));
        // What an older one failed by is settled by this one.
        return JobStore(connection).removeDead(kind);
    }));
    qCInfo(log).noquote() << "written and verified:" << summary.folder << summary.files << "files," << summary.bytes
                          << "bytes";
    if (job.attempts > 0)
        tell(job, QStringLiteral("backupWorksAgain"), {});
    const auto removed = shelf.prune(m_settings.kept, summary.folder);
    if (!removed)
        qCWarning(log).noquote() << "old backups stay:" << removed.error().toLog();
    else if (*removed > 0)
        qCInfo(log).noquote() << "old backups removed:" << *removed;
    return {};
}

/// Attached files are shared with the newest of those that are there already.
Result<backup::Summary> ScheduledBackup::write(const QString &target) const
{
    // Complete already: the process ended before that was noted.
    if (const auto present = backup::describe(target);
        present && present->origin == backup::Origin::Schedule && present->generation == m_store.generation())
        return backup::verify(target, m_settings.key);
    backup::Options options{backup::Origin::Schedule, m_settings.key, {}, &m_cancelled};
    if (const auto earlier = BackupShelf(m_settings.folder, m_store.generation()).own(); !earlier.empty())
        options.earlier = earlier.front().folder;
    TANDEM_ASSIGN(const backup::Summary written, backup::create(m_store, target, m_clock, options));
    return backup::verify(written.folder, m_settings.key);
}

void ScheduledBackup::tell(const Job &job, const QString &key, const Error &error) const
{
    AdministratorNotice notice;
    notice.key = key;
    notice.name = toText(job.id);
    notice.arguments = {{QStringLiteral("folder"), m_settings.folder}, {QStringLiteral("attempts"), job.attempts},
        {QStringLiteral("reason"), error.reason}};
    notice.text = error.reason.isEmpty() ? QStringLiteral("The backup works again.")
                                         : QStringLiteral("The backup failed: %1").arg(errorText(error));
    if (const auto told = notifyAdministrators(m_pipeline, m_store, m_clock, notice); !told)
        qCWarning(log).noquote() << "administrators could not be told:" << told.error().toLog();
}

}
