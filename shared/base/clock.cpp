// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/base/clock.h"

#include <QDateTime>
#include <QTimeZone>

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

QDateTime utcTime(Timestamp moment)
{
    // Newer versions want the zone said in another way, which the oldest does not have; its QTimeZone::utc() gives
    // moments that are written with an offset instead of the Z.
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
    return QDateTime::fromMSecsSinceEpoch(moment, QTimeZone(QTimeZone::UTC));
#else
    return QDateTime::fromMSecsSinceEpoch(moment, Qt::UTC);
#endif
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
