// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/store/databasewriter.h"
#include "shared/base/clock.h"

#include <optional>
#include <utility>
#include <vector>

namespace tandem::server {

/// Where clock and change log stood on one day.
struct LivedDay
{
    Timestamp at = 0;
    qint64 seq = 0; ///< the newest entry
};

/// The days on which the server ran, as its daily clean-up counts them. What goes for good must be old by this count
/// and not only by the clock: a clock that is wrong by years for an hour adds no more than a day to it.
class LivedDays
{
public:
    /// Writes down one more, and forgets those that `kept` others have followed. Once a day, by one of several daemons.
    /// Blocks until it is durable, never on the writer thread.
    static Result<LivedDays> addOne(DatabaseWriter &writer, const Clock &clock, int kept);

    /// What is from before it is at least so many days old, by count and clock. Nothing as long as the server has not
    /// lived through as many.
    std::optional<LivedDay> before(int days) const;
    /// Whether the clock went on from the run before as clocks do. If not, it was set, or the server was off for long:
    /// what is old by the clock alone may be of yesterday.
    bool isSteady() const;

private:
    explicit LivedDays(std::vector<LivedDay> days)
        : m_days(std::move(days))
    {
    }

    std::vector<LivedDay> m_days; ///< the newest last
};

}
