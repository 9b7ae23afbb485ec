// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/base/error.h"

namespace tandem::server {

/// What tandemd ends with, so that scripts and service managers tell reasons apart.
enum ExitCode {
    ExitFailure = 1,
    ExitConfiguration = 2,
    ExitPort = 3, ///< in use, or not allowed
    ExitFolderInUse = 4,
    ExitFolderUnusable = 5, ///< read-only, full, missing rights
    ExitDamaged = 6, ///< database or certificate
    ExitNewerData = 7, ///< written by a newer version
};

int exitCodeOf(const Error &error);

}
