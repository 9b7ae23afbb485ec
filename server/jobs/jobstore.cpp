// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/jobs/jobstore.h"

#include "shared/database/dialects/dialect.h"

#include <QCborValue>

namespace tandem::server {

namespace {

const QString columns = QStringLiteral("\"id\", \"kind\", \"payload\", \"attempts\", \"due_at\", \"error\", \"dead\"");

Job readJob(const Statement &statement)
{
    return {statement.id(0), statement.text(1), QCborValue::fromCbor(statement.bytes(2)).toMap(),
        int(statement.integer(3)), statement.integer(4), statement.text(5), statement.integer(6) != 0};
}

Result<std::vector<Job>> readJobs(Statement &statement)
{
    std::vector<Job> jobs;
    for (;;) {
        TANDEM_ASSIGN(const bool there, statement.step());
        if (!there)
            return jobs;
        jobs.push_back(readJob(statement));
    }
}

Result<void> oneChanged(const Connection &connection)
{
    return connection.changedRows() > 0
        ? Result<void>()
        : Result<void>(Error{ErrorCode::NotFound, QStringLiteral("noSuchJob"), {}, {}, {}});
}

}

Result<void> JobStore::createTable(Connection &connection)
{
    const Dialect &dialect = connection.dialect();
    TANDEM_TRY(connection.execute(
        QStringLiteral(
            "CREATE TABLE IF NOT EXISTS \"job\" (\"id\" %1 NOT NULL PRIMARY KEY, \"kind\" %2 NOT NULL, "
            "\"payload\" %3 NOT NULL, \"attempts\" %4 NOT NULL, \"due_at\" %4 NOT NULL, \"error\" %2 NOT NULL, "
            "\"dead\" %4 NOT NULL)")
            .arg(dialect.columnType(ColumnDef::Storage::Id), dialect.columnType(ColumnDef::Storage::Text),
                dialect.blobType(), dialect.columnType(ColumnDef::Storage::Integer))));
    return connection.execute(
        QStringLiteral("CREATE INDEX IF NOT EXISTS \"job_due\" ON \"job\" (\"dead\", \"due_at\")"));
}

Result<void> JobStore::add(const Job &job)
{
    TANDEM_ASSIGN(Statement statement,
        m_connection.prepare(
            QStringLiteral("INSERT INTO \"job\" (%1) VALUES (?1, ?2, ?3, ?4, ?5, ?6, 0)").arg(columns)));
    return statement.bind(1, job.id)
        .bind(2, job.kind)
        .bind(3, QCborValue(job.payload).toCbor())
        .bind(4, job.attempts)
        .bind(5, job.dueAt)
        .bind(6, job.error.isNull() ? QStringLiteral("") : job.error)
        .run();
}

Result<std::optional<Job>> JobStore::nextDue(Timestamp now)
{
    TANDEM_ASSIGN(Statement statement,
        m_connection.prepare(QStringLiteral("SELECT %1 FROM \"job\" WHERE \"dead\" = 0 AND \"due_at\" <= ?1 "
                                            "ORDER BY \"due_at\", \"id\" LIMIT 1")
                                 .arg(columns)));
    statement.bind(1, now);
    TANDEM_ASSIGN(const bool there, statement.step());
    return there ? std::optional(readJob(statement)) : std::optional<Job>();
}

bool JobStore::isShared() const
{
    return !m_connection.dialect().tryLock().isEmpty();
}

Result<bool> JobStore::tell(const QString &lockOrUnlock, const RecordId &job)
{
    TANDEM_ASSIGN(Statement statement, m_connection.prepare(lockOrUnlock));
    TANDEM_TRY(statement.bind(1, QLatin1String("job ") + toText(job)).step());
    return statement.integer(0) != 0;
}

Result<std::optional<Job>> JobStore::due(const RecordId &job, Timestamp now)
{
    TANDEM_ASSIGN(Statement statement,
        m_connection.prepare(
            QStringLiteral("SELECT %1 FROM \"job\" WHERE \"id\" = ?1 AND \"dead\" = 0 AND \"due_at\" <= ?2")
                .arg(columns)));
    statement.bind(1, job).bind(2, now);
    TANDEM_ASSIGN(const bool there, statement.step());
    return there ? std::optional(readJob(statement)) : std::optional<Job>();
}

/// By a lock of the session and not of a row: a job may take hours, in which no transaction should stay open, and the
/// writer, which settles it, must not wait for the lock. Who dies lets go at once.
Result<std::optional<Job>> JobStore::claimDue(Timestamp now)
{
    constexpr int enough = 100; // more than daemons, of which each has one
    if (!isShared())
        return nextDue(now);
    TANDEM_ASSIGN(Statement statement,
        m_connection.prepare(QStringLiteral("SELECT \"id\" FROM \"job\" WHERE \"dead\" = 0 AND \"due_at\" <= ?1 "
                                            "ORDER BY \"due_at\", \"id\" LIMIT ?2")));
    statement.bind(1, now).bind(2, enough);
    for (;;) {
        TANDEM_ASSIGN(const bool there, statement.step());
        if (!there)
            return std::optional<Job>();
        const RecordId id = statement.id(0);
        TANDEM_ASSIGN(const bool isOurs, tell(m_connection.dialect().tryLock(), id));
        if (!isOurs)
            continue;
        // Another one may have settled it between the two looks, and let go.
        auto job = due(id, now);
        if (job && job->has_value())
            return job;
        TANDEM_TRY(release(id));
        if (!job)
            return job;
    }
}

Result<void> JobStore::release(const RecordId &job)
{
    if (isShared())
        TANDEM_TRY(tell(m_connection.dialect().unlock(), job));
    return {};
}

Result<std::optional<Timestamp>> JobStore::nextTime()
{
    TANDEM_ASSIGN(Statement statement,
        m_connection.prepare(QStringLiteral("SELECT min(\"due_at\") FROM \"job\" WHERE \"dead\" = 0")));
    TANDEM_TRY(statement.step());
    return statement.isNull(0) ? std::optional<Timestamp>() : std::optional(Timestamp(statement.integer(0)));
}

Result<void> JobStore::remove(const RecordId &job)
{
    TANDEM_ASSIGN(Statement statement, m_connection.prepare(QStringLiteral("DELETE FROM \"job\" WHERE \"id\" = ?1")));
    return statement.bind(1, job).run();
}

Result<void> JobStore::discard(const RecordId &job)
{
    TANDEM_TRY(remove(job));
    return oneChanged(m_connection);
}

Result<void> JobStore::removeDead(const QString &kind)
{
    TANDEM_ASSIGN(Statement statement,
        m_connection.prepare(QStringLiteral("DELETE FROM \"job\" WHERE \"kind\" = ?1 AND \"dead\" = 1")));
    return statement.bind(1, kind).run();
}

Result<void> JobStore::postpone(const RecordId &job, int attempts, Timestamp dueAt, const QString &error)
{
    TANDEM_ASSIGN(Statement statement,
        m_connection.prepare(
            QStringLiteral("UPDATE \"job\" SET \"attempts\" = ?2, \"due_at\" = ?3, \"error\" = ?4 WHERE \"id\" = ?1")));
    return statement.bind(1, job).bind(2, attempts).bind(3, dueAt).bind(4, error).run();
}

Result<void> JobStore::bringForward(Timestamp now, qint64 milliseconds)
{
    TANDEM_ASSIGN(Statement statement,
        m_connection.prepare(QStringLiteral("UPDATE \"job\" SET \"due_at\" = \"due_at\" - ?1 "
                                            "WHERE \"dead\" = 0 AND \"due_at\" > ?2")));
    return statement.bind(1, milliseconds).bind(2, now).run();
}

Result<void> JobStore::bury(const RecordId &job, int attempts, const QString &error)
{
    TANDEM_ASSIGN(Statement statement,
        m_connection.prepare(
            QStringLiteral("UPDATE \"job\" SET \"attempts\" = ?2, \"dead\" = 1, \"error\" = ?3 WHERE \"id\" = ?1")));
    return statement.bind(1, job).bind(2, attempts).bind(3, error).run();
}

Result<std::vector<Job>> JobStore::all(int limit)
{
    TANDEM_ASSIGN(Statement statement,
        m_connection.prepare(
            QStringLiteral("SELECT %1 FROM \"job\" ORDER BY \"dead\" DESC, \"due_at\" DESC, \"id\" LIMIT ?1")
                .arg(columns)));
    statement.bind(1, limit);
    return readJobs(statement);
}

Result<std::vector<Job>> JobStore::dead(int limit)
{
    TANDEM_ASSIGN(Statement statement,
        m_connection.prepare(
            QStringLiteral("SELECT %1 FROM \"job\" WHERE \"dead\" = 1 ORDER BY \"due_at\" DESC, \"id\" LIMIT ?1")
                .arg(columns)));
    statement.bind(1, limit);
    return readJobs(statement);
}

Result<JobStore::Count> JobStore::count()
{
    TANDEM_ASSIGN(Statement statement,
        m_connection.prepare(QStringLiteral("SELECT \"dead\", count(*) FROM \"job\" GROUP BY \"dead\"")));
    Count count;
    for (;;) {
        TANDEM_ASSIGN(const bool there, statement.step());
        if (!there)
            return count;
        (statement.integer(0) != 0 ? count.dead : count.waiting) = statement.integer(1);
    }
}

Result<bool> JobStore::isWaiting(const QString &kind)
{
    TANDEM_ASSIGN(Statement statement,
        m_connection.prepare(QStringLiteral("SELECT 1 FROM \"job\" WHERE \"kind\" = ?1 AND \"dead\" = 0 LIMIT 1")));
    return statement.bind(1, kind).step();
}

Result<QString> JobStore::failureOf(const QString &kind)
{
    TANDEM_ASSIGN(Statement statement,
        m_connection.prepare(QStringLiteral("SELECT \"error\" FROM \"job\" WHERE \"kind\" = ?1 AND \"attempts\" > 0 "
                                            "ORDER BY \"due_at\" DESC LIMIT 1")));
    TANDEM_ASSIGN(const bool found, statement.bind(1, kind).step());
    return found ? statement.text(0) : QString();
}

Result<void> JobStore::retry(const RecordId &job, Timestamp dueAt)
{
    TANDEM_ASSIGN(Statement statement,
        m_connection.prepare(
            QStringLiteral("UPDATE \"job\" SET \"attempts\" = 0, \"dead\" = 0, \"due_at\" = ?2 WHERE \"id\" = ?1")));
    TANDEM_TRY(statement.bind(1, job).bind(2, dueAt).run());
    return oneChanged(m_connection);
}

}
