// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/ctl/importruncommands.h"

#include "server/ctl/commandsupport.h"

#include <QJsonArray>
#include <QTimer>

namespace tandem::server {

namespace {

constexpr int pollMilliseconds = 500;

QString stateText(const QString &state)
{
    static const QHash<QString, const char *> texts{
        {QStringLiteral("running"), QT_TRANSLATE_NOOP("tandemctl", "running")},
        {QStringLiteral("done"), QT_TRANSLATE_NOOP("tandemctl", "done")},
        {QStringLiteral("reverting"), QT_TRANSLATE_NOOP("tandemctl", "being reverted")},
        {QStringLiteral("reverted"), QT_TRANSLATE_NOOP("tandemctl", "reverted")},
        {QStringLiteral("revertFailed"), QT_TRANSLATE_NOOP("tandemctl", "revert failed")},
    };
    const auto found = texts.constFind(state);
    return found == texts.cend() ? state : ctlText(*found);
}

QString importLine(const QJsonObject &run)
{
    const QString counts = ctlText(QT_TRANSLATE_NOOP("tandemctl", "%1 created, %2 updated, %3 failed"))
                               .arg(run.value(QLatin1String("created")).toInteger())
                               .arg(run.value(QLatin1String("updated")).toInteger())
                               .arg(run.value(QLatin1String("failed")).toInteger());
    return QStringList{run.value(QLatin1String("id")).toString(), localTime(run.value(QLatin1String("at")).toString()),
        run.value(QLatin1String("login")).toString(), run.value(QLatin1String("entity")).toString(),
        run.value(QLatin1String("file")).toString(), counts, stateText(run.value(QLatin1String("state")).toString())}
        .join(QLatin1Char('\t'));
}

CommandResult importsResult(const QJsonObject &answer)
{
    QStringList lines;
    for (const QJsonValue &run : answer.value(QLatin1String("imports")).toArray())
        lines.append(importLine(run.toObject()));
    if (lines.isEmpty())
        lines.append(ctlText(QT_TRANSLATE_NOOP("tandemctl", "Nothing was imported yet.")));
    return {CommandDone, lines.join(QLatin1Char('\n')), answer};
}

CommandResult revertedResult(const QJsonObject &run)
{
    if (run.value(QLatin1String("state")).toString() == QLatin1String("revertFailed"))
        return {CommandFailed,
            ctlText(QT_TRANSLATE_NOOP("tandemctl", "The import could not be reverted (see tandemctl jobs).")), run};
    const qint64 kept = run.value(QLatin1String("kept")).toInteger();
    const QString words =
        ctlText(QT_TRANSLATE_NOOP("tandemctl", "%1 records deleted again, %2 fields set back, %3 left as they are"))
            .arg(run.value(QLatin1String("removed")).toInteger())
            .arg(run.value(QLatin1String("restored")).toInteger())
            .arg(kept);
    return {kept > 0 ? CommandFindings : CommandDone, words, run};
}

/// Asks again and again until it is back.
void waitUntilReverted(const CommandLine &line, const QString &path, const CommandDoneHandler &done)
{
    const auto look = [line, path, done](const CommandResult &result) {
        const bool isRunning = result.exitCode == CommandDone
            && result.json.value(QLatin1String("state")).toString() == QLatin1String("reverting");
        if (isRunning)
            QTimer::singleShot(pollMilliseconds, line.owner, [=] { waitUntilReverted(line, path, done); });
        else
            done(result.exitCode == CommandDone ? revertedResult(result.json) : result);
    };
    askDaemon(line, path, std::nullopt, look, [](const QJsonObject &run) {
        return CommandResult{CommandDone, {}, run};
    });
}

/// The daemon speaks of a record; who typed an ID asks for an import.
CommandResult withoutImport(const QString &id, CommandResult refused)
{
    QJsonObject error = refused.json.value(QLatin1String("error")).toObject();
    const QString field = error.value(QLatin1String("field")).toString();
    if (field != QLatin1String("id") && field != QLatin1String("importRun"))
        return refused;
    refused.text = ctlText(QT_TRANSLATE_NOOP("tandemctl", "There is no import %1: see tandemctl import list.")).arg(id);
    error.insert(QStringLiteral("message"), refused.text);
    refused.json.insert(QStringLiteral("error"), error);
    return refused;
}

}

void listImports(const CommandLine &line, const CommandDoneHandler &done)
{
    askDaemon(line, QStringLiteral("/control/imports"), std::nullopt, done, importsResult);
}

void revertImport(const CommandLine &line, const CommandDoneHandler &done)
{
    const QString path = QLatin1String("/control/imports/") + urlEncoded(line.arguments.first());
    QString order = path + QLatin1String("/revert");
    if (const QString login = line.options.value(QStringLiteral("as")); !login.isEmpty())
        order += QLatin1String("?as=") + urlEncoded(login);
    const auto accepted = [line, path, done](const CommandResult &result) {
        if (result.exitCode == CommandDone)
            waitUntilReverted(line, path, done);
        else
            done(withoutImport(line.arguments.first(), result));
    };
    askDaemon(line, order, QJsonObject(), accepted, [](const QJsonObject &answer) {
        return CommandResult{CommandDone, {}, answer};
    });
}

}
