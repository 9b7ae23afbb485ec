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
constexpr int hashBytes = 32;
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

void RescanRound::addDueUnder(int start)
{
    for (const QString &hash : m_files.under(QStringLiteral("%1").arg(start, 2, 16, QLatin1Char('0')))) {
        if (isDue(hash))
            m_due += QByteArray::fromHex(hash.toLatin1());
    }
}

/// Anywhere, so that of several daemons with one folder each has something else to look at.
void RescanRound::begin()
{
    m_rest.setRemainingTime(betweenRounds);
    const int first = QRandomGenerator::global()->bounded(starts);
    for (int i = 0; i < starts; ++i)
        addDueUnder((first + i) % starts);
    m_left = m_due.size() / hashBytes;
}

std::optional<QString> RescanRound::next()
{
    if (m_due.isEmpty() && m_rest.hasExpired())
        begin();
    if (m_due.isEmpty())
        return std::nullopt;
    const QString hash = QString::fromLatin1(m_due.last(hashBytes).toHex());
    m_due.chop(hashBytes);
    m_left = m_due.size() / hashBytes;
    return hash;
}

}
