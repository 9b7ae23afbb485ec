// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/ctl/operationcommands.h"

#include "server/ctl/attachedfiles.h"
#include "server/ctl/backupage.h"
#include "server/ctl/commandsupport.h"
#include "server/ctl/doctor.h"

#include <QJsonArray>

namespace tandem::server {

namespace {

QString writingText(const QJsonObject &status)
{
    if (!status.value(QLatin1String("readOnly")).toBool())
        return ctlText(QT_TRANSLATE_NOOP("tandemctl", "Changes are taken."));
    return ctlText(QT_TRANSLATE_NOOP("tandemctl", "No changes are taken: %1 It is tried again all the time."))
        .arg(status.value(QLatin1String("writeError")).toObject().value(QLatin1String("message")).toString());
}

/// Of several servers the one that is asked now.
QString databaseText(const QString &server)
{
    return server.isEmpty()
        ? QString()
        : QLatin1Char('\n') + ctlText(QT_TRANSLATE_NOOP("tandemctl", "Database: PostgreSQL at %1")).arg(server);
}

/// With the place of the mistake; empty where there is none.
QString definitionsText(const QJsonObject &error)
{
    return error.isEmpty()
        ? QString()
        : ctlText(
            QT_TRANSLATE_NOOP("tandemctl", "The definitions are not right, those of an earlier start are used: %1: %2"))
              .arg(error.value(QLatin1String("field")).toString(), error.value(QLatin1String("message")).toString());
}

QString jobsText(const QJsonObject &jobs)
{
    const qint64 dead = jobs.value(QLatin1String("dead")).toInteger();
    const QString text = ctlText(QT_TRANSLATE_NOOP("tandemctl", "Jobs: %1 waiting, %2 failed for good"))
                             .arg(jobs.value(QLatin1String("waiting")).toInteger())
                             .arg(dead);
    return dead == 0 ? text : text + ctlText(QT_TRANSLATE_NOOP("tandemctl", " (see tandemctl jobs)"));
}

AttachedFiles filesOf(const QJsonObject &files)
{
    const auto bytes = [&files](const char *key) {
        return files.value(QLatin1String(key)).toInteger();
    };
    return AttachedFiles({bytes("usedBytes"), bytes("freeBytes"), {bytes("quotaBytes"), bytes("reserveBytes")}});
}

QString filesText(const QJsonObject &files)
{
    const qint64 unchecked = files.value(QLatin1String("unchecked")).toInteger();
    const QString text = filesOf(files).text();
    return unchecked == 0 ? text
                          : text + QLatin1Char('\n')
            + ctlText(QT_TRANSLATE_NOOP("tandemctl", "Files that the virus scanner has not looked at yet: %1"))
                  .arg(unchecked);
}

/// Empty where there is none.
QString searchText(const QJsonObject &search)
{
    if (search.isEmpty())
        return {};
    const QJsonObject error = search.value(QLatin1String("error")).toObject();
    if (!error.isEmpty())
        return ctlText(QT_TRANSLATE_NOOP("tandemctl", "The search index does not go on: %1"))
            .arg(error.value(QLatin1String("message")).toString());
    const QString text = search.value(QLatin1String("whole")).toBool()
        ? ctlText(QT_TRANSLATE_NOOP("tandemctl", "Search index: whole, at change %1"))
        : ctlText(QT_TRANSLATE_NOOP("tandemctl", "Search index: being made, at change %1"));
    return text.arg(search.value(QLatin1String("position")).toInteger());
}

CommandResult statusResult(const QJsonObject &status)
{
    const QJsonObject last = status.value(QLatin1String("backup")).toObject();
    const BackupAge age = last.isEmpty() ? BackupAge() : BackupAge(last.value(QLatin1String("ageSeconds")).toInteger());
    const QString failure = status.value(QLatin1String("backupFailure")).toString();
    const bool isOverdue = status.value(QLatin1String("backupOverdue")).toBool();
    QStringList lines{
        ctlText(QT_TRANSLATE_NOOP("tandemctl", "Version %1, %2 clients, change %3, %4 waiting"))
            .arg(status.value(QLatin1String("version")).toString())
            .arg(status.value(QLatin1String("sessions")).toInt())
            .arg(status.value(QLatin1String("lastSeq")).toInteger())
            .arg(status.value(QLatin1String("waiting")).toInt()),
        writingText(status) + databaseText(status.value(QLatin1String("databaseServer")).toString()),
        age.text(last.value(QLatin1String("folder")).toString(), last.value(QLatin1String("bytes")).toInteger()),
        filesText(status.value(QLatin1String("files")).toObject()),
        jobsText(status.value(QLatin1String("jobs")).toObject()),
    };
    const QString search = searchText(status.value(QLatin1String("search")).toObject());
    if (!search.isEmpty())
        lines.append(search);
    if (!failure.isEmpty())
        lines.insert(3, ctlText(QT_TRANSLATE_NOOP("tandemctl", "The scheduled backup fails: %1")).arg(failure));
    else if (isOverdue)
        lines.insert(3, ctlText(QT_TRANSLATE_NOOP("tandemctl", "The scheduled backup is overdue.")));
    const QString definitions = definitionsText(status.value(QLatin1String("definitionsError")).toObject());
    if (!definitions.isEmpty())
        lines.insert(2, definitions);
    const bool writes = !status.value(QLatin1String("readOnly")).toBool();
    return {writes && failure.isEmpty() && !isOverdue && definitions.isEmpty() ? CommandDone : CommandFindings,
        lines.join(QLatin1Char('\n')), status};
}

QString jobLine(const QJsonObject &job)
{
    const QString due = localTime(job.value(QLatin1String("due")).toString());
    const QString state = job.value(QLatin1String("dead")).toBool()
        ? ctlText(QT_TRANSLATE_NOOP("tandemctl", "failed for good %1")).arg(due)
        : ctlText(QT_TRANSLATE_NOOP("tandemctl", "next attempt %1")).arg(due);
    return QStringLiteral("%1\t%2\t%3\t%4")
        .arg(job.value(QLatin1String("id")).toString(), job.value(QLatin1String("kind")).toString(), state,
            job.value(QLatin1String("error")).toString())
        .trimmed();
}

CommandResult jobsResult(const QJsonObject &answer)
{
    QStringList lines;
    bool dead = false;
    for (const QJsonValue &job : answer.value(QLatin1String("jobs")).toArray()) {
        lines.append(jobLine(job.toObject()));
        dead = dead || job.toObject().value(QLatin1String("dead")).toBool();
    }
    if (lines.isEmpty())
        lines.append(ctlText(QT_TRANSLATE_NOOP("tandemctl", "No job waits, none has failed for good.")));
    return {dead ? CommandFindings : CommandDone, lines.join(QLatin1Char('\n')), answer};
}

void changeJob(const CommandLine &line, const QString &verb, const char *words, const CommandDoneHandler &done)
{
    const QString path = QStringLiteral("/control/jobs/%1/%2").arg(urlEncoded(line.arguments.first()), verb);
    askDaemon(line, path, QJsonObject(), done, [words](const QJsonObject &answer) {
        return CommandResult{CommandDone, ctlText(words), answer};
    });
}

QString levelText(Finding::Level level)
{
    static constexpr const char *texts[] = {QT_TRANSLATE_NOOP("tandemctl", "good"),
        QT_TRANSLATE_NOOP("tandemctl", "warning"), QT_TRANSLATE_NOOP("tandemctl", "bad")};
    return ctlText(texts[int(level)]);
}

}

void showStatus(const CommandLine &line, const CommandDoneHandler &done)
{
    askDaemon(line, QStringLiteral("/control/status"), std::nullopt, done, statusResult);
}

void doctor(const CommandLine &line, const CommandDoneHandler &done)
{
    static constexpr const char *levels[] = {"good", "warning", "bad"};
    const auto database = databaseOf(line);
    if (!database)
        return done(commandFailure(database.error()));
    CommandResult result;
    QJsonArray findings;
    for (const Finding &finding : examine(line.dataFolder, *database)) {
        findings.append(QJsonObject{{QStringLiteral("check"), finding.check},
            {QStringLiteral("level"), QLatin1String(levels[int(finding.level)])},
            {QStringLiteral("text"), finding.text}});
        result.text += QStringLiteral("%1\t%2\t%3\n").arg(levelText(finding.level), finding.check, finding.text);
        if (finding.level != Finding::Level::Good)
            result.exitCode = CommandFindings;
    }
    result.text = result.text.trimmed();
    result.json.insert(QStringLiteral("findings"), findings);
    done(result);
}

void listJobs(const CommandLine &line, const CommandDoneHandler &done)
{
    askDaemon(line, QStringLiteral("/control/jobs"), std::nullopt, done, jobsResult);
}

void retryJob(const CommandLine &line, const CommandDoneHandler &done)
{
    changeJob(line, QStringLiteral("retry"), QT_TRANSLATE_NOOP("tandemctl", "The job is tried again now."), done);
}

void discardJob(const CommandLine &line, const CommandDoneHandler &done)
{
    changeJob(line, QStringLiteral("discard"), QT_TRANSLATE_NOOP("tandemctl", "The job is dropped."), done);
}

}
