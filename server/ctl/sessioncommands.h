// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/ctl/commandline.h"

namespace tandem::server {

void listSessions(const CommandLine &line, const CommandDoneHandler &done);
void endSession(const CommandLine &line, const CommandDoneHandler &done);

}
