// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QRandomGenerator>

#include <chrono>

namespace tandem::client {

/// How long to wait before the next attempt: twice as long each time up to a bound, and each wait spread by chance, so
/// that a thousand laptops do not come back in the same second.
class Backoff
{
public:
    using Milliseconds = std::chrono::milliseconds;

    Backoff(Milliseconds first, Milliseconds longest, QRandomGenerator *random = QRandomGenerator::global())
        : m_first(first)
        , m_longest(longest)
        , m_random(random)
    {
    }

    /// Between half of the wait and the whole of it; the next one is longer.
    Milliseconds next();
    void reset() { m_failures = 0; }
    int failures() const { return m_failures; }

private:
    Milliseconds m_first;
    Milliseconds m_longest;
    QRandomGenerator *m_random;
    int m_failures = 0;
};

}
