// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/sync/simulation/databaselines.h"

#include <utility>

namespace tandem::sim {

void DatabaseLines::setReachable(const QString &url, bool reachable)
{
    const std::lock_guard lock(m_mutex);
    m_lines[url].isReachable = reachable;
}

void DatabaseLines::breakAtStatement(const QString &url, int nth)
{
    const std::lock_guard lock(m_mutex);
    m_lines[url].breakIn = nth;
}

void DatabaseLines::breakAtCommit(const QString &url, const CommitFault &fault)
{
    const std::lock_guard lock(m_mutex);
    m_lines[url].commit = fault;
}

bool DatabaseLines::takeEnd(const QString &url)
{
    const std::lock_guard lock(m_mutex);
    const auto found = m_lines.find(url);
    return found != m_lines.end() && std::exchange(found->second.hasEnded, false);
}

void DatabaseLines::hangUp(const QString &url)
{
    const std::lock_guard lock(m_mutex);
    m_lines[url].isHungUp = true;
}

void DatabaseLines::repair(const QString &url)
{
    const std::lock_guard lock(m_mutex);
    m_lines.erase(url);
}

/// Who only reads is also the simulation itself.
bool DatabaseLines::Lines::areOpenTo(const DatabaseAddress &address) const
{
    const bool mayWrite = address.mode == DatabaseAddress::Mode::ReadWrite;
    return !isHungUp && !(mayWrite && (hasEnded || !isReachable));
}

LineWatch::Fate DatabaseLines::fateOf(const QByteArray &sql, const DatabaseAddress &address)
{
    const std::lock_guard lock(m_mutex);
    const auto found = m_lines.find(address.url);
    if (found == m_lines.end())
        return Fate::Arrives;
    Lines &lines = found->second;
    if (!lines.areOpenTo(address))
        return Fate::Lost;
    if (address.mode == DatabaseAddress::Mode::ReadOnly)
        return Fate::Arrives;
    if (lines.breakIn > 0 && --lines.breakIn == 0)
        return Fate::Lost;
    if (sql != "COMMIT" || lines.commit.nth == 0 || --lines.commit.nth > 0)
        return Fate::Arrives;
    lines.hasEnded = lines.commit.endsProcess;
    return lines.commit.fate;
}

bool DatabaseLines::connects(const DatabaseAddress &address)
{
    const std::lock_guard lock(m_mutex);
    const auto found = m_lines.find(address.url);
    return found == m_lines.end() || found->second.areOpenTo(address);
}

}
