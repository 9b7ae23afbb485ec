// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/base/clock.h"
#include "shared/base/recordid.h"

#include <QString>

namespace tandem::server {

/// One signed-in device, browser or script.
struct Session
{
    RecordId id;
    RecordId user;
    RecordId device; ///< null for browsers and scripts
    QString deviceName; ///< shown in the list of sessions
    Timestamp createdAt = 0;
    Timestamp lastSeenAt = 0;

    bool operator==(const Session &) const = default;
};

}
