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
    QStringList words; ///< "user", "add", "li.wei"
    QMap<QString, QString> options; ///< "name" → "Li Wei"
    QString dataFolder;
    bool json = false;
    QObject *owner = nullptr; ///< of the connection to the daemon; outlives the command
};

/// 0: done, 1: refused or failed, 2: the command line is wrong, 3: no daemon, 4: findings of doctor or rows that
/// failed to import.
struct CommandResult
{
    int exitCode = 0;
    QString text; ///< for people
    QJsonObject json; ///< for scripts
};

/// Runs a command; `done` is called once, at once or from the event loop.
void runCommand(const CommandLine &line, std::function<void(const CommandResult &)> done);

QString usage();

}
