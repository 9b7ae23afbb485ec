// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/base/clock.h"

namespace tandem::test {

/// A machine whose clock is wrong.
class WrongClock final : public Clock
{
public:
    /// Milliseconds; positive: ahead.
    explicit WrongClock(qint64 offset)
        : m_offset(offset)
    {
    }
    Timestamp now() const override { return SystemClock::instance().now() + m_offset; }

private:
    qint64 m_offset;
};

}
