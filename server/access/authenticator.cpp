// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/access/authenticator.h"

#include "server/access/credentialstore.h"
#include "server/access/secret.h"
#include "shared/entities/entitynames.h"

#include <QHash>
#include <QMutex>

namespace tandem::server {

namespace {

constexpr qint64 lastSeenGrain = 5 * 60 * 1000; ///< a session's last sight is not written more often

Error wrongPassword()
{
    return {ErrorCode::Unauthenticated, QStringLiteral("wrongPassword"), {}, {}, {}};
}

Error wrongCode()
{
    return {ErrorCode::Unauthenticated, QStringLiteral("wrongCode"), {}, {}, {}};
}

Error slowDown(int seconds)
{
    return {ErrorCode::TooMany, QStringLiteral("slowDown"), {}, {{QStringLiteral("retryAfter"), seconds}}, {}};
}

Error sessionEnded()
{
    return {ErrorCode::Unauthenticated, QStringLiteral("sessionEnded"), {}, {}, {}};
}

Result<void> checkPassword(const QString &password)
{
    constexpr int longest = 1000; // bounds what is hashed
    if (password.size() < Authenticator::minimumPasswordLength)
        return Error::invalid(QStringLiteral("password"), QStringLiteral("tooShort"),
            {{QStringLiteral("minimum"), Authenticator::minimumPasswordLength}});
    if (password.size() > longest)
        return Error::invalid(
            QStringLiteral("password"), QStringLiteral("tooLong"), {{QStringLiteral("maximum"), longest}});
    return {};
}

}

class Authenticator::Private : public std::enable_shared_from_this<Private>
{
public:
    using Account = CredentialStore::Account;

    Private(DatabaseWriter &theWriter, PasswordHasher &theHasher, RegistryPointer theShipped, const Clock &theClock)
        : writer(theWriter)
        , hasher(theHasher)
        , shipped(std::move(theShipped))
        , user(*shipped->entity(entities::user::number))
        , clock(theClock)
        , byAddress(Throttle::Limits{20, 300, 3600, 20'000})
    {
    }

    /// Runs `work` on the credentials in a transaction of the writer, and gives what it returns to `done` after the
    /// commit.
    template <typename T>
    void write(std::function<Result<T>(CredentialStore &)> work, std::function<void(Result<T>)> done)
    {
        auto result = std::make_shared<Result<T>>(Error::internal(QStringLiteral("not run")));
        writer.write(
            [self = shared_from_this(), work = std::move(work), result](Connection &connection) -> Result<void> {
                CredentialStore store(connection, self->user);
                *result = work(store);
                return result->ok() ? Result<void>() : Result<void>(result->error());
            },
            [result, done = std::move(done)](
                const Result<void> &outcome) { done(outcome.ok() ? std::move(*result) : Result<T>(outcome.error())); });
    }

    void end(std::function<Result<std::vector<RecordId>>(CredentialStore &)> work, Done done)
    {
        write<std::vector<RecordId>>(
            std::move(work), [self = shared_from_this(), done](Result<std::vector<RecordId>> ended) {
                if (!ended) {
                    done(ended.error());
                    return;
                }
                self->tellEnded(*ended);
                done({});
            });
    }

    void tellEnded(const std::vector<RecordId> &sessions);
    /// Seconds to wait, by account name or address.
    int wait(const QString &loginName, const QString &address, Timestamp now) const;
    void noteFailure(const QString &loginName, const QString &address, const std::optional<Account> &account);
    void noteSuccess(const QString &loginName, const QString &address);
    void lookUp(
        const QString &loginName, const QString &address, std::function<void(Result<std::optional<Account>>)> done);
    void judge(const SignInRequest &request, const std::optional<Account> &account, Result<PasswordHasher::Check> check,
        SignInDone done);
    void openSession(const RecordId &who, const SignInRequest &request,
        std::function<Result<void>(CredentialStore &)> with, SignInDone done);
    void rehash(const Account &account, const QString &password);
    void storeNewPassword(const RecordId &who, const QString &password, const std::optional<RecordId> &kept, Done done);

    DatabaseWriter &writer;
    PasswordHasher &hasher;
    const RegistryPointer shipped;
    const EntityDef &user;
    const Clock &clock;

    mutable QMutex mutex; ///< for what follows
    Throttle byAccount;
    Throttle byAddress;
    QHash<QByteArray, Session> known; ///< by hash of the token
    quint64 endings = 0; ///< grows whenever sessions end, so that a look-up that began before is not kept
    std::vector<Ended> listeners;
};

void Authenticator::Private::tellEnded(const std::vector<RecordId> &sessions)
{
    if (sessions.empty())
        return;
    std::vector<Ended> tell;
    {
        const QMutexLocker lock(&mutex);
        ++endings;
        known.removeIf([&sessions](QHash<QByteArray, Session>::iterator it) {
            return std::find(sessions.cbegin(), sessions.cend(), it->id) != sessions.cend();
        });
        tell = listeners;
    }
    for (const Ended &listener : tell)
        listener(sessions);
}

int Authenticator::Private::wait(const QString &loginName, const QString &address, Timestamp now) const
{
    const QMutexLocker lock(&mutex);
    return std::max(byAccount.wait(loginName, now), byAddress.wait(address, now));
}

void Authenticator::Private::noteFailure(
    const QString &loginName, const QString &address, const std::optional<Account> &account)
{
    Throttle::Failures failures;
    {
        const QMutexLocker lock(&mutex);
        byAccount.failed(loginName, clock.now());
        if (!address.isEmpty())
            byAddress.failed(address, clock.now());
        failures = byAccount.failures(loginName);
    }
    // Nobody waits for this write: an answer about an unknown name, which needs none, takes the same time.
    if (account)
        write<bool>(
            [who = account->user, failures](CredentialStore &store) -> Result<bool> {
                TANDEM_TRY(store.setFailures(who, failures));
                return true;
            },
            [](const Result<bool> &) {});
}

void Authenticator::Private::noteSuccess(const QString &loginName, const QString &address)
{
    const QMutexLocker lock(&mutex);
    byAccount.succeeded(loginName);
    byAddress.succeeded(address);
}

void Authenticator::Private::lookUp(
    const QString &loginName, const QString &address, std::function<void(Result<std::optional<Account>>)> done)
{
    if (const int seconds = wait(loginName, address, clock.now()); seconds > 0) {
        done(slowDown(seconds));
        return;
    }
    write<std::optional<Account>>([loginName](CredentialStore &store) { return store.findByLoginName(loginName); },
        [self = shared_from_this(), loginName, address, done = std::move(done)](
            Result<std::optional<Account>> account) {
            if (account && account->has_value()) {
                // What was counted before a restart still counts.
                {
                    const QMutexLocker lock(&self->mutex);
                    self->byAccount.restore(loginName, (*account)->failures);
                }
                if (const int seconds = self->wait(loginName, address, self->clock.now()); seconds > 0) {
                    done(slowDown(seconds));
                    return;
                }
            }
            done(std::move(account));
        });
}

void Authenticator::Private::judge(const SignInRequest &request, const std::optional<Account> &account,
    Result<PasswordHasher::Check> check, SignInDone done)
{
    if (!check) {
        done(check.error());
        return;
    }
    if (!account || account->password.isEmpty() || !check->matches) {
        noteFailure(request.loginName, request.address, account);
        done(wrongPassword());
        return;
    }
    noteSuccess(request.loginName, request.address);
    // Only who knows the password learns that the account is disabled.
    if (account->disabled) {
        done(Error::forbidden(QStringLiteral("userDisabled")));
        return;
    }
    if (check->needsRehash)
        rehash(*account, request.password);
    openSession(
        account->user, request, [who = account->user](CredentialStore &store) { return store.setFailures(who, {}); },
        std::move(done));
}

void Authenticator::Private::openSession(const RecordId &who, const SignInRequest &request,
    std::function<Result<void>(CredentialStore &)> with, SignInDone done)
{
    SignedIn signedIn;
    signedIn.session = {
        newRecordId(clock), who, request.device, request.deviceName.left(200), clock.now(), clock.now()};
    signedIn.token = secret::newToken();
    write<std::vector<RecordId>>(
        [with = std::move(with), signedIn](CredentialStore &store) -> Result<std::vector<RecordId>> {
            TANDEM_TRY(with(store));
            std::vector<RecordId> replaced;
            // A device has one session: who signs in anew on it has lost the old token.
            if (!signedIn.session.device.isNull()) {
                TANDEM_ASSIGN(replaced,
                    store.endSessionsOfDevice(
                        signedIn.session.user, signedIn.session.device, signedIn.session.createdAt));
            }
            TANDEM_TRY(store.insertSession(signedIn.session, secret::tokenHash(signedIn.token)));
            return replaced;
        },
        [self = shared_from_this(), signedIn, done = std::move(done)](Result<std::vector<RecordId>> replaced) {
            if (!replaced) {
                done(replaced.error());
                return;
            }
            self->tellEnded(*replaced);
            done(signedIn);
        });
}

void Authenticator::Private::rehash(const Account &account, const QString &password)
{
    hasher.hash(
        password, [self = shared_from_this(), who = account.user, old = account.password](Result<QByteArray> hash) {
            if (!hash)
                return; // the next sign-in tries again
            self->write<bool>(
                [who, old, hash = *hash](CredentialStore &store) -> Result<bool> {
                    TANDEM_TRY(store.replaceHash(who, old, hash));
                    return true;
                },
                [](const Result<bool> &) {});
        });
}

void Authenticator::Private::storeNewPassword(
    const RecordId &who, const QString &password, const std::optional<RecordId> &kept, Done done)
{
    hasher.hash(password, [self = shared_from_this(), who, kept, done = std::move(done)](Result<QByteArray> hash) {
        if (!hash) {
            done(hash.error());
            return;
        }
        const Timestamp now = self->clock.now();
        self->end(
            [who, kept, now, hash = *hash](CredentialStore &store) -> Result<std::vector<RecordId>> {
                TANDEM_TRY(store.setPassword(who, hash, now));
                return store.endSessionsOf(who, kept, now);
            },
            done);
    });
}

Authenticator::Authenticator(
    DatabaseWriter &writer, PasswordHasher &hasher, RegistryPointer shipped, const Clock &clock)
    : d(std::make_shared<Private>(writer, hasher, std::move(shipped), clock))
{
}

Authenticator::~Authenticator() = default;

void Authenticator::signIn(const SignInRequest &given, SignInDone done)
{
    SignInRequest request = given;
    request.loginName = given.loginName.trimmed().toLower();
    d->lookUp(
        request.loginName, request.address, [d = d, request, done](Result<std::optional<Private::Account>> account) {
            if (!account) {
                done(account.error());
                return;
            }
            const bool hasPassword = account->has_value() && !(*account)->password.isEmpty();
            d->hasher.verify(request.password.left(1000), hasPassword ? (*account)->password : d->hasher.decoy(),
                [d, request, account = *account, done](
                    Result<PasswordHasher::Check> check) { d->judge(request, account, std::move(check), done); });
        });
}

void Authenticator::setFirstPassword(const FirstPasswordRequest &given, SignInDone done)
{
    if (const Result<void> checked = checkPassword(given.password); !checked) {
        done(checked.error());
        return;
    }
    const SignInRequest request{
        given.loginName.trimmed().toLower(), given.password, given.device, given.deviceName, given.address};
    const QByteArray code = secret::codeHash(given.code);
    d->lookUp(request.loginName, request.address,
        [d = d, request, code, done](Result<std::optional<Private::Account>> account) {
            if (!account) {
                done(account.error());
                return;
            }
            if (!account->has_value() || !secret::sameSecret((*account)->codeHash, code)) {
                d->noteFailure(request.loginName, request.address, *account);
                done(wrongCode());
                return;
            }
            if ((*account)->disabled) {
                done(Error::forbidden(QStringLiteral("userDisabled")));
                return;
            }
            d->hasher.hash(request.password, [d, request, code, who = (*account)->user, done](Result<QByteArray> hash) {
                if (!hash) {
                    done(hash.error());
                    return;
                }
                d->noteSuccess(request.loginName, request.address);
                d->openSession(
                    who, request,
                    [who, code, hash = *hash, now = d->clock.now()](CredentialStore &store) -> Result<void> {
                        // Somebody else may have used the code while the password was hashed.
                        TANDEM_ASSIGN(const auto account, store.find(who));
                        if (!account || !secret::sameSecret(account->codeHash, code))
                            return wrongCode();
                        return store.setPassword(who, hash, now);
                    },
                    done);
            });
        });
}

Result<Session> Authenticator::session(Connection &connection, const QString &token)
{
    const QByteArray hash = secret::tokenHash(token);
    const Timestamp now = d->clock.now();
    Session session;
    quint64 endings = 0;
    {
        const QMutexLocker lock(&d->mutex);
        endings = d->endings;
        session = d->known.value(hash);
    }
    if (session.id.isNull()) {
        TANDEM_ASSIGN(const auto owner, CredentialStore(connection, d->user).sessionByToken(hash));
        if (!owner || owner->ended)
            return sessionEnded();
        if (owner->disabled)
            return Error::forbidden(QStringLiteral("userDisabled"));
        session = owner->session;
    }
    const bool note = now - session.lastSeenAt > lastSeenGrain;
    if (note)
        session.lastSeenAt = now;
    {
        const QMutexLocker lock(&d->mutex);
        if (endings == d->endings)
            d->known.insert(hash, session);
    }
    if (note)
        d->write<bool>(
            [id = session.id, now](CredentialStore &store) -> Result<bool> {
                TANDEM_TRY(store.setLastSeen(id, now));
                return true;
            },
            [](const Result<bool> &) {});
    return session;
}

void Authenticator::changePassword(const RecordId &user, const QString &oldPassword, const QString &newPassword,
    const std::optional<RecordId> &keptSession, Done done)
{
    if (const Result<void> checked = checkPassword(newPassword); !checked) {
        done(checked.error());
        return;
    }
    // The account's own throttle: a borrowed laptop is no way to try passwords.
    const QString name = QStringLiteral("id:") + toText(user);
    if (const int seconds = d->wait(name, {}, d->clock.now()); seconds > 0) {
        done(slowDown(seconds));
        return;
    }
    d->write<std::optional<Private::Account>>([user](CredentialStore &store) { return store.find(user); },
        [d = d, user, name, oldPassword, newPassword, keptSession, done](
            Result<std::optional<Private::Account>> account) {
            if (!account || !account->has_value()) {
                done(account ? Error::notFound(QStringLiteral("user")) : account.error());
                return;
            }
            const QByteArray hash = (*account)->password;
            d->hasher.verify(oldPassword, hash.isEmpty() ? d->hasher.decoy() : hash,
                [d, user, name, newPassword, keptSession, done](Result<PasswordHasher::Check> check) {
                    if (!check) {
                        done(check.error());
                        return;
                    }
                    if (!check->matches) {
                        d->noteFailure(name, {}, {});
                        done(wrongPassword());
                        return;
                    }
                    d->storeNewPassword(user, newPassword, keptSession, done);
                });
        });
}

void Authenticator::setPassword(const RecordId &user, const QString &newPassword, Done done)
{
    if (const Result<void> checked = checkPassword(newPassword); !checked) {
        done(checked.error());
        return;
    }
    d->storeNewPassword(user, newPassword, {}, std::move(done));
}

void Authenticator::makeOneTimeCode(const RecordId &user, std::function<void(Result<QString>)> done)
{
    const QString code = secret::newOneTimeCode();
    d->write<QString>(
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

void Authenticator::revokeAll(const RecordId &user, Done done)
{
    d->end([user, now = d->clock.now()](CredentialStore &store) { return store.endSessionsOf(user, {}, now); },
        std::move(done));
}

Result<std::vector<Session>> Authenticator::sessions(Connection &connection, const RecordId &user) const
{
    return CredentialStore(connection, d->user).sessions(user);
}

void Authenticator::onSessionsEnded(Ended ended)
{
    const QMutexLocker lock(&d->mutex);
    d->listeners.push_back(std::move(ended));
}

void Authenticator::endSessionsOfDisabledUsers()
{
    d->end([now = d->clock.now()](CredentialStore &store) { return store.endSessionsOfDisabled(now); },
        [](const Result<void> &) {});
}

void Authenticator::trim(Timestamp before, Done done)
{
    d->write<bool>(
        [before](CredentialStore &store) -> Result<bool> {
            TANDEM_TRY(store.trim(before));
            return true;
        },
        [done = std::move(done)](
            const Result<bool> &result) { done(result ? Result<void>() : Result<void>(result.error())); });
}

Result<QString> Authenticator::storeOneTimeCode(
    Connection &connection, const EntityDef &userEntity, const RecordId &user, Timestamp now)
{
    const QString code = secret::newOneTimeCode();
    TANDEM_TRY(CredentialStore(connection, userEntity).setCode(user, secret::codeHash(code), now));
    return code;
}

}
