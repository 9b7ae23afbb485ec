// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/base/error.h"

namespace tandem::client {

/// Whether the server was not asked for want of a connection (Unavailable, "offline"): it can be once there is one.
inline bool isOffline(const Error &error)
{
    return error.code == ErrorCode::Unavailable && error.reason == QLatin1String("offline");
}

}
