// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/ctl/commandline.h"

namespace tandem::server {

/// Without a daemon: from a data folder that none has open.
void migrate(const CommandLine &line, const CommandDoneHandler &done);

}
