// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/ctl/undertakingcommands.h"

#include "server/ctl/commandsupport.h"

#include <QCoreApplication>
#include <QHash>
#include <QTimer>

namespace tandem::server {

namespace {

constexpr int pollMilliseconds = 500;

CommandResult asItIs(const QJsonObject &answer)
{
    return {CommandDone, {}, answer};
}

/// The daemon speaks of a record; who typed an ID asks for an import, or a mass change.
CommandResult inItsWords(const CommandLine &line, const UndertakingWords &words, CommandResult refused)
{
    QJsonObject error = refused.json.value(QLatin1String("error")).toObject();
    const QString field = error.value(QLatin1String("field")).toString();
    if (refused.exitCode == CommandDone || (field != QLatin1String("id") && field != words.entity))
        return refused;
    refused.text = ctlText(words.unknown).arg(line.arguments.first());
    error.insert(QStringLiteral("message"), refused.text);
    refused.json.insert(QStringLiteral("error"), error);
    return refused;
}

QString pathOf(const CommandLine &line, const UndertakingWords &words)
{
    return words.path + QLatin1Char('/') + urlEncoded(line.arguments.first());
}

/// Asks again and again until it is back.
void waitUntilReverted(const CommandLine &line, const UndertakingWords &words, const CommandDoneHandler &done)
{
    const auto look = [line, words, done](const CommandResult &result) {
        const bool isRunning = result.exitCode == CommandDone
            && result.json.value(QLatin1String("state")).toString() == QLatin1String("reverting");
        if (isRunning)
            QTimer::singleShot(pollMilliseconds, line.owner, [=] { waitUntilReverted(line, words, done); });
        else
            done(result.exitCode == CommandDone ? words.reverted(result.json) : result);
    };
    askDaemon(line, pathOf(line, words), std::nullopt, look, asItIs);
}

}

QString undertakingState(const QString &state)
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

void listUndertakings(const CommandLine &line, const UndertakingWords &words, const CommandDoneHandler &done,
    const std::function<CommandResult(const QJsonObject &)> &result)
{
    QString question = words.path;
    if (const QString limit = line.options.value(QStringLiteral("limit")); !limit.isEmpty())
        question += QLatin1String("?limit=") + urlEncoded(limit);
    askDaemon(line, question, std::nullopt, done, result);
}

void askForUndertaking(const CommandLine &line, const UndertakingWords &words, const CommandDoneHandler &done,
    const std::function<CommandResult(const QJsonObject &)> &result)
{
    const auto answered = [line, words, done](const CommandResult &answer) {
        done(inItsWords(line, words, answer));
    };
    askDaemon(line, pathOf(line, words), std::nullopt, answered, result);
}

void revertUndertaking(const CommandLine &line, const UndertakingWords &words, const CommandDoneHandler &done)
{
    QString order = pathOf(line, words) + QLatin1String("/revert");
    if (const QString login = line.options.value(QStringLiteral("as")); !login.isEmpty())
        order += QLatin1String("?as=") + urlEncoded(login);
    const auto accepted = [line, words, done](const CommandResult &result) {
        if (result.exitCode == CommandDone)
            waitUntilReverted(line, words, done);
        else
            done(inItsWords(line, words, result));
    };
    askDaemon(line, order, QJsonObject(), accepted, asItIs);
}

}
