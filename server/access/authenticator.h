// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/access/passwordhasher.h"
#include "server/access/session.h"
#include "server/store/databasewriter.h"
#include "shared/metadata/registry.h"

#include <optional>
#include <vector>

namespace tandem::server {

class Store;

struct SignInRequest
{
    QString loginName;
    QString password;
    RecordId device; ///< of the laptop; null for browsers and scripts
    QString deviceName; ///< shown in the list of sessions: "LI-WEI-THINKPAD"
    QString address; ///< of the peer, for slowing down
};

struct FirstPasswordRequest
{
    QString loginName;
    QString code; ///< the one-time code
    QString password; ///< the new one
    RecordId device;
    QString deviceName;
    QString address;
};

struct SignedIn
{
    Session session;
    QString token; ///< 256 random bits as text; given out this once, stored as its hash only
};

/// Who somebody is: passwords, one-time codes, session tokens. Any thread. Everything is written through the
/// DatabaseWriter; sessions are read over the caller's connection, accounts over one of its own.
class Authenticator
{
public:
    static constexpr int minimumPasswordLength = 8;
    static constexpr qint64 codeLifetime = 7 * 24 * 3600 * 1000LL; ///< milliseconds that a one-time code is good for
    /// Error: Invalid ("password": "tooShort", "tooLong").
    static Result<void> checkPassword(const QString &password);

    Authenticator(DatabaseWriter &writer, PasswordHasher &hasher, const Store &store,
        const Clock &clock = SystemClock::instance());
    ~Authenticator();

    using SignInDone = std::function<void(Result<SignedIn>)>;

    /// Error: Unauthenticated ("wrongPassword", also for unknown names), Forbidden ("userDisabled"), TooMany
    /// ("slowDown" with `retryAfter`, or "busy"), Unavailable. `done` is called on another thread, or at once.
    void signIn(const SignInRequest &request, SignInDone done);
    /// Takes the one-time code, sets the first password and signs in. Error: Unauthenticated ("wrongCode"), Invalid
    /// ("password", "tooShort"), and those of signIn().
    void setFirstPassword(const FirstPasswordRequest &request, SignInDone done);

    /// The session of a token. Cheap: known tokens are kept in memory. Error: Unauthenticated ("sessionEnded"),
    /// Forbidden ("userDisabled").
    Result<Session> session(Connection &connection, const QString &token);

    using Done = std::function<void(Result<void>)>;
    /// Changes one's own password; all other sessions end. Error: Unauthenticated ("wrongPassword"), Invalid.
    void changePassword(const RecordId &user, const QString &oldPassword, const QString &newPassword,
        const std::optional<RecordId> &keptSession, const Done &done);
    /// By an administrator or tandemctl: all sessions of the user end.
    void setPassword(const RecordId &user, const QString &newPassword, Done done);
    /// A new one-time code for a user without password (or one who forgot it). The code is handed out this once.
    void makeOneTimeCode(const RecordId &user, std::function<void(Result<QString>)> done);

    void revoke(const RecordId &session, Done done);
    /// The same of a device that is not here: a lost laptop. Error: NotFound ("noSuchSession") if no such session of
    /// this user, or of anybody where none is given, runs.
    void endSession(const std::optional<RecordId> &user, const RecordId &session, const Done &done);
    void revokeAll(const RecordId &user, Done done); ///< also when a user is disabled
    Result<std::vector<Session>> sessions(Connection &connection, const RecordId &user) const;

    /// Called (on the writer thread, or that of sessionsEndedElsewhere()) after sessions ended, so that their
    /// connections are closed at once.
    using Ended = std::function<void(const std::vector<RecordId> &sessions)>;
    void onSessionsEnded(Ended ended);
    /// Another daemon on the same database ended them: they are forgotten here, and told as above. Any thread.
    void sessionsEndedElsewhere(const std::vector<RecordId> &sessions);
    /// What others said after `since` was not heard: every session is looked up again, and those that have ended are
    /// told as above. Any thread.
    void sessionsMayHaveEnded(Timestamp since);
    /// Ends what belongs to users who were disabled or deleted; called after commits that changed users.
    void endSessionsOfDisabledUsers();

    /// Forgets sessions that ended, or were not seen, since `before`; the latter end by it.
    void trim(Timestamp before, Done done);

    /// On a write connection of the caller's, for the first start and for tandemctl beside a stopped daemon.
    static Result<QString> storeOneTimeCode(
        Connection &connection, const EntityDef &userEntity, const RecordId &user, Timestamp now);

private:
    class Private;
    std::shared_ptr<Private> d; ///< callbacks in flight keep it
};

}
