// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/ctl/commandline.h"

namespace tandem::server {

/// How tandemctl speaks of one kind of what can be taken back as a whole: of imports, of mass changes.
struct UndertakingWords
{
    QString path; ///< of the daemon: "/control/imports"
    QString entity; ///< of their records, which the daemon names if there is none of an ID
    const char *unknown = nullptr; ///< says that there is none of the ID %1
    std::function<CommandResult(const QJsonObject &run)> reverted; ///< what came of taking it back
};

/// In words: "reverted".
QString undertakingState(const QString &state);

/// Asks for the newest, as many as "--limit" says; `result` puts them into words.
void listUndertakings(const CommandLine &line, const UndertakingWords &words, const CommandDoneHandler &done,
    const std::function<CommandResult(const QJsonObject &)> &result);
/// Asks for the one whose ID is the first argument; `result` puts it into words.
void askForUndertaking(const CommandLine &line, const UndertakingWords &words, const CommandDoneHandler &done,
    const std::function<CommandResult(const QJsonObject &)> &result);
/// Has it taken back, in the name of "--as"; ends when that is done.
void revertUndertaking(const CommandLine &line, const UndertakingWords &words, const CommandDoneHandler &done);

}
