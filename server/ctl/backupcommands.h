// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/ctl/commandline.h"

namespace tandem::server {

void writeBackup(const CommandLine &line, const CommandDoneHandler &done);
/// Without a daemon: into a data folder that none has open.
void restore(const CommandLine &line, const CommandDoneHandler &done);

}
