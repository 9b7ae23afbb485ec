// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/base/clock.h"
#include "shared/base/result.h"
#include "shared/database/connection.h"

#include <QCborMap>

#include <optional>
#include <vector>

namespace tandem::server {

/// Work that must not be lost and may fail at first: a mail, a webhook, the index of a file's text.
struct Job
{
    RecordId id;
    QString kind; ///< which handler runs it
    QCborMap payload;
    int attempts = 0; ///< that failed
    Timestamp dueAt = 0;
    QString error; ///< of the last attempt

    bool operator==(const Job &) const = default;
};

/// The table of jobs. A job is a row until it is done; one that failed too often stays as a dead letter.
class JobStore
{
public:
    explicit JobStore(Connection &connection)
        : m_connection(connection)
    {
    }

    static Result<void> createTable(Connection &connection);

    /// Inside the transaction of what asks for it, so that the one never is without the other.
    Result<void> add(const Job &job);
    Result<std::optional<Job>> nextDue(Timestamp now); ///< the one that has waited longest
    Result<std::optional<Timestamp>> nextTime(); ///< when the next one is due
    Result<void> remove(const RecordId &job);
    Result<void> postpone(const RecordId &job, int attempts, Timestamp dueAt, const QString &error);
    Result<void> bury(const RecordId &job, int attempts, const QString &error);
    Result<std::vector<Job>> dead(int limit); ///< newest first
    /// A dead letter gets another round. Error: NotFound.
    Result<void> revive(const RecordId &job, Timestamp dueAt);

private:
    Connection &m_connection;
};

}
