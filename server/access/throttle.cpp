// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/access/throttle.h"

#include <algorithm>
#include <vector>

namespace tandem::server {

int Throttle::wait(const QString &key, Timestamp now)
{
    const auto found = m_failures.find(key);
    if (found == m_failures.end())
        return 0;
    found->last = std::min(found->last, now);
    const Failures known = *found;
    if (known.count < m_limits.free || now - known.last > m_limits.forget * 1000)
        return 0;
    const int doublings = std::min(known.count - m_limits.free, 20);
    const qint64 seconds = std::min<qint64>(qint64(1) << doublings, m_limits.longest);
    const qint64 left = seconds * 1000 - (now - known.last);
    return left > 0 ? int((left + 999) / 1000) : 0;
}

void Throttle::failed(const QString &key, Timestamp now)
{
    if (m_failures.size() >= m_limits.entries)
        makeRoom();
    Failures &known = m_failures[key];
    if (now - known.last > m_limits.forget * 1000)
        known.count = 0;
    ++known.count;
    known.last = now;
}

void Throttle::takeBack(const QString &key, int failures)
{
    const auto known = m_failures.find(key);
    if (known == m_failures.end())
        return;
    known->count -= failures;
    if (known->count <= 0)
        m_failures.erase(known);
}

void Throttle::restore(const QString &key, const Failures &failures)
{
    if (failures.count > m_failures.value(key).count)
        m_failures.insert(key, failures);
}

void Throttle::makeRoom()
{
    std::vector<Timestamp> times;
    times.reserve(size_t(m_failures.size()));
    for (const Failures &known : std::as_const(m_failures))
        times.push_back(known.last);
    const auto middle = times.begin() + std::ptrdiff_t(times.size() / 2);
    std::nth_element(times.begin(), middle, times.end());
    const Timestamp oldest = *middle;
    m_failures.removeIf([oldest](QHash<QString, Failures>::iterator it) { return it->last <= oldest; });
}

}
