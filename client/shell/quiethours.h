// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QDateTime>
#include <QSet>

#include <optional>

namespace tandem::client {

/// The span of a day in which the system shows no notices, by the clock on the wall.
struct QuietHours
{
    bool enabled = false;
    QTime from = QTime(22, 0);
    QTime to = QTime(7, 0); ///< not after `from`: on the next day; the same: a whole day
    QSet<int> days = {1, 2, 3, 4, 5, 6, 7}; ///< on which a span begins; Monday is 1

    bool operator==(const QuietHours &) const = default;
};

/// When the span that `now` lies in ends; none outside of one. The zone is that of `now`. A span is one piece of
/// time: on the days when the clock is changed it ends once, as it began.
std::optional<QDateTime> quietUntil(const QuietHours &hours, const QDateTime &now);

/// "Do not disturb", as the user asked for it at a moment and for a while.
struct NoticePause
{
    QDateTime since; ///< invalid: nobody asked
    QDateTime until;
};

/// A clock that was set back ends a pause that began in what is the future now: nobody waits days for an hour.
bool isPaused(const NoticePause &pause, const QDateTime &now);
NoticePause pauseForAnHour(const QDateTime &now);
NoticePause pauseUntilTomorrow(const QDateTime &now); ///< until eight in the morning

}
