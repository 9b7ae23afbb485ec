// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/access/credentialstore.h"

#include "server/access/loginname.h"
#include "server/store/announcement.h"
#include "shared/database/dialects/dialect.h"
#include "shared/entities/entitynames.h"

namespace tandem::server {

namespace {

const QString sessionColumns =
    QStringLiteral("s.\"id\", s.\"user\", s.\"device\", s.\"device_name\", s.\"created_at\", s.\"seen_at\"");

Session readSession(const Statement &statement)
{
    return {statement.id(0), statement.id(1), statement.id(2), statement.text(3), statement.integer(4),
        statement.integer(5)};
}

QString columnOf(const EntityDef &entity, FieldNumber field)
{
    return Dialect::quoted(entity.field(field)->column);
}

/// SQL: whether the user of row `u` may not sign in.
QString disabledCondition(const EntityDef &user)
{
    return QStringLiteral("(coalesce(u.%1, 1) = 0 OR u.%2 IS NOT NULL)")
        .arg(columnOf(user, entities::user::field::active), columnOf(user, systemfield::deletedAt));
}

}

Result<void> CredentialStore::createTables(Connection &connection)
{
    const Dialect &dialect = connection.dialect();
    const QString blob = dialect.blobType();
    const QString id = dialect.columnType(ColumnDef::Storage::Id);
    const QString integer = dialect.columnType(ColumnDef::Storage::Integer);
    const QString text = dialect.columnType(ColumnDef::Storage::Text);
    TANDEM_TRY(connection.execute(
        QStringLiteral("CREATE TABLE IF NOT EXISTS \"credential\" (\"user\" %1 NOT NULL PRIMARY KEY, \"password\" %2, "
                       "\"changed_at\" %3, \"code\" %2, \"code_at\" %3, \"failures\" %3 NOT NULL DEFAULT 0, "
                       "\"failed_at\" %3 NOT NULL DEFAULT 0)")
            .arg(id, blob, integer)));
    TANDEM_TRY(connection.execute(QStringLiteral(
        "CREATE TABLE IF NOT EXISTS \"login_session\" (\"id\" %1 NOT NULL PRIMARY KEY, \"token\" %2 NOT NULL UNIQUE, "
        "\"user\" %1 NOT NULL, \"device\" %1, \"device_name\" %3 NOT NULL, \"created_at\" %4 NOT NULL, "
        "\"seen_at\" %4 NOT NULL, \"ended_at\" %4)")
                                      .arg(id, blob, text, integer)));
    return connection.execute(
        QStringLiteral("CREATE INDEX IF NOT EXISTS \"login_session_user\" ON \"login_session\" (\"user\")"));
}

QString CredentialStore::userColumns(const QString &condition) const
{
    return QStringLiteral(
        "SELECT u.\"id\", %1, c.\"password\", c.\"code\", coalesce(c.\"failures\", 0), coalesce(c.\"failed_at\", 0), "
        "coalesce(c.\"code_at\", 0) "
        "FROM %2 u LEFT JOIN \"credential\" c ON c.\"user\" = u.\"id\" WHERE u.%3 IS NULL AND %4")
        .arg(disabledCondition(m_user), Dialect::quoted(m_user.table), columnOf(m_user, systemfield::deletedAt),
            condition);
}

Result<std::optional<CredentialStore::Account>> CredentialStore::findOne(Statement statement) const
{
    TANDEM_ASSIGN(const bool there, statement.step());
    if (!there)
        return std::optional<Account>();
    Account account;
    account.user = statement.id(0);
    account.disabled = statement.integer(1) != 0;
    account.password = statement.bytes(2);
    account.codeHash = statement.bytes(3);
    account.failures = {int(statement.integer(4)), statement.integer(5)};
    account.codeAt = statement.integer(6);
    return std::optional(account);
}

/// Compared here: the lower() of one database knows no letters but the English ones, that of another those of its
/// locale.
Result<std::optional<CredentialStore::Account>> CredentialStore::findByLoginName(const QString &loginName)
{
    TANDEM_ASSIGN(Statement statement,
        m_connection.prepare(QStringLiteral("SELECT \"id\", %1 FROM %2 WHERE %3 IS NULL ORDER BY \"id\"")
                                 .arg(columnOf(m_user, entities::user::field::login), Dialect::quoted(m_user.table),
                                     columnOf(m_user, systemfield::deletedAt))));
    for (;;) {
        TANDEM_ASSIGN(const bool there, statement.step());
        if (!there)
            return std::optional<Account>();
        if (loginname::normalized(statement.text(1)) == loginName)
            return find(statement.id(0));
    }
}

Result<std::optional<CredentialStore::Account>> CredentialStore::find(const RecordId &user)
{
    TANDEM_ASSIGN(Statement statement, m_connection.prepare(userColumns(QStringLiteral("u.\"id\" = ?1"))));
    statement.bind(1, user);
    return findOne(std::move(statement));
}

Result<void> CredentialStore::setPassword(const RecordId &user, const QByteArray &hash, Timestamp now)
{
    TANDEM_ASSIGN(Statement statement,
        m_connection.prepare(QStringLiteral(
            "INSERT INTO \"credential\" (\"user\", \"password\", \"changed_at\") VALUES (?1, ?2, ?3) "
            "ON CONFLICT (\"user\") DO UPDATE SET \"password\" = ?2, \"changed_at\" = ?3, \"code\" = NULL, "
            "\"code_at\" = NULL, \"failures\" = 0, \"failed_at\" = 0")));
    TANDEM_TRY(statement.bind(1, user).bind(2, hash).bind(3, now).run());
    return note({0, now, auditevent::passwordSet, user, {}, {}, {}});
}

Result<void> CredentialStore::note(AuditEvent event)
{
    return AuditTrail(m_connection).append(std::move(event));
}

Result<void> CredentialStore::replaceHash(const RecordId &user, const QByteArray &old, const QByteArray &hash)
{
    TANDEM_ASSIGN(Statement statement,
        m_connection.prepare(QStringLiteral("UPDATE \"credential\" SET \"password\" = ?3 "
                                            "WHERE \"user\" = ?1 AND \"password\" = ?2")));
    return statement.bind(1, user).bind(2, old).bind(3, hash).run();
}

Result<void> CredentialStore::setCode(const RecordId &user, const QByteArray &codeHash, Timestamp now)
{
    TANDEM_ASSIGN(Statement statement,
        m_connection.prepare(
            QStringLiteral("INSERT INTO \"credential\" (\"user\", \"code\", \"code_at\") VALUES (?1, ?2, ?3) "
                           "ON CONFLICT (\"user\") DO UPDATE SET \"code\" = ?2, \"code_at\" = ?3")));
    TANDEM_TRY(statement.bind(1, user).bind(2, codeHash).bind(3, now).run());
    return note({0, now, auditevent::codeMade, user, {}, {}, {}});
}

Result<void> CredentialStore::setFailures(const RecordId &user, const Throttle::Failures &failures)
{
    TANDEM_ASSIGN(Statement statement,
        m_connection.prepare(
            QStringLiteral("INSERT INTO \"credential\" (\"user\", \"failures\", \"failed_at\") VALUES (?1, ?2, ?3) "
                           "ON CONFLICT (\"user\") DO UPDATE SET \"failures\" = ?2, \"failed_at\" = ?3")));
    return statement.bind(1, user).bind(2, failures.count).bind(3, failures.last).run();
}

Result<void> CredentialStore::insertSession(const Session &session, const QByteArray &tokenHash)
{
    TANDEM_ASSIGN(Statement statement,
        m_connection.prepare(QStringLiteral(
            "INSERT INTO \"login_session\" (\"id\", \"token\", \"user\", \"device\", \"device_name\", \"created_at\", "
            "\"seen_at\") VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)")));
    return statement.bind(1, session.id)
        .bind(2, tokenHash)
        .bind(3, session.user)
        .bind(4, session.device)
        .bind(5, session.deviceName)
        .bind(6, session.createdAt)
        .bind(7, session.lastSeenAt)
        .run();
}

Result<std::optional<CredentialStore::TokenOwner>> CredentialStore::sessionByToken(const QByteArray &tokenHash)
{
    TANDEM_ASSIGN(Statement statement,
        m_connection.prepare(QStringLiteral("SELECT %1, s.\"ended_at\", %2 FROM \"login_session\" s "
                                            "LEFT JOIN %3 u ON u.\"id\" = s.\"user\" WHERE s.\"token\" = ?1")
                                 .arg(sessionColumns, disabledCondition(m_user), Dialect::quoted(m_user.table))));
    statement.bind(1, tokenHash);
    TANDEM_ASSIGN(const bool there, statement.step());
    if (!there)
        return std::optional<TokenOwner>();
    return std::optional(TokenOwner{readSession(statement), !statement.isNull(6), statement.integer(7) != 0});
}

Result<std::vector<Session>> CredentialStore::sessions(const RecordId &user)
{
    TANDEM_ASSIGN(Statement statement,
        m_connection.prepare(QStringLiteral("SELECT %1 FROM \"login_session\" s WHERE s.\"user\" = ?1 AND "
                                            "s.\"ended_at\" IS NULL ORDER BY s.\"seen_at\" DESC, s.\"id\"")
                                 .arg(sessionColumns)));
    statement.bind(1, user);
    std::vector<Session> found;
    for (;;) {
        TANDEM_ASSIGN(const bool there, statement.step());
        if (!there)
            return found;
        found.push_back(readSession(statement));
    }
}

Result<QString> CredentialStore::deviceName(const RecordId &user, const RecordId &device)
{
    TANDEM_ASSIGN(Statement statement,
        m_connection.prepare(QStringLiteral("SELECT \"device_name\" FROM \"login_session\" WHERE \"user\" = ?1 AND "
                                            "\"device\" = ?2 ORDER BY \"seen_at\" DESC LIMIT 1")));
    statement.bind(1, user).bind(2, device);
    TANDEM_ASSIGN(const bool there, statement.step());
    return there ? statement.text(0) : QString();
}

Result<void> CredentialStore::setLastSeen(const RecordId &session, Timestamp now)
{
    TANDEM_ASSIGN(Statement statement,
        m_connection.prepare(QStringLiteral("UPDATE \"login_session\" SET \"seen_at\" = ?2 WHERE \"id\" = ?1")));
    return statement.bind(1, session).bind(2, now).run();
}

Result<std::vector<RecordId>> CredentialStore::readIds(Statement &statement)
{
    std::vector<RecordId> ids;
    for (;;) {
        TANDEM_ASSIGN(const bool there, statement.step());
        if (!there)
            return ids;
        ids.push_back(statement.id(0));
    }
}

namespace {

void bindIds(Statement &statement, const std::vector<RecordId> &ids)
{
    for (size_t i = 0; i < ids.size(); ++i)
        statement.bind(int(i) + 1, ids[i]);
}

QString whereRunning(const QString &condition)
{
    return QStringLiteral(" WHERE \"ended_at\" IS NULL AND ") + condition;
}

}

Result<std::vector<CredentialStore::Owned>> CredentialStore::running(
    const QString &condition, const std::vector<RecordId> &ids)
{
    TANDEM_ASSIGN(Statement statement,
        m_connection.prepare(
            QStringLiteral("SELECT \"id\", \"user\" FROM \"login_session\"") + whereRunning(condition)));
    bindIds(statement, ids);
    std::vector<Owned> found;
    for (;;) {
        TANDEM_ASSIGN(const bool there, statement.step());
        if (!there)
            return found;
        found.push_back({statement.id(0), statement.id(1)});
    }
}

Result<std::vector<RecordId>> CredentialStore::end(
    const QString &condition, const std::vector<RecordId> &ids, Timestamp now)
{
    TANDEM_ASSIGN(const std::vector<Owned> sessions, running(condition, ids));
    std::vector<RecordId> ended;
    if (sessions.empty())
        return ended;
    const QString set = QStringLiteral("UPDATE \"login_session\" SET \"ended_at\" = ?%1").arg(ids.size() + 1);
    TANDEM_ASSIGN(Statement statement, m_connection.prepare(set + whereRunning(condition)));
    bindIds(statement, ids);
    TANDEM_TRY(statement.bind(int(ids.size()) + 1, now).run());
    for (const Owned &owned : sessions) {
        TANDEM_TRY(note({0, now, auditevent::sessionEnded, owned.user, owned.session, {}, {}}));
        ended.push_back(owned.session);
    }
    TANDEM_TRY(Announcement::sessionsEnded(m_connection, ended));
    return ended;
}

Result<std::vector<RecordId>> CredentialStore::endSession(const RecordId &session, Timestamp now)
{
    return end(QStringLiteral("\"id\" = ?1"), {session}, now);
}

Result<std::vector<RecordId>> CredentialStore::endSessionOf(
    const RecordId &user, const RecordId &session, Timestamp now)
{
    return end(QStringLiteral("\"user\" = ?1 AND \"id\" = ?2"), {user, session}, now);
}

Result<std::vector<RecordId>> CredentialStore::endSessionsOf(
    const RecordId &user, const std::optional<RecordId> &except, Timestamp now)
{
    if (except)
        return end(QStringLiteral("\"user\" = ?1 AND \"id\" != ?2"), {user, *except}, now);
    return end(QStringLiteral("\"user\" = ?1"), {user}, now);
}

Result<std::vector<RecordId>> CredentialStore::endSessionsOfDevice(
    const RecordId &user, const RecordId &device, Timestamp now)
{
    return end(QStringLiteral("\"user\" = ?1 AND \"device\" = ?2"), {user, device}, now);
}

Result<std::vector<RecordId>> CredentialStore::endSessionsOfDisabled(Timestamp now)
{
    return end(QStringLiteral("\"user\" IN (SELECT u.\"id\" FROM %1 u WHERE %2)")
                   .arg(Dialect::quoted(m_user.table), disabledCondition(m_user)),
        {}, now);
}

Result<std::vector<RecordId>> CredentialStore::endedSince(Timestamp since)
{
    TANDEM_ASSIGN(Statement statement,
        m_connection.prepare(QStringLiteral("SELECT \"id\" FROM \"login_session\" WHERE \"ended_at\" >= ?1")));
    statement.bind(1, since);
    return readIds(statement);
}

Result<std::vector<RecordId>> CredentialStore::trim(Timestamp before)
{
    std::vector<RecordId> ended;
    {
        TANDEM_ASSIGN(Statement unseen,
            m_connection.prepare(QStringLiteral(
                "SELECT \"id\" FROM \"login_session\" WHERE \"ended_at\" IS NULL AND \"seen_at\" < ?1")));
        unseen.bind(1, before);
        TANDEM_ASSIGN(ended, readIds(unseen));
    }
    TANDEM_ASSIGN(Statement statement,
        m_connection.prepare(
            QStringLiteral("DELETE FROM \"login_session\" WHERE coalesce(\"ended_at\", \"seen_at\") < ?1")));
    TANDEM_TRY(statement.bind(1, before).run());
    TANDEM_TRY(Announcement::sessionsEnded(m_connection, ended));
    return ended;
}

}
