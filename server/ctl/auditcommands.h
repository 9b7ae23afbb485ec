// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/ctl/commandline.h"

namespace tandem::server {

// Both read the database itself, with or without a running daemon.

/// Whether the change log and the audit events are as the server wrote them. Ends with CommandFindings if not.
void verifyAudit(const CommandLine &line, const CommandDoneHandler &done);
void listAuditEvents(const CommandLine &line, const CommandDoneHandler &done);

}
