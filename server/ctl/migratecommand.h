// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/ctl/commandline.h"

namespace tandem::server {

/// With or without a daemon on the data folder. One that runs goes on while the attached files are copied, and takes no
/// changes while the database is.
void migrate(const CommandLine &line, const CommandDoneHandler &done);

}
