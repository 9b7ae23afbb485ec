// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/ctl/migratecommand.h"

#include "server/ctl/commandsupport.h"
#include "server/ctl/controllink.h"
#include "server/jobs/migration.h"
#include "server/store/companymove.h"

#include <QDir>
#include <QRegularExpression>

#include <memory>

namespace tandem::server {

namespace {

const QString movePath = QStringLiteral("/control/move");

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
                       .arg(summary.files.files);
    if (summary.files.damaged > 0)
        text += QLatin1Char('\n')
            + ctlText(QT_TRANSLATE_NOOP("tandemctl", "Attached files that were damaged before, taken as they are: %1"))
                  .arg(summary.files.damaged);
    return text;
}

/// One run of the command.
struct Order
{
    CommandLine line;
    CommandDoneHandler done;
    QString url;
    DatabaseAddress database;
    migration::Files files;
};

CommandResult outcome(const Order &order, const Result<migration::Summary> &summary)
{
    if (!summary)
        return commandFailure(summary.error());
    const QString configuration = configurationLines(order.url, order.files.to);
    const QString next = ctlText(QT_TRANSLATE_NOOP("tandemctl",
        "The old database is as it was, and no daemon takes changes into it any more. Put this into the configuration "
        "and restart the daemon:"));
    return {summary->files.damaged == 0 ? CommandDone : CommandFindings,
        migratedText(*summary) + QLatin1Char('\n') + next + QLatin1Char('\n') + configuration,
        {{QStringLiteral("tables"), summary->tables}, {QStringLiteral("rows"), summary->rows},
            {QStringLiteral("files"), summary->files.files}, {QStringLiteral("bytes"), summary->files.bytes},
            {QStringLiteral("damaged"), summary->files.damaged}, {QStringLiteral("configuration"), configuration}}};
}

void moveStopped(const Order &order)
{
    order.done(outcome(order, migration::toPostgresql(order.line.dataFolder, order.database, order.files)));
}

/// The daemon refuses changes as long as this process has the lock, so that nobody has to tell it if this process dies.
void finishRunning(const Order &order, const std::shared_ptr<migration::Move> &move)
{
    auto locked = companymove::begin(order.line.dataFolder);
    if (!locked)
        return order.done(commandFailure(locked.error()));
    const std::shared_ptr<QLockFile> lock = *std::move(locked);
    // A connection of its own for each question: since the last one the files may have taken hours.
    const auto link = keptLink(order.line);
    if (!link)
        return order.done(linkFailure(order.line, link.error()));
    (*link)->post(movePath, "{}", {}, [order, move, lock](const Result<QJsonObject> &held) {
        if (!held)
            return order.done(linkFailure(order.line, held.error()));
        const Result<migration::Summary> summary = move->finish();
        lock->unlock();
        order.done(outcome(order, summary));
    });
}

void moveRunning(Order order, const QJsonObject &place)
{
    if (order.files.from.isEmpty())
        order.files.from = place.value(QLatin1String("filesFolder")).toString();
    const auto move = std::make_shared<migration::Move>(order.line.dataFolder, order.database, order.files);
    if (const Result<void> begun = move->begin(); !begun)
        return order.done(commandFailure(begun.error()));
    finishRunning(order, move);
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
    const Order order{line, done, url, *database, {folderOption(line, "files-from"), folderOption(line, "files")}};
    // Without its word that it runs there is none, or one that has just begun: the folder's lock tells.
    const auto link = keptLink(line);
    if (!link)
        return moveStopped(order);
    (*link)->get(movePath, [order](const Result<QJsonObject> &place) {
        if (place)
            return moveRunning(order, *place);
        if (place.error().reason == QLatin1String("daemonNotRunning")) // it was killed, and left its word
            return moveStopped(order);
        order.done(linkFailure(order.line, place.error()));
    });
}

}
