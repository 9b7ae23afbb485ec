// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/base/clock.h"
#include "shared/base/recordid.h"

namespace tandem {

/// Who asks, and when: what the functions today(), now(), me() and myDepartment() say.
struct Surroundings
{
    Timestamp now = 0;
    int utcOffsetSeconds = 0; ///< of the asker's zone at `now`; decides where a day begins
    RecordId me;
    RecordId myDepartment;

    bool operator==(const Surroundings &) const = default;
};

}
