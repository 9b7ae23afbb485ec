// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/base/clock.h"

#include <QDateTime>

#include <optional>

namespace tandem {

namespace {

/// Zones change their offset on a quarter of an hour.
constexpr Timestamp quarter = 15 * 60 * 1000;

struct KnownOffset
{
    Timestamp quarter;
    int seconds;
};

}

/// The system looks at files of its zones each time, which costs more than reading a record.
int localUtcOffset(Timestamp moment)
{
    thread_local std::optional<KnownOffset> known;
    if (!known || known->quarter != moment / quarter)
        known = {moment / quarter, QDateTime::fromMSecsSinceEpoch(moment).offsetFromUtc()};
    return known->seconds;
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
