// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/ctl/commandline.h"
#include "shared/database/connection.h"

#include <optional>

namespace tandem::server {

class ControlLink;

/// In the user's language; `english` stands in QT_TRANSLATE_NOOP("tandemctl", …).
QString ctlText(const char *english);

CommandResult commandFailure(const Error &error);
/// A wrong command line: what is wrong with it, and how it is right.
CommandResult commandWrong(const QString &sentence, const QString &help);
CommandResult cannotReadFile(const QString &path, const QString &detail);

/// What --database or TANDEM_DATABASE names; without a URL: the file in the data folder. Error: as databaseAddress().
Result<DatabaseAddress> databaseOf(const CommandLine &line);
/// The one behind `url`, with the password that the command line or the environment names. Error: as databaseAddress().
Result<DatabaseAddress> databaseAt(const CommandLine &line, const QString &url);
/// For those who only look: without a URL that of the file in the data folder, which need not be there.
DatabaseAddress forReading(DatabaseAddress database, const QString &dataFolder);

/// To the daemon that runs on the data folder; lives as long as the command. Error: as ControlLink::open().
Result<ControlLink *> keptLink(const CommandLine &line);

/// Sends to the daemon and turns its answer into words. Without a body it is a question, with one an order.
void askDaemon(const CommandLine &line, const QString &path, const std::optional<QJsonObject> &body,
    const CommandDoneHandler &done, const std::function<CommandResult(const QJsonObject &)> &result);

/// As part of the path or of an argument of a request to the daemon.
QString urlEncoded(const QString &text);
/// As people here read it: "12.3 MB".
QString sizeText(qint64 bytes);
/// What the daemon says in ISO form, as people here read it.
QString localTime(const QString &iso);

/// The link's errors in words that name the folder.
CommandResult linkFailure(const CommandLine &line, const Error &error);

}
