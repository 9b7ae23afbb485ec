// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/base/clock.h"

#include <QDateTime>

namespace tandem {

int localUtcOffset(Timestamp moment)
{
    return QDateTime::fromMSecsSinceEpoch(moment).offsetFromUtc();
}

Timestamp SystemClock::now() const
{
    return QDateTime::currentMSecsSinceEpoch();
}

const SystemClock &SystemClock::instance()
{
    static const SystemClock clock;
    return clock;
}

}
