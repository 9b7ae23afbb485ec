// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/ctl/backupcommands.h"

#include "server/ctl/commandsupport.h"
#include "server/jobs/backup.h"

#include <QFileInfo>

namespace tandem::server {

namespace {

QString damagedText(int damaged)
{
    if (damaged == 0)
        return {};
    return QLatin1Char('\n')
        + ctlText(QT_TRANSLATE_NOOP("tandemctl",
                      "Attached files that are damaged on the server, taken as they are: %1. Its log names them."))
              .arg(damaged);
}

/// What it has in common with the backup before takes no room.
QString sharedText(int shared)
{
    if (shared == 0)
        return {};
    return QLatin1Char('\n')
        + ctlText(QT_TRANSLATE_NOOP("tandemctl", "Attached files shared with the backup before: %1")).arg(shared);
}

QString missingText(int missing)
{
    if (missing == 0)
        return {};
    return QLatin1Char('\n')
        + ctlText(QT_TRANSLATE_NOOP("tandemctl",
                      "Attached files that records name and that are not in it, since the server has lost them or its "
                      "virus scanner has locked them away: %1"))
              .arg(missing);
}

Result<std::optional<BackupKey>> keyOf(const CommandLine &line)
{
    return BackupKey::read(
        line.options.value(QStringLiteral("key-file"), qEnvironmentVariable("TANDEM_BACKUP_KEY_FILE")));
}

QString restoredText(const backup::Summary &summary, bool verifyOnly)
{
    const QString words = verifyOnly ? ctlText(QT_TRANSLATE_NOOP("tandemctl",
                              "The backup is whole: %1 files, %2; its database opens and has %3 rows in %4 tables."))
                                     : ctlText(QT_TRANSLATE_NOOP("tandemctl",
                                         "The backup is restored: %1 files, %2, %3 rows in %4 tables, into %5."));
    const QString text = words.arg(summary.files).arg(sizeText(summary.bytes)).arg(summary.rows).arg(summary.tables);
    return (verifyOnly ? text : text.arg(summary.folder)) + missingText(summary.missing.value_or(0));
}

CommandResult restoreFailure(const Error &error)
{
    CommandResult result = commandFailure(error);
    if (error.reason == QLatin1String("folderNotEmpty"))
        result.text += QLatin1Char(' ')
            + ctlText(QT_TRANSLATE_NOOP("tandemctl",
                "A backup is restored into a folder of its own: stop the daemon and move the old folder away first."));
    return result;
}

}

void writeBackup(const CommandLine &line, const CommandDoneHandler &done)
{
    QJsonObject body{{QStringLiteral("incremental"), line.options.contains(QStringLiteral("incremental"))}};
    if (!line.arguments.isEmpty())
        body.insert(QStringLiteral("target"), QFileInfo(line.arguments.first()).absoluteFilePath());
    askDaemon(line, QStringLiteral("/control/backup"), body, done, [](const QJsonObject &answer) {
        const int damaged = answer.value(QLatin1String("damaged")).toInt();
        const QString words = ctlText(QT_TRANSLATE_NOOP("tandemctl", "Backup written and verified: %1 (%2 files, %3)"))
                                  .arg(answer.value(QLatin1String("target")).toString())
                                  .arg(answer.value(QLatin1String("files")).toInt())
                                  .arg(sizeText(answer.value(QLatin1String("bytes")).toInteger()));
        return CommandResult{damaged == 0 ? CommandDone : CommandFindings,
            words + sharedText(answer.value(QLatin1String("shared")).toInt()) + damagedText(damaged)
                + missingText(answer.value(QLatin1String("missing")).toInt()),
            answer};
    });
}

void restore(const CommandLine &line, const CommandDoneHandler &done)
{
    const QString folder = line.arguments.first();
    const bool verifyOnly = line.options.contains(QStringLiteral("verify"));
    const auto database = databaseOf(line);
    if (!database)
        return done(commandFailure(database.error()));
    const auto key = keyOf(line);
    if (!key)
        return done(commandFailure(key.error()));
    const auto summary =
        verifyOnly ? backup::rehearse(folder, *key) : backup::restore(folder, line.dataFolder, *database, *key);
    if (!summary)
        return done(restoreFailure(summary.error()));
    done({CommandDone, restoredText(*summary, verifyOnly),
        {{QStringLiteral("files"), summary->files}, {QStringLiteral("bytes"), summary->bytes},
            {QStringLiteral("tables"), summary->tables}, {QStringLiteral("rows"), summary->rows},
            {QStringLiteral("missing"), summary->missing.value_or(0)}, {QStringLiteral("folder"), summary->folder}}});
}

}
