// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/ctl/sessioncommands.h"

#include "server/ctl/commandsupport.h"

#include <QCoreApplication>
#include <QJsonArray>

namespace tandem::server {

namespace {

QString lineOf(const QJsonObject &session)
{
    const auto textOf = [&session](const char *key) {
        return session.value(QLatin1String(key)).toString();
    };
    const QString name = textOf("deviceName");
    return QStringList{textOf("id"),
        name.isEmpty() ? ctlText(QT_TRANSLATE_NOOP("tandemctl", "(without a name)")) : name,
        ctlText(QT_TRANSLATE_NOOP("tandemctl", "since %1")).arg(localTime(textOf("createdAt"))),
        ctlText(QT_TRANSLATE_NOOP("tandemctl", "last seen %1")).arg(localTime(textOf("lastSeenAt")))}
        .join(QLatin1Char('\t'));
}

CommandResult listed(const QJsonObject &answer)
{
    QStringList lines;
    for (const QJsonValue &session : answer.value(QLatin1String("sessions")).toArray())
        lines.append(lineOf(session.toObject()));
    if (lines.isEmpty())
        lines.append(ctlText(QT_TRANSLATE_NOOP("tandemctl", "This user is signed in nowhere.")));
    return {CommandDone, lines.join(QLatin1Char('\n')), answer};
}

}

void listSessions(const CommandLine &line, const CommandDoneHandler &done)
{
    askDaemon(line, QStringLiteral("/control/users/%1/sessions").arg(urlEncoded(line.arguments.first())), std::nullopt,
        done, listed);
}

void endSession(const CommandLine &line, const CommandDoneHandler &done)
{
    askDaemon(line, QStringLiteral("/control/sessions/%1/end").arg(urlEncoded(line.arguments.first())), QJsonObject(),
        done, [](const QJsonObject &answer) {
            return CommandResult{
                CommandDone, ctlText(QT_TRANSLATE_NOOP("tandemctl", "That device is signed out.")), answer};
        });
}

}
