// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/access/session.h"
#include "server/access/throttle.h"
#include "server/store/audittrail.h"
#include "shared/base/result.h"
#include "shared/database/connection.h"
#include "shared/metadata/entitydef.h"

#include <optional>
#include <vector>

namespace tandem::server {

/// The tables of passwords and sessions. They are no entities: nothing of them is ever synced, exported or shown by
/// REST, but to everybody what his own devices are called. Belongs to the connection's thread.
class CredentialStore
{
public:
    /// `user` is the shipped definition of the user entity: its own columns never change.
    CredentialStore(Connection &connection, const EntityDef &user)
        : m_connection(connection)
        , m_user(user)
    {
    }

    static Result<void> createTables(Connection &connection);

    struct Account
    {
        RecordId user;
        bool disabled = false;
        QByteArray password; ///< Argon2id text; empty: none was set yet
        QByteArray codeHash; ///< of the one-time code; empty: none
        Timestamp codeAt = 0; ///< when it was made
        Throttle::Failures failures;
    };
    /// By the loginname::normalized() one; of several that are the same by it, the oldest.
    Result<std::optional<Account>> findByLoginName(const QString &loginName);
    Result<std::optional<Account>> find(const RecordId &user);

    // What sets a password or a code, or ends a session otherwise than for its age, notes that in the audit trail.

    /// Takes the one-time code and failures away, too.
    Result<void> setPassword(const RecordId &user, const QByteArray &hash, Timestamp now);
    /// The same password with stronger settings; nothing if `old` is no longer the hash.
    Result<void> replaceHash(const RecordId &user, const QByteArray &old, const QByteArray &hash);
    Result<void> setCode(const RecordId &user, const QByteArray &codeHash, Timestamp now);
    Result<void> setFailures(const RecordId &user, const Throttle::Failures &failures);

    /// Into the audit trail, what only the caller knows.
    Result<void> note(AuditEvent event);

    Result<void> insertSession(const Session &session, const QByteArray &tokenHash);
    struct TokenOwner
    {
        Session session;
        bool ended = false;
        bool disabled = false;
    };
    Result<std::optional<TokenOwner>> sessionByToken(const QByteArray &tokenHash);
    Result<std::vector<Session>> sessions(const RecordId &user); ///< those that have not ended
    /// As it was called when it was last seen; empty: its sessions are forgotten.
    Result<QString> deviceName(const RecordId &user, const RecordId &device);
    Result<void> setLastSeen(const RecordId &session, Timestamp now);

    /// Each gives the sessions that it ended.
    Result<std::vector<RecordId>> endSession(const RecordId &session, Timestamp now);
    /// Only if it is one of this user's.
    Result<std::vector<RecordId>> endSessionOf(const RecordId &user, const RecordId &session, Timestamp now);
    Result<std::vector<RecordId>> endSessionsOf(
        const RecordId &user, const std::optional<RecordId> &except, Timestamp now);
    Result<std::vector<RecordId>> endSessionsOfDevice(const RecordId &user, const RecordId &device, Timestamp now);
    Result<std::vector<RecordId>> endSessionsOfDisabled(Timestamp now);
    Result<std::vector<RecordId>> endedSince(Timestamp since);
    /// Forgets sessions that ended, or were not seen, since `before`. Gives those that end by it.
    Result<std::vector<RecordId>> trim(Timestamp before);

private:
    QString userColumns(const QString &condition) const;
    Result<std::optional<Account>> findOne(Statement statement) const;
    static Result<std::vector<RecordId>> readIds(Statement &statement);
    struct Owned
    {
        RecordId session;
        RecordId user;
    };
    Result<std::vector<Owned>> running(const QString &condition, const std::vector<RecordId> &ids);
    Result<std::vector<RecordId>> end(const QString &condition, const std::vector<RecordId> &ids, Timestamp now);

    Connection &m_connection;
    const EntityDef &m_user;
};

}
