// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/connection/backoff.h"

#include <algorithm>

namespace tandem::client {

Backoff::Milliseconds Backoff::next()
{
    constexpr int mostDoublings = 20;
    const qint64 wait = std::min<qint64>(m_longest.count(), m_first.count() << std::min(m_failures, mostDoublings));
    m_failures = std::min(m_failures + 1, mostDoublings);
    const qint64 half = wait / 2;
    return Milliseconds(half + qint64(m_random->bounded(double(wait - half))));
}

}
