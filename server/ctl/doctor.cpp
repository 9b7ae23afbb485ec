// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/ctl/doctor.h"

#include "server/ctl/attachedfiles.h"
#include "server/ctl/backupage.h"
#include "server/ctl/commandsupport.h"
#include "server/jobs/backupdue.h"
#include "server/jobs/jobstore.h"
#include "server/jobs/lastbackup.h"
#include "server/jobs/notedsettings.h"
#include "server/store/store.h"
#include "shared/base/bytesize.h"
#include "shared/database/entitycolumns.h"
#include "shared/database/integrity.h"
#include "shared/database/postgresql/opendatabase.h"
#include "shared/database/schemabuilder.h"
#include "shared/entities/shipped.h"

#include <QDateTime>
#include <QFile>
#include <QSslCertificate>
#include <QStorageInfo>

#include <optional>

namespace tandem::server {

namespace {

constexpr int warnDays = 30;
constexpr qint64 warnBytes = 1024 * MiB;

Finding finding(const char *check, Finding::Level level, const QString &words)
{
    return {QLatin1String(check), level, words};
}

Finding checkFile(Connection &connection)
{
    if (const Result<void> whole = checkIntegrity(connection); !whole) {
        const bool damaged = whole.error().code == ErrorCode::Corrupt;
        return finding("database", Finding::Level::Bad,
            damaged ? ctlText(QT_TRANSLATE_NOOP("tandemctl", "The database is damaged. Restore a backup."))
                    : whole.error().toLog());
    }
    return finding("database", Finding::Level::Good, ctlText(QT_TRANSLATE_NOOP("tandemctl", "The database is whole.")));
}

QString standbysText(qint64 count, const QString &awaited)
{
    if (count == 0)
        return ctlText(QT_TRANSLATE_NOOP("tandemctl", "No standby follows it."));
    const QString text = awaited.isEmpty()
        ? ctlText(QT_TRANSLATE_NOOP("tandemctl",
            "Standbys that follow it: %1; no commit waits for them, so a failover may lose the last ones."))
        : ctlText(QT_TRANSLATE_NOOP("tandemctl", "Standbys that follow it: %1; commits wait for them."));
    return text.arg(count);
}

/// Its files are its server's to check.
Finding checkServer(Connection &connection)
{
    auto statement = connection.prepare(
        QStringLiteral("SELECT current_setting('server_version'), (SELECT count(*) FROM pg_stat_replication), "
                       "current_setting('synchronous_standby_names')"));
    const auto row = statement ? statement->step() : statement.error();
    if (!row)
        return finding("database", Finding::Level::Bad, row.error().toLog());
    const QString words = ctlText(QT_TRANSLATE_NOOP("tandemctl", "PostgreSQL %1 answers at %2. %3"));
    return finding("database", Finding::Level::Good,
        words.arg(statement->text(0), connection.server(), standbysText(statement->integer(1), statement->text(2))));
}

/// Why no server was reached that is of use; libpq's own words name each one that it tried.
QString openingText(const Error &error)
{
    if (error.reason != QLatin1String("noPrimary"))
        return error.toLog();
    return ctlText(QT_TRANSLATE_NOOP("tandemctl", "None of the database's servers answers and takes changes: %1"))
        .arg(error.detail);
}

Finding checkSchema(Connection &connection)
{
    const auto registry = loadShipped();
    if (!registry)
        return finding("schema", Finding::Level::Bad, registry.error().toLog());
    QStringList missing;
    for (const EntityDef &entity : (*registry)->entities()) {
        const auto present = SchemaBuilder::columnsInTable(connection, entity.table);
        if (!present)
            return finding("schema", Finding::Level::Bad, present.error().toLog());
        const EntityColumns columns(entity);
        for (const QString &column : columns.names()) {
            if (!present->contains(column))
                missing.append(entity.table + QLatin1Char('.') + column);
        }
    }
    if (missing.isEmpty())
        return finding("schema", Finding::Level::Good,
            ctlText(QT_TRANSLATE_NOOP("tandemctl", "All tables and columns are there.")));
    return finding("schema", Finding::Level::Warning,
        ctlText(QT_TRANSLATE_NOOP("tandemctl", "Missing until the next start of the daemon: %1"))
            .arg(missing.join(QLatin1String(", "))));
}

Finding checkCertificate(const QString &dataFolder)
{
    const auto certificates = QSslCertificate::fromPath(dataFolder + QLatin1String("/certificate.pem"));
    if (certificates.isEmpty())
        return finding("certificate", Finding::Level::Warning,
            ctlText(QT_TRANSLATE_NOOP("tandemctl", "There is no certificate in the data folder.")));
    const QDateTime expiry = certificates.first().expiryDate();
    const bool soon = expiry < QDateTime::currentDateTimeUtc().addDays(warnDays);
    return finding("certificate", soon ? Finding::Level::Warning : Finding::Level::Good,
        ctlText(QT_TRANSLATE_NOOP("tandemctl", "The certificate is valid until %1."))
            .arg(expiry.date().toString(Qt::ISODate)));
}

Finding checkDisk(const QString &dataFolder)
{
    const qint64 free = QStorageInfo(dataFolder).bytesAvailable();
    return finding("disk", free < warnBytes ? Finding::Level::Warning : Finding::Level::Good,
        ctlText(QT_TRANSLATE_NOOP("tandemctl", "%1 MB are free on the disk.")).arg(free / 1024 / 1024));
}

/// Until a daemon of this version has started there are none, and nothing is judged by them.
NotedSettings settingsOf(Connection &connection)
{
    const auto noted = notedsettings::read(connection);
    return noted && *noted ? **noted : NotedSettings();
}

Finding checkFiles(const NotedSettings &settings, const QString &dataFolder)
{
    const QString folder = settings.filesFolder.isEmpty() ? Store::filesPath(dataFolder) : settings.filesFolder;
    const FileRoom::Figures room{FileRoom::count(folder), FileRoom::freeBytes(folder), settings.fileLimits};
    const AttachedFiles files(room);
    return finding("files", files.isWorrying() ? Finding::Level::Warning : Finding::Level::Good, files.text());
}

Finding checkBackup(Connection &connection, const NotedSettings &settings)
{
    const auto last = lastbackup::read(connection);
    if (!last)
        return finding("backup", Finding::Level::Bad, last.error().toLog());
    if (!*last)
        return finding("backup", Finding::Level::Warning, BackupAge().text({}, 0));
    const backup::Summary &summary = **last;
    if (!QFile::exists(summary.folder + QLatin1String("/manifest.json")))
        return finding("backup", Finding::Level::Warning,
            ctlText(QT_TRANSLATE_NOOP("tandemctl", "The last backup is not at its place any more: %1"))
                .arg(summary.folder));
    const Timestamp now = SystemClock::instance().now();
    const BackupAge age((now - summary.createdAt) / 1000);
    if (isBackupOverdue(settings.backupTimes, summary.createdAt, now))
        return finding("backup", Finding::Level::Warning,
            ctlText(QT_TRANSLATE_NOOP("tandemctl", "The scheduled backup is overdue. %1"))
                .arg(age.text(summary.folder, summary.bytes)));
    return finding("backup", age.isWorrying() ? Finding::Level::Warning : Finding::Level::Good,
        age.text(summary.folder, summary.bytes));
}

/// A daemon that was killed in the midst of an encrypted backup cannot take its copy away, and with PostgreSQL nobody
/// expects one in the data folder.
std::optional<Finding> removeLeftovers(const QString &dataFolder)
{
    const QStringList found = backup::leftovers(dataFolder);
    if (found.isEmpty())
        return std::nullopt;
    backup::removeLeftovers(dataFolder);
    const QStringList left = backup::leftovers(dataFolder);
    const QString words = left.isEmpty()
        ? ctlText(QT_TRANSLATE_NOOP("tandemctl",
            "A backup that was interrupted had left the database here, not encrypted. It was removed just now: %1"))
        : ctlText(QT_TRANSLATE_NOOP("tandemctl",
            "A backup that was interrupted left the database here, not encrypted. It cannot be removed: %1"));
    return finding(
        "backup", Finding::Level::Warning, words.arg((left.isEmpty() ? found : left).join(QLatin1String(", "))));
}

Finding checkJobs(Connection &connection)
{
    const auto dead = JobStore(connection).dead(1000);
    if (!dead)
        return finding("jobs", Finding::Level::Bad, dead.error().toLog());
    if (dead->empty())
        return finding(
            "jobs", Finding::Level::Good, ctlText(QT_TRANSLATE_NOOP("tandemctl", "No job has failed for good.")));
    return finding("jobs", Finding::Level::Warning,
        ctlText(QT_TRANSLATE_NOOP(
                    "tandemctl", "Jobs that failed for good: %1. “tandemctl jobs” lists them. The newest: %2"))
            .arg(dead->size())
            .arg(dead->front().error));
}

}

std::vector<Finding> examine(const QString &dataFolder, const DatabaseAddress &database)
{
    std::vector<Finding> findings;
    const DatabaseAddress address = forReading(database, dataFolder);
    if (!address.isPostgresql() && !QFile::exists(address.url)) {
        findings.push_back(finding("database", Finding::Level::Bad,
            ctlText(QT_TRANSLATE_NOOP("tandemctl", "There is no database in %1.")).arg(dataFolder)));
        return findings;
    }
    const auto connection = openDatabase(address);
    if (connection) {
        findings.push_back(address.isPostgresql() ? checkServer(**connection) : checkFile(**connection));
        findings.push_back(checkSchema(**connection));
        const NotedSettings settings = settingsOf(**connection);
        findings.push_back(checkBackup(**connection, settings));
        findings.push_back(checkFiles(settings, dataFolder));
        findings.push_back(checkJobs(**connection));
    } else {
        findings.push_back(finding("database", Finding::Level::Bad, openingText(connection.error())));
    }
    if (const auto left = removeLeftovers(dataFolder))
        findings.push_back(*left);
    findings.push_back(checkCertificate(dataFolder));
    findings.push_back(checkDisk(dataFolder));
    return findings;
}

}
