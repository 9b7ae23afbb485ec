// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/jobs/liveddays.h"

#include "server/store/metatable.h"
#include "server/store/sequence.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>
#include <cstdlib>

namespace tandem::server {

namespace {

const QString metaName = QStringLiteral("livedDays");
constexpr qint64 day = 24LL * 3'600'000;
constexpr qint64 longestPause = 30 * day; ///< what goes by the clock alone is kept for several times as long

QByteArray textOf(const std::vector<LivedDay> &days)
{
    QJsonArray lines;
    for (const LivedDay &lived : days)
        lines.append(QJsonArray{lived.at, lived.seq});
    return QJsonDocument(lines).toJson(QJsonDocument::Compact);
}

Result<std::vector<LivedDay>> read(Connection &connection)
{
    std::vector<LivedDay> days;
    TANDEM_ASSIGN(const auto bytes, metatable::read(connection, metaName));
    const QJsonArray lines = QJsonDocument::fromJson(bytes.value_or(QByteArray())).array();
    for (const QJsonValue line : lines)
        days.push_back({line[0].toInteger(), line[1].toInteger()});
    return days;
}

}

Result<LivedDays> LivedDays::addOne(DatabaseWriter &writer, const Clock &clock, int kept)
{
    std::vector<LivedDay> days;
    TANDEM_TRY(writeAndWait(writer, [&](Connection &connection) -> Result<void> {
        TANDEM_ASSIGN(days, read(connection));
        TANDEM_ASSIGN(const qint64 newest, Sequence::committed(connection));
        days.push_back({clock.now(), newest});
        const qint64 tooMany = qint64(days.size()) - std::max(kept, 1) - 1;
        days.erase(days.begin(), days.begin() + std::max<qint64>(tooMany, 0));
        return metatable::write(connection, metaName, textOf(days));
    }));
    return LivedDays(std::move(days));
}

std::optional<LivedDay> LivedDays::before(int days) const
{
    if (days < 0 || std::size_t(days) >= m_days.size())
        return std::nullopt;
    const LivedDay &counted = m_days[m_days.size() - 1 - std::size_t(days)];
    return LivedDay{std::min(counted.at, m_days.back().at - days * day), counted.seq};
}

bool LivedDays::isSteady() const
{
    const std::size_t runs = m_days.size();
    return runs > 1 && std::abs(m_days[runs - 1].at - m_days[runs - 2].at) <= longestPause;
}

}
