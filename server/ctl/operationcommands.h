// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/ctl/commandline.h"

namespace tandem::server {

void showStatus(const CommandLine &line, const CommandDoneHandler &done);
void doctor(const CommandLine &line, const CommandDoneHandler &done);
void listJobs(const CommandLine &line, const CommandDoneHandler &done);
void retryJob(const CommandLine &line, const CommandDoneHandler &done);
void discardJob(const CommandLine &line, const CommandDoneHandler &done);

}
