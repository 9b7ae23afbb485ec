// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/ctl/commandline.h"

namespace tandem::server {

void listImports(const CommandLine &line, const CommandDoneHandler &done);
/// Ends when the import is taken back.
void revertImport(const CommandLine &line, const CommandDoneHandler &done);

}
