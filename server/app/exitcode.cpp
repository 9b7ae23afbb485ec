// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/app/exitcode.h"

namespace tandem::server {

int exitCodeOf(const Error &error)
{
    if (error.reason == QLatin1String("portInUse") || error.reason == QLatin1String("portForbidden"))
        return ExitPort;
    if (error.reason == QLatin1String("folderInUse"))
        return ExitFolderInUse;
    // Of a company that was moved the configuration still names the old place.
    if (error.reason == QLatin1String("unsupportedDatabase") || error.reason == QLatin1String("companyMoved"))
        return ExitConfiguration;
    switch (error.code) {
    case ErrorCode::Invalid:
    case ErrorCode::NotFound:
        return ExitConfiguration;
    case ErrorCode::Unavailable:
    case ErrorCode::Forbidden:
        return ExitFolderUnusable;
    case ErrorCode::Corrupt:
        return ExitDamaged;
    case ErrorCode::Unsupported:
        return ExitNewerData;
    default:
        return ExitFailure;
    }
}

}
