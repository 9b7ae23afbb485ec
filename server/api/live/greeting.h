// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/api/live/livecore.h"
#include "shared/protocol/sessionmessages.h"

namespace tandem::server {

/// What a session begins with, and says to its client, once it is known who that is.
struct Greeting
{
    PermissionsPointer permissions;
    Welcome welcome; ///< without token and features
    RecordId generation; ///< of the data, whatever name the laptop has for it
};

Result<Greeting> greet(const LiveHub::Parts &parts, ReadSide &reads, const RecordId &user, const Hello &hello);

}
