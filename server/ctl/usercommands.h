// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/ctl/commandline.h"

namespace tandem::server {

void listUsers(const CommandLine &line, const CommandDoneHandler &done);
void addUser(const CommandLine &line, const CommandDoneHandler &done);
void disableUser(const CommandLine &line, const CommandDoneHandler &done);
void enableUser(const CommandLine &line, const CommandDoneHandler &done);
void setUserPassword(const CommandLine &line, const CommandDoneHandler &done);

}
