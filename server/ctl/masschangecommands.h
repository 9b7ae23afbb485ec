// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/ctl/commandline.h"

namespace tandem::server {

void listMassChanges(const CommandLine &line, const CommandDoneHandler &done);
/// With what could not be taken back.
void showMassChange(const CommandLine &line, const CommandDoneHandler &done);
/// Ends when the mass change, or the merge, is taken back.
void undoMassChange(const CommandLine &line, const CommandDoneHandler &done);

}
