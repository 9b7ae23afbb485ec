// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/jobs/backupdue.h"

#include <QDateTime>

#include <algorithm>

namespace tandem::server {

namespace {

constexpr Timestamp grace = 2 * 3'600'000LL; ///< a backup takes its time, and its attempts take an hour

}

Timestamp newestSlot(const QList<QTime> &times, Timestamp now)
{
    const QDate today = QDateTime::fromMSecsSinceEpoch(now).date();
    Timestamp newest = 0;
    for (const QDate &day : {today.addDays(-1), today}) {
        for (const QTime &time : times) {
            const Timestamp slot = QDateTime(day, time).toMSecsSinceEpoch();
            if (slot <= now)
                newest = std::max(newest, slot);
        }
    }
    return newest;
}

bool isBackupOverdue(const QList<QTime> &times, Timestamp lastGood, Timestamp now)
{
    return lastGood > 0 && lastGood < newestSlot(times, now - grace);
}

}
