// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/ctl/usercommands.h"

#include "server/ctl/commandsupport.h"
#include "shared/base/firstline.h"

#include <QFile>
#include <QJsonArray>

#include <cstdio>

namespace tandem::server {

namespace {

const QString passwordName = QStringLiteral("password");
const QString passwordFileName = QStringLiteral("password-file");

/// From a file, so that it is in no list of processes. Null: none is given.
Result<QString> givenPassword(const CommandLine &line)
{
    if (!line.options.contains(passwordFileName))
        return line.options.value(passwordName);
    const QString path = line.options.value(passwordFileName);
    QFile pipe;
    const bool isPiped = path == QLatin1String("-") && pipe.open(stdin, QIODevice::ReadOnly);
    TANDEM_ASSIGN(QString password, isPiped ? Result<QString>(firstLineOf(pipe)) : firstLineOf(path));
    if (password.isEmpty())
        return Error::invalid(path, QStringLiteral("empty"));
    return password;
}

QString userPath(const CommandLine &line, const QString &verb)
{
    return QStringLiteral("/control/users/%1/%2").arg(urlEncoded(line.arguments.first()), verb);
}

CommandResult passwordResult(const QJsonObject &answer)
{
    const QString code = answer.value(QLatin1String("code")).toString();
    return {CommandDone,
        code.isEmpty() ? ctlText(QT_TRANSLATE_NOOP("tandemctl", "The password is set."))
                       : ctlText(QT_TRANSLATE_NOOP("tandemctl", "One-time code for the first sign-in: %1")).arg(code),
        answer};
}

CommandResult listResult(const QJsonObject &answer)
{
    QString words;
    for (const QJsonValue &value : answer.value(QLatin1String("users")).toArray()) {
        const QJsonObject user = value.toObject();
        const bool active = user.value(QLatin1String("active")).toBool();
        words += QStringLiteral("%1\t%2%3\n")
                     .arg(user.value(QLatin1String("login")).toString(), user.value(QLatin1String("name")).toString(),
                         active ? QString() : ctlText(QT_TRANSLATE_NOOP("tandemctl", " (disabled)")));
    }
    return {CommandDone, words.trimmed(), answer};
}

void switchUser(const CommandLine &line, const QString &verb, const CommandDoneHandler &done)
{
    askDaemon(line, userPath(line, verb), QJsonObject(), done, [](const QJsonObject &answer) {
        return CommandResult{CommandDone, ctlText(QT_TRANSLATE_NOOP("tandemctl", "Done.")), answer};
    });
}

}

void listUsers(const CommandLine &line, const CommandDoneHandler &done)
{
    askDaemon(line, QStringLiteral("/control/users"), std::nullopt, done, listResult);
}

void addUser(const CommandLine &line, const CommandDoneHandler &done)
{
    const auto password = givenPassword(line);
    if (!password)
        return done(commandFailure(password.error()));
    QJsonObject body{{QStringLiteral("login"), line.arguments.first()}};
    for (const QString &name : {QStringLiteral("name"), QStringLiteral("department")}) {
        if (line.options.contains(name))
            body.insert(name, line.options.value(name));
    }
    if (!password->isEmpty())
        body.insert(passwordName, *password);
    QJsonArray roles;
    for (const QString &role : line.options.value(QStringLiteral("roles"), QStringLiteral("employee"))
                                   .split(QLatin1Char(','), Qt::SkipEmptyParts))
        roles.append(role.trimmed());
    body.insert(QStringLiteral("roles"), roles);
    askDaemon(line, QStringLiteral("/control/users"), body, done, passwordResult);
}

void disableUser(const CommandLine &line, const CommandDoneHandler &done)
{
    switchUser(line, QStringLiteral("disable"), done);
}

void enableUser(const CommandLine &line, const CommandDoneHandler &done)
{
    switchUser(line, QStringLiteral("enable"), done);
}

void setUserPassword(const CommandLine &line, const CommandDoneHandler &done)
{
    const auto password = givenPassword(line);
    if (!password)
        return done(commandFailure(password.error()));
    askDaemon(line, userPath(line, passwordName), QJsonObject{{passwordName, *password}}, done, passwordResult);
}

}
