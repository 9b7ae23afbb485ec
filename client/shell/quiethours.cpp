// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/shell/quiethours.h"

#include <QTimeZone>

namespace tandem::client {

namespace {

constexpr int secondsPerHour = 3600;
const QTime startOfWork(8, 0);

/// The moment when the clock shows that time, in the zone of `now`.
QDateTime momentOf(const QDate &date, const QTime &time, const QDateTime &now)
{
    const auto at = [&](const QTime &shown) {
        return now.timeSpec() == Qt::LocalTime ? QDateTime(date, shown) : QDateTime(date, shown, now.timeZone());
    };
    const QDateTime moment = at(time);
    // A time that the clock passes over in spring comes an hour later.
    return moment.isValid() ? moment : at(time.addSecs(secondsPerHour));
}

}

std::optional<QDateTime> quietUntil(const QuietHours &hours, const QDateTime &now)
{
    if (!hours.enabled)
        return {};
    // One that began yesterday may go on.
    for (const QDate &day : {now.date().addDays(-1), now.date()}) {
        if (!hours.days.contains(day.dayOfWeek()))
            continue;
        const QDateTime begin = momentOf(day, hours.from, now);
        const QDateTime end = momentOf(hours.to > hours.from ? day : day.addDays(1), hours.to, now);
        if (begin <= now && now < end)
            return end;
    }
    return {};
}

bool isPaused(const NoticePause &pause, const QDateTime &now)
{
    return pause.since.isValid() && pause.since <= now && now < pause.until;
}

NoticePause pauseForAnHour(const QDateTime &now)
{
    return {now, now.addSecs(secondsPerHour)};
}

NoticePause pauseUntilTomorrow(const QDateTime &now)
{
    return {now, momentOf(now.date().addDays(1), startOfWork, now)};
}

}
