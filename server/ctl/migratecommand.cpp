// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/ctl/migratecommand.h"

#include "server/ctl/commandsupport.h"
#include "server/jobs/migration.h"

#include <QDir>
#include <QRegularExpression>

namespace tandem::server {

namespace {

CommandResult migrationFailure(const Error &error)
{
    CommandResult result = commandFailure(error);
    if (error.reason == QLatin1String("folderInUse"))
        result.text += QLatin1Char(' ')
            + ctlText(QT_TRANSLATE_NOOP(
                "tandemctl", "Stop the daemon first: laptops go on working meanwhile and send later what is typed."));
    return result;
}

/// What the configuration has to say from now on. A password is left to the file that it is read from.
QString configurationLines(const QString &url, const QString &filesFolder)
{
    // No QUrl: for libpq a URL may be without a host.
    static const QRegularExpression beforeTheHost(QStringLiteral("(?<=://)([^:/?@]*):[^@/]*(?=@)"));
    static const QRegularExpression amongTheRest(QStringLiteral("[?&]password=[^&]*"));
    QString address = QString(url).replace(beforeTheHost, QStringLiteral("\\1")).remove(amongTheRest);
    const qsizetype rest = address.indexOf(QLatin1Char('&'));
    if (rest >= 0 && !address.contains(QLatin1Char('?')))
        address[rest] = QLatin1Char('?');
    QString lines = QLatin1String("database = ") + address;
    if (!filesFolder.isEmpty())
        lines += QLatin1String("\nfilesFolder = ") + filesFolder;
    return lines;
}

/// Absolute; empty: not given.
QString folderOption(const CommandLine &line, const char *name)
{
    const QString folder = line.options.value(QLatin1String(name));
    return folder.isEmpty() ? QString() : QDir(folder).absolutePath();
}

QString migratedText(const migration::Summary &summary)
{
    QString text = ctlText(QT_TRANSLATE_NOOP("tandemctl",
                               "The company is in PostgreSQL: %1 rows in %2 tables and %3 attached files were copied, "
                               "each compared with the original."))
                       .arg(summary.rows)
                       .arg(summary.tables)
                       .arg(summary.files);
    if (summary.damaged > 0)
        text += QLatin1Char('\n')
            + ctlText(QT_TRANSLATE_NOOP("tandemctl", "Attached files that were damaged before, taken as they are: %1"))
                  .arg(summary.damaged);
    return text;
}

}

void migrate(const CommandLine &line, const CommandDoneHandler &done)
{
    const QString url = line.options.value(QStringLiteral("to"));
    if (url.isEmpty())
        return done(commandWrong(ctlText(QT_TRANSLATE_NOOP("tandemctl", "--to is missing: the database to move to.")),
            QStringLiteral("tandemctl migrate --to postgresql://user@host/name")));
    const auto database = databaseAt(line, url);
    if (!database)
        return done(commandFailure(database.error()));
    const QString filesFolder = folderOption(line, "files");
    const auto summary =
        migration::toPostgresql(line.dataFolder, *database, {folderOption(line, "files-from"), filesFolder});
    if (!summary)
        return done(migrationFailure(summary.error()));
    const QString configuration = configurationLines(url, filesFolder);
    const QString next = ctlText(QT_TRANSLATE_NOOP("tandemctl",
        "The old database is as it was; move it away. Put this into the configuration and start the daemon:"));
    done({summary->damaged == 0 ? CommandDone : CommandFindings,
        migratedText(*summary) + QLatin1Char('\n') + next + QLatin1Char('\n') + configuration,
        {{QStringLiteral("tables"), summary->tables}, {QStringLiteral("rows"), summary->rows},
            {QStringLiteral("files"), summary->files}, {QStringLiteral("bytes"), summary->bytes},
            {QStringLiteral("damaged"), summary->damaged}, {QStringLiteral("configuration"), configuration}}});
}

}
