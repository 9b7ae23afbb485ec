// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/ctl/importruncommands.h"

#include "server/ctl/commandsupport.h"
#include "server/ctl/undertakingcommands.h"

#include <QCoreApplication>
#include <QJsonArray>

namespace tandem::server {

namespace {

QString importLine(const QJsonObject &run)
{
    const QString counts = ctlText(QT_TRANSLATE_NOOP("tandemctl", "%1 created, %2 updated, %3 failed"))
                               .arg(run.value(QLatin1String("created")).toInteger())
                               .arg(run.value(QLatin1String("updated")).toInteger())
                               .arg(run.value(QLatin1String("failed")).toInteger());
    return QStringList{run.value(QLatin1String("id")).toString(), localTime(run.value(QLatin1String("at")).toString()),
        run.value(QLatin1String("login")).toString(), run.value(QLatin1String("entity")).toString(),
        run.value(QLatin1String("file")).toString(), counts,
        undertakingState(run.value(QLatin1String("state")).toString())}
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

const UndertakingWords &words()
{
    static const UndertakingWords imports{QStringLiteral("/control/imports"), QStringLiteral("importRun"),
        QT_TRANSLATE_NOOP("tandemctl", "There is no import %1: see tandemctl import list."), revertedResult};
    return imports;
}

}

void listImports(const CommandLine &line, const CommandDoneHandler &done)
{
    listUndertakings(line, words(), done, importsResult);
}

void revertImport(const CommandLine &line, const CommandDoneHandler &done)
{
    revertUndertaking(line, words(), done);
}

}
