// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/jobs/rescanround.h"

#include <QDateTime>
#include <QRandomGenerator>

#include <chrono>

namespace tandem::server {

using namespace std::chrono_literals;

namespace {

constexpr int starts = 256; ///< folders by the first two digits of a hash
constexpr auto betweenRounds = 1h; ///< from one beginning to the next, whatever the clock on the wall does meanwhile

}

RescanRound::RescanRound(const FileStore &files, int againDays)
    : m_files(files)
    , m_againDays(againDays)
{
}

bool RescanRound::isDue(const QString &hash) const
{
    const Quarantine &quarantine = m_files.quarantine();
    const QDateTime now = QDateTime::currentDateTimeUtc();
    const QDateTime since = m_againDays > 0 ? now.addDays(-m_againDays) : QDateTime::fromMSecsSinceEpoch(0);
    return !quarantine.wasChecked(hash, since) && !quarantine.isWaiting(hash);
}

QStringList RescanRound::dueUnder(int start) const
{
    QStringList due;
    for (const QString &hash : m_files.under(QStringLiteral("%1").arg(start, 2, 16, QLatin1Char('0')))) {
        if (isDue(hash))
            due.append(hash);
    }
    return due;
}

/// Anywhere, so that of several daemons with one folder each has something else to look at.
void RescanRound::begin()
{
    m_rest.setRemainingTime(betweenRounds);
    m_start = QRandomGenerator::global()->bounded(starts);
    qint64 left = 0;
    for (int start = 0; start < starts; ++start)
        left += dueUnder(start).size();
    m_left = left;
    m_startsLeft = left > 0 ? starts : 0; // mostly there is nothing to go through the folder once more for
}

std::optional<QString> RescanRound::next()
{
    const bool isOver = m_found.isEmpty() && m_startsLeft == 0;
    if (isOver && m_rest.hasExpired())
        begin();
    for (; m_found.isEmpty() && m_startsLeft > 0; --m_startsLeft) {
        m_start = (m_start + 1) % starts;
        m_found = dueUnder(m_start);
    }
    if (m_found.isEmpty()) {
        m_left = 0;
        return std::nullopt;
    }
    if (m_left > 0)
        --m_left;
    return m_found.takeFirst();
}

}
