// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/ctl/command.h"

#include <variant>

namespace tandem::server {

/// What a command line asks for.
struct ParsedCommand
{
    const Command *command;
    CommandLine line;
};

/// `words` as the program got them, without its own name. Instead of a command there may be an answer already: help,
/// the version, or what is wrong and how it is right.
std::variant<ParsedCommand, CommandResult> parseCommand(const QStringList &words);

}
