// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/ctl/commandline.h"

#include <vector>

namespace tandem::server {

struct CommandOption
{
    const char *name; ///< "roles"
    const char *value; ///< what stands for its value: "KEYS"; null: a switch
    const char *meaning; ///< English, in the context "tandemctl"
};

/// A command of tandemctl: how it is written, what it means, what it does.
struct Command
{
    const char *name; ///< "user add"
    const char *arguments; ///< "LOGIN", "[FOLDER]"
    int minimum; ///< number of arguments
    int maximum;
    const char *meaning; ///< English, in the context "tandemctl"
    std::vector<CommandOption> options;
    void (*run)(const CommandLine &line, const CommandDoneHandler &done);
};

/// All of them, in the order of the help.
const std::vector<Command> &commands();
/// Those that go with every command.
const std::vector<CommandOption> &commonOptions();

QString commandHelp(); ///< of all commands
QString commandHelp(const Command &command);

}
