// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/ctl/commandsupport.h"

#include "server/ctl/controllink.h"
#include "server/store/store.h"
#include "shared/base/errortext.h"
#include "shared/database/postgresql/opendatabase.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QFileInfo>
#include <QJsonDocument>
#include <QLocale>
#include <QUrl>

namespace tandem::server {

namespace {

CommandResult failed(int exitCode, const QString &reason, const QString &sentence, const QString &field = {})
{
    QJsonObject error{{QStringLiteral("reason"), reason}, {QStringLiteral("message"), sentence}};
    if (!field.isEmpty())
        error.insert(QStringLiteral("field"), field);
    return {exitCode, sentence, {{QStringLiteral("error"), error}}};
}

}

QString ctlText(const char *english)
{
    return QCoreApplication::translate("tandemctl", english);
}

CommandResult commandFailure(const Error &error)
{
    const QString said = error.arguments.value(QStringLiteral("message")).toString();
    QString sentence = said.isEmpty() ? errorText(error) : said;
    if (!error.field.isEmpty())
        sentence = QStringLiteral("%1: %2").arg(error.field, sentence);
    return failed(CommandFailed, error.reason, sentence, error.field);
}

CommandResult commandWrong(const QString &sentence, const QString &help)
{
    CommandResult result = failed(CommandWrong, QStringLiteral("usage"), sentence);
    result.text += QLatin1String("\n\n") + help;
    return result;
}

CommandResult cannotReadFile(const QString &path, const QString &detail)
{
    return commandFailure({ErrorCode::NotFound, QStringLiteral("cannotRead"), path, {}, detail});
}

Result<DatabaseAddress> databaseOf(const CommandLine &line)
{
    return databaseAt(line, line.options.value(QStringLiteral("database"), qEnvironmentVariable("TANDEM_DATABASE")));
}

Result<DatabaseAddress> databaseAt(const CommandLine &line, const QString &url)
{
    return databaseAddress(url,
        line.options.value(
            QStringLiteral("database-password-file"), qEnvironmentVariable("TANDEM_DATABASE_PASSWORD_FILE")));
}

DatabaseAddress forReading(DatabaseAddress database, const QString &dataFolder)
{
    database.mode = DatabaseAddress::Mode::ReadOnly;
    if (!database.isPostgresql())
        database.url = Store::databasePath(dataFolder);
    return database;
}

QString urlEncoded(const QString &text)
{
    return QString::fromLatin1(QUrl::toPercentEncoding(text));
}

QString sizeText(qint64 bytes)
{
    return QLocale().formattedDataSize(bytes);
}

QString localTime(const QString &iso)
{
    return QDateTime::fromString(iso, Qt::ISODate).toLocalTime().toString(QStringLiteral("yyyy-MM-dd HH:mm"));
}

CommandResult linkFailure(const CommandLine &line, const Error &error)
{
    if (error.reason == QLatin1String("controlForbidden"))
        return failed(CommandFailed, error.reason,
            ctlText(QT_TRANSLATE_NOOP(
                        "tandemctl", "You may not read the data folder %1. Run tandemctl as the user of the daemon."))
                .arg(line.dataFolder));
    if (error.reason != QLatin1String("daemonNotRunning"))
        return commandFailure(error);
    const QString sentence = QFileInfo(line.dataFolder).isDir()
        ? ctlText(QT_TRANSLATE_NOOP("tandemctl", "No daemon is running on the data folder %1."))
        : ctlText(QT_TRANSLATE_NOOP("tandemctl", "There is no data folder %1. Name the daemon's with --data."));
    return failed(CommandNoDaemon, error.reason, sentence.arg(line.dataFolder));
}

Result<ControlLink *> keptLink(const CommandLine &line)
{
    TANDEM_ASSIGN(auto link, ControlLink::open(line.dataFolder));
    link->setParent(line.owner);
    return link.release();
}

void askDaemon(const CommandLine &line, const QString &path, const std::optional<QJsonObject> &body,
    const CommandDoneHandler &done, const std::function<CommandResult(const QJsonObject &)> &result)
{
    const auto link = keptLink(line);
    if (!link)
        return done(linkFailure(line, link.error()));
    auto answered = [line, done, result](const Result<QJsonObject> &answer) {
        done(answer ? result(*answer) : linkFailure(line, answer.error()));
    };
    if (body)
        (*link)->post(path, QJsonDocument(*body).toJson(), {}, answered);
    else
        (*link)->get(path, answered);
}

}
