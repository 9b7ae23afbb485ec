// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/ctl/commandline.h"

namespace tandem::server {

/// One file (CSV or XLSX), or all files of a manifest.
void importFiles(const CommandLine &line, const CommandDoneHandler &done);

}
