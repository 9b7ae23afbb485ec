// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/access/authenticator.h"

#include "server/access/authenticationerrors.h"
#include "server/access/loginname.h"
#include "server/access/secret.h"
#include "server/access/signin.h"

#include <cstdlib>

namespace tandem::server {

namespace {

constexpr qint64 lastSeenGrain = 5 * 60 * 1000LL; ///< a session's last sight is not written more often

Error sessionEnded()
{
    return {ErrorCode::Unauthenticated, QStringLiteral("sessionEnded"), {}, {}, {}};
}

}

/// In callbacks of writer and hasher, which keep it.
class Authenticator::Private : public AuthenticatorParts, public std::enable_shared_from_this<Private>
{
public:
    Private(DatabaseWriter &writer, PasswordHasher &theHasher, const Store &store, const Clock &theClock)
        : AuthenticatorParts{
            CredentialWriter(writer, store.shipped()), CredentialReader(store), theHasher, theClock, {}, {}}
    {
    }

    void end(std::function<Result<std::vector<RecordId>>(CredentialStore &)> work, const Done &done)
    {
        credentials.write<std::vector<RecordId>>(
            std::move(work), [self = shared_from_this(), done](const Result<std::vector<RecordId>> &ended) {
                if (!ended)
                    return done(ended.error());
                self->sessions.end(*ended);
                done({});
            });
    }

    struct NewPassword
    {
        RecordId who;
        QString password;
        std::optional<RecordId> keptSession;
        std::optional<QByteArray> instead; ///< of this hash, if it still stands
    };
    /// `otherwise` goes on where another hash stands by now.
    void store(const NewPassword &fresh, Done done, std::function<void()> otherwise);
    /// `name` is that of the throttle, which has admitted it.
    void replace(const QString &name, const QString &oldPassword, const NewPassword &fresh, const Done &done);
};

void Authenticator::Private::store(const NewPassword &fresh, Done done, std::function<void()> otherwise)
{
    const auto write = [self = shared_from_this(), fresh, done = std::move(done), otherwise = std::move(otherwise)](
                           const Result<QByteArray> &hash) {
        if (!hash)
            return done(hash.error());
        const auto stands = std::make_shared<bool>(true);
        self->end(
            [fresh, stands, now = self->clock.now(), hash = *hash](
                CredentialStore &store) -> Result<std::vector<RecordId>> {
                if (fresh.instead) {
                    TANDEM_ASSIGN(const auto present, store.find(fresh.who));
                    *stands = present && present->password == *fresh.instead;
                    if (!*stands)
                        return std::vector<RecordId>();
                }
                TANDEM_TRY(store.setPassword(fresh.who, hash, now));
                return store.endSessionsOf(fresh.who, fresh.keptSession, now);
            },
            [done, otherwise, stands](const Result<void> &outcome) {
                if (outcome.ok() && !*stands)
                    return otherwise();
                done(outcome);
            });
    };
    hasher.hash(fresh.password, write);
}

void Authenticator::Private::replace(
    const QString &name, const QString &oldPassword, const NewPassword &fresh, const Done &done)
{
    const auto account = accounts.find(fresh.who);
    if (!account || !account->has_value()) {
        gate.unjudged(name, {});
        return done(account ? Error::notFound(QStringLiteral("user")) : account.error());
    }
    NewPassword checked = fresh;
    checked.instead = (*account)->password;
    hasher.verify(oldPassword, checked.instead->isEmpty() ? hasher.decoy() : *checked.instead,
        [self = shared_from_this(), name, oldPassword, checked, done](const Result<PasswordHasher::Check> &check) {
            if (!check) {
                self->gate.unjudged(name, {});
                return done(check.error());
            }
            if (!check->matches)
                return done(authenticationerror::wrongPassword());
            self->gate.succeeded(name, {});
            // Another hash may be one of the same password, made anew by a sign-in meanwhile.
            self->store(checked, done,
                [self, name, oldPassword, checked, done] { self->replace(name, oldPassword, checked, done); });
        });
}

Authenticator::Authenticator(DatabaseWriter &writer, PasswordHasher &hasher, const Store &store, const Clock &clock)
    : d(std::make_shared<Private>(writer, hasher, store, clock))
{
}

Authenticator::~Authenticator() = default;

Result<void> Authenticator::checkPassword(const QString &password)
{
    constexpr int longest = 1000; // bounds what is hashed
    if (password.size() < minimumPasswordLength)
        return Error::invalid(QStringLiteral("password"), QStringLiteral("tooShort"),
            {{QStringLiteral("minimum"), minimumPasswordLength}});
    if (password.size() > longest)
        return Error::invalid(
            QStringLiteral("password"), QStringLiteral("tooLong"), {{QStringLiteral("limit"), longest}});
    return {};
}

void Authenticator::signIn(const SignInRequest &given, SignInDone done)
{
    if (given.loginName.size() > loginname::longest)
        return done(authenticationerror::wrongPassword()); // nobody's, and no key of what is kept of attempts
    SignInRequest request = given;
    request.loginName = loginname::normalized(given.loginName);
    std::make_shared<SignIn>(d, std::move(request), std::move(done))->withPassword();
}

void Authenticator::setFirstPassword(const FirstPasswordRequest &given, SignInDone done)
{
    if (const Result<void> checked = checkPassword(given.password); !checked)
        return done(checked.error());
    if (given.loginName.size() > loginname::longest)
        return done(authenticationerror::wrongCode());
    SignInRequest request{
        loginname::normalized(given.loginName), given.password, given.device, given.deviceName, given.address};
    std::make_shared<SignIn>(d, std::move(request), std::move(done))->withCode(secret::codeHash(given.code));
}

Result<Session> Authenticator::session(Connection &connection, const QString &token)
{
    const QByteArray hash = secret::tokenHash(token);
    const Timestamp now = d->clock.now();
    auto [session, endings] = d->sessions.look(hash);
    if (session.id.isNull()) {
        TANDEM_ASSIGN(const auto owner, CredentialStore(connection, d->credentials.user()).sessionByToken(hash));
        if (!owner || owner->ended)
            return sessionEnded();
        if (owner->disabled)
            return Error::forbidden(QStringLiteral("userDisabled"));
        session = owner->session;
    }
    // Also one of a clock that was ahead: it would outlive the others by that much.
    const bool note = std::abs(now - session.lastSeenAt) > lastSeenGrain;
    if (note)
        session.lastSeenAt = now;
    d->sessions.keep(hash, session, endings);
    if (note)
        d->credentials.write([id = session.id, now](CredentialStore &store) { return store.setLastSeen(id, now); });
    return session;
}

void Authenticator::changePassword(const RecordId &user, const QString &oldPassword, const QString &newPassword,
    const std::optional<RecordId> &keptSession, const Done &done)
{
    if (const Result<void> checked = checkPassword(newPassword); !checked)
        return done(checked.error());
    // The account's own throttle: a borrowed laptop is no way to try passwords.
    const QString name = QStringLiteral("id:") + toText(user);
    if (const int seconds = d->gate.admit(name, {}, d->clock.now()); seconds > 0)
        return done(authenticationerror::slowDown(seconds));
    d->replace(name, oldPassword, {user, newPassword, keptSession, {}}, done);
}

void Authenticator::setPassword(const RecordId &user, const QString &newPassword, Done done)
{
    if (const Result<void> checked = checkPassword(newPassword); !checked)
        return done(checked.error());
    d->store({user, newPassword, {}, {}}, std::move(done), {});
}

void Authenticator::makeOneTimeCode(const RecordId &user, std::function<void(Result<QString>)> done)
{
    const QString code = secret::newOneTimeCode();
    d->credentials.write<QString>(
        [user, code, now = d->clock.now()](CredentialStore &store) -> Result<QString> {
            TANDEM_ASSIGN(const auto account, store.find(user));
            if (!account)
                return Error::notFound(QStringLiteral("user"));
            TANDEM_TRY(store.setCode(user, secret::codeHash(code), now));
            return code;
        },
        std::move(done));
}

void Authenticator::revoke(const RecordId &session, Done done)
{
    d->end([session, now = d->clock.now()](CredentialStore &store) { return store.endSession(session, now); },
        std::move(done));
}

void Authenticator::endSession(const std::optional<RecordId> &user, const RecordId &session, const Done &done)
{
    const auto end = [user, session, now = d->clock.now()](CredentialStore &store) -> Result<std::vector<RecordId>> {
        TANDEM_ASSIGN(std::vector<RecordId> ended,
            user ? store.endSessionOf(*user, session, now) : store.endSession(session, now));
        if (ended.empty())
            return Error{ErrorCode::NotFound, QStringLiteral("noSuchSession"), QStringLiteral("session"), {}, {}};
        return ended;
    };
    d->end(end, done);
}

void Authenticator::revokeAll(const RecordId &user, Done done)
{
    d->end([user, now = d->clock.now()](CredentialStore &store) { return store.endSessionsOf(user, {}, now); },
        std::move(done));
}

Result<std::vector<Session>> Authenticator::sessions(Connection &connection, const RecordId &user) const
{
    return CredentialStore(connection, d->credentials.user()).sessions(user);
}

void Authenticator::sessionsEndedElsewhere(const std::vector<RecordId> &sessions)
{
    d->sessions.end(sessions);
}

void Authenticator::sessionsMayHaveEnded(Timestamp since)
{
    d->sessions.forgetAll();
    using Ids = std::vector<RecordId>;
    d->credentials.write<Ids>([since](CredentialStore &store) { return store.endedSince(since); },
        [d = d](const Result<Ids> &ended) {
            if (ended) // else the line is cut again, and this is asked again when it is back
                d->sessions.end(*ended);
        });
}

void Authenticator::onSessionsEnded(Ended ended)
{
    d->sessions.onEnded(std::move(ended));
}

void Authenticator::endSessionsOfDisabledUsers()
{
    d->end([now = d->clock.now()](CredentialStore &store) { return store.endSessionsOfDisabled(now); },
        [](const Result<void> &) {});
}

void Authenticator::trim(Timestamp before, Done done)
{
    d->end([before](CredentialStore &store) { return store.trim(before); }, std::move(done));
}

Result<QString> Authenticator::storeOneTimeCode(
    Connection &connection, const EntityDef &userEntity, const RecordId &user, Timestamp now)
{
    const QString code = secret::newOneTimeCode();
    TANDEM_TRY(CredentialStore(connection, userEntity).setCode(user, secret::codeHash(code), now));
    return code;
}

}
