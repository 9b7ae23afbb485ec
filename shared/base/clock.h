// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtGlobal>

class QDateTime;

namespace tandem {

/// Milliseconds since 1970-01-01T00:00:00Z.
using Timestamp = qint64;

/// Where time comes from. Code that decides anything by time takes a Clock, so that tests set it.
class Clock
{
public:
    virtual ~Clock() = default;
    virtual Timestamp now() const = 0;
};

/// The moment in UTC, for what is written to others or taken apart.
QDateTime utcTime(Timestamp moment);

/// Seconds by which this machine's zone is ahead of UTC at `moment`: on a server the company's, for where a day begins.
int localUtcOffset(Timestamp moment);

/// The machine's own clock; any thread.
class SystemClock final : public Clock
{
public:
    Timestamp now() const override;
    static const SystemClock &instance();
};

}
