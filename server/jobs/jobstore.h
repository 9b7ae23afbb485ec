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
    QString error; ///< of the last attempt, for the log
    bool dead = false; ///< a dead letter: failed too often, waits for somebody to look

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
    /// The same, without those that other daemons on the database have; it is this connection's until release(), or
    /// its end.
    Result<std::optional<Job>> claimDue(Timestamp now);
    Result<void> release(const RecordId &job);
    bool isShared() const; ///< whether there can be other daemons
    Result<std::optional<Timestamp>> nextTime(); ///< when the next one is due
    Result<void> remove(const RecordId &job);
    Result<void> postpone(const RecordId &job, int attempts, Timestamp dueAt, const QString &error);
    /// What is due after `now` is due so many milliseconds earlier.
    Result<void> bringForward(Timestamp now, qint64 milliseconds);
    Result<void> bury(const RecordId &job, int attempts, const QString &error);
    Result<std::vector<Job>> all(int limit); ///< dead letters first, the newest of them at the top
    Result<std::vector<Job>> dead(int limit); ///< newest first
    struct Count
    {
        qint64 waiting = 0;
        qint64 dead = 0;
    };
    Result<Count> count();
    Result<bool> isWaiting(const QString &kind); ///< whether a job of this kind is not done yet, nor dead
    /// What the last attempt of a job of this kind failed by, which is not done yet or dead; empty: none failed.
    Result<QString> failureOf(const QString &kind);
    Result<void> removeDead(const QString &kind);
    /// A new round of attempts for a dead letter, or the next attempt at once. Error: NotFound.
    Result<void> retry(const RecordId &job, Timestamp dueAt);
    /// By somebody's decision. Error: NotFound.
    Result<void> discard(const RecordId &job);

private:
    Result<bool> tell(const QString &lockOrUnlock, const RecordId &job);
    Result<std::optional<Job>> due(const RecordId &job, Timestamp now);

    Connection &m_connection;
};

}
