// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/base/result.h"

#include <QJsonObject>
#include <QMap>
#include <QStringList>

#include <functional>

class QObject;

namespace tandem::server {

/// What tandemctl was asked to do.
struct CommandLine
{
    QStringList arguments; ///< behind the command's name: "li.wei"
    QMap<QString, QString> options; ///< "name" → "Li Wei"; a switch that is set is there
    QString dataFolder;
    QObject *owner = nullptr; ///< of the connection to the daemon; outlives the command
    bool json = false;
};

/// What tandemctl ends with, so that scripts tell reasons apart.
enum CommandExit {
    CommandDone = 0,
    CommandFailed = 1, ///< refused or failed
    CommandWrong = 2, ///< the command line
    CommandNoDaemon = 3,
    CommandFindings = 4, ///< of status or doctor, or rows that failed to import
};

struct CommandResult
{
    int exitCode = CommandDone;
    QString text; ///< for people
    QJsonObject json; ///< for scripts
};

/// Called once, at once or from the event loop.
using CommandDoneHandler = std::function<void(const CommandResult &)>;

}
