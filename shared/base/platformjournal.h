// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

namespace tandem {

/// Whether what this process writes to standard error goes into systemd's journal, which takes "<4>" and the like in
/// front of a line for its level. Never elsewhere than on Linux.
bool standardErrorIsJournal();

}
