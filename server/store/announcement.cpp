// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/store/announcement.h"

#include "shared/database/dialects/dialect.h"

namespace tandem::server {

namespace {

constexpr QLatin1String changesWord("changes");
constexpr QLatin1String endedWord("ended");
constexpr QLatin1String pastWord("past");
constexpr size_t sessionsAtOnce = 100; ///< PostgreSQL takes 8000 bytes

Result<void> say(Connection &connection, const QStringList &words)
{
    TANDEM_ASSIGN(Statement statement, connection.prepare(connection.dialect().announce()));
    TANDEM_TRY(statement.bind(1, words.join(QLatin1Char(' '))).step());
    return {};
}

bool isHeard(const Connection &connection)
{
    return !connection.dialect().announce().isEmpty();
}

}

Result<void> Announcement::changes(Connection &connection, qint64 seq)
{
    return isHeard(connection) ? say(connection, {changesWord, QString::number(seq)}) : Result<void>();
}

Result<void> Announcement::anotherPast(Connection &connection)
{
    return isHeard(connection) ? say(connection, {pastWord}) : Result<void>();
}

Result<void> Announcement::sessionsEnded(Connection &connection, const std::vector<RecordId> &sessions)
{
    if (!isHeard(connection))
        return {};
    for (size_t first = 0; first < sessions.size(); first += sessionsAtOnce) {
        QStringList words{endedWord};
        for (size_t i = first; i < std::min(first + sessionsAtOnce, sessions.size()); ++i)
            words.append(toText(sessions[i]));
        TANDEM_TRY(say(connection, words));
    }
    return {};
}

Announcement Announcement::parsed(const QString &words)
{
    Announcement announcement;
    const QStringList parts = words.split(QLatin1Char(' '));
    if (parts.constFirst() == changesWord)
        announcement.seq = parts.value(1).toLongLong();
    announcement.hasAnotherPast = parts.constFirst() == pastWord;
    if (parts.constFirst() == endedWord) {
        for (const QString &part : parts.mid(1)) {
            if (const RecordId id = recordIdFromText(part); !id.isNull())
                announcement.endedSessions.push_back(id);
        }
    }
    return announcement;
}

}
