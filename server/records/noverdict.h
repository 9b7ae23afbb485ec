// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/base/error.h"

namespace tandem::server {

/// Of an answer to a mutation: no verdict. It is to be sent again, and not remembered.
inline bool isTemporary(const Error &error)
{
    return error.code == ErrorCode::Unavailable || error.code == ErrorCode::TooMany;
}

/// Whether a device's mutations behind the one with this error wait with it: its order is kept, and under the name of
/// another device nothing at all is taken.
inline bool holdsBack(const Error &error)
{
    return isTemporary(error) || error.reason == QLatin1String("deviceCloned");
}

}
