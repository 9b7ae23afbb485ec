// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/ctl/masschangecommands.h"

#include "server/ctl/commandsupport.h"
#include "server/ctl/undertakingcommands.h"
#include "shared/base/errortext.h"

#include <QCoreApplication>
#include <QHash>
#include <QJsonArray>

namespace tandem::server {

namespace {

QString textOf(const QJsonObject &object, const char *key)
{
    return object.value(QLatin1String(key)).toString();
}

QString kindText(const QString &kind)
{
    static const QHash<QString, const char *> texts{
        {QStringLiteral("edit"), QT_TRANSLATE_NOOP("tandemctl", "changed")},
        {QStringLiteral("delete"), QT_TRANSLATE_NOOP("tandemctl", "deleted")},
        {QStringLiteral("restore"), QT_TRANSLATE_NOOP("tandemctl", "restored")},
        {QStringLiteral("merge"), QT_TRANSLATE_NOOP("tandemctl", "merged")},
    };
    const auto found = texts.constFind(kind);
    return found == texts.cend() ? kind : ctlText(*found);
}

QString lineOf(const QJsonObject &change)
{
    const QString count =
        ctlText(QT_TRANSLATE_NOOP("tandemctl", "%1 records")).arg(change.value(QLatin1String("count")).toInteger());
    return QStringList{textOf(change, "id"), localTime(textOf(change, "at")), textOf(change, "login"),
        textOf(change, "entity"), kindText(textOf(change, "kind")), count, undertakingState(textOf(change, "state"))}
        .join(QLatin1Char('\t'));
}

QString reasonText(const QJsonObject &kept)
{
    const QString reason = textOf(kept, "reason");
    if (reason == QLatin1String("changed"))
        return ctlText(QT_TRANSLATE_NOOP("tandemctl", "edited since"));
    if (reason == QLatin1String("gone"))
        return ctlText(QT_TRANSLATE_NOOP("tandemctl", "deleted meanwhile"));
    if (reason == QLatin1String("notWritable"))
        return ctlText(QT_TRANSLATE_NOOP("tandemctl", "not writable for who took it back"));
    return errorText(
        {ErrorCode(kept.value(QLatin1String("code")).toInt(int(ErrorCode::Internal))), textOf(kept, "error"),
            textOf(kept, "field"), kept.value(QLatin1String("arguments")).toObject().toVariantMap(), {}});
}

/// "account 0190… website: edited since"
QStringList reportLines(const QJsonObject &change)
{
    QStringList lines;
    for (const QJsonValue &value : change.value(QLatin1String("report")).toArray()) {
        const QJsonObject kept = value.toObject();
        QStringList place{textOf(kept, "entity"), textOf(kept, "record"), textOf(kept, "field")};
        place.removeAll(QString());
        lines.append(QStringLiteral("  %1: %2").arg(place.join(QLatin1Char(' ')), reasonText(kept)));
    }
    return lines;
}

QStringList revertLines(const QJsonObject &change)
{
    const QString counts = ctlText(QT_TRANSLATE_NOOP("tandemctl", "%1 records put back, %2 left as they are"))
                               .arg(change.value(QLatin1String("undone")).toInteger())
                               .arg(change.value(QLatin1String("kept")).toInteger());
    return QStringList{counts} + reportLines(change);
}

CommandResult listed(const QJsonObject &answer)
{
    QStringList lines;
    for (const QJsonValue &change : answer.value(QLatin1String("massChanges")).toArray())
        lines.append(lineOf(change.toObject()));
    if (lines.isEmpty())
        lines.append(ctlText(QT_TRANSLATE_NOOP("tandemctl", "There was no mass change yet.")));
    return {CommandDone, lines.join(QLatin1Char('\n')), answer};
}

CommandResult shown(const QJsonObject &change)
{
    QStringList lines{lineOf(change)};
    if (const QString at = textOf(change, "revertedAt"); !at.isEmpty()) {
        QStringList when{undertakingState(QStringLiteral("reverted")), localTime(at), textOf(change, "revertedBy")};
        when.removeAll(QString());
        lines.append(when.join(QLatin1Char('\t')));
        lines += revertLines(change);
    }
    return {CommandDone, lines.join(QLatin1Char('\n')), change};
}

CommandResult undone(const QJsonObject &change)
{
    if (textOf(change, "state") == QLatin1String("revertFailed"))
        return {CommandFailed,
            ctlText(QT_TRANSLATE_NOOP("tandemctl", "The mass change could not be undone (see tandemctl jobs).")),
            change};
    const bool isWhole = change.value(QLatin1String("kept")).toInteger() == 0;
    return {isWhole ? CommandDone : CommandFindings, revertLines(change).join(QLatin1Char('\n')), change};
}

const UndertakingWords &words()
{
    static const UndertakingWords massChanges{QStringLiteral("/control/mass-changes"), QStringLiteral("massChange"),
        QT_TRANSLATE_NOOP("tandemctl", "There is no mass change %1: see tandemctl mass-change list."), undone};
    return massChanges;
}

}

void listMassChanges(const CommandLine &line, const CommandDoneHandler &done)
{
    listUndertakings(line, words(), done, listed);
}

void showMassChange(const CommandLine &line, const CommandDoneHandler &done)
{
    askForUndertaking(line, words(), done, shown);
}

void undoMassChange(const CommandLine &line, const CommandDoneHandler &done)
{
    revertUndertaking(line, words(), done);
}

}
