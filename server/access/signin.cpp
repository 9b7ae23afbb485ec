// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/access/signin.h"

#include "server/access/authenticationerrors.h"
#include "server/access/secret.h"

#include <cstdlib>

namespace tandem::server {

namespace {

constexpr int longestDeviceName = 200;

}

void SignIn::withPassword()
{
    std::optional<Account> account;
    if (lookUp(account))
        verify(account);
}

void SignIn::verify(const std::optional<Account> &account)
{
    constexpr int longestPassword = 1000; // bounds what is hashed
    PasswordHasher &hasher = m_parts->hasher;
    const bool hasPassword = account && !account->password.isEmpty();
    hasher.verify(m_request.password.left(longestPassword), hasPassword ? account->password : hasher.decoy(),
        [self = shared_from_this(), account](
            const Result<PasswordHasher::Check> &check) { self->judge(account, check); });
}

void SignIn::withCode(const QByteArray &codeHash)
{
    std::optional<Account> account;
    if (lookUp(account))
        judgeCode(account, codeHash);
}

bool SignIn::isLetIn(int secondsToWait) const
{
    if (secondsToWait > 0)
        m_done(authenticationerror::slowDown(secondsToWait));
    return secondsToWait == 0;
}

void SignIn::giveUp(const Error &error) const
{
    m_parts->gate.unjudged(m_request.loginName, m_request.address);
    m_done(error);
}

bool SignIn::lookUp(std::optional<Account> &account)
{
    SignInGate &gate = m_parts->gate;
    if (!isLetIn(gate.wait(m_request.loginName, m_request.address, m_parts->clock.now())))
        return false;
    auto found = m_parts->accounts.findByLoginName(m_request.loginName);
    if (!found) {
        m_done(found.error());
        return false;
    }
    account = *std::move(found);
    if (account)
        gate.restore(m_request.loginName, account->failures);
    return isLetIn(gate.admit(m_request.loginName, m_request.address, m_parts->clock.now()));
}

void SignIn::judge(const std::optional<Account> &account, const Result<PasswordHasher::Check> &check)
{
    if (!check)
        return giveUp(check.error());
    if (!account || account->password.isEmpty() || !check->matches) {
        noteFailure(account);
        return m_done(authenticationerror::wrongPassword());
    }
    m_parts->gate.succeeded(m_request.loginName, m_request.address);
    // Only who knows the password learns that the account is disabled.
    if (account->disabled)
        return m_done(Error::forbidden(QStringLiteral("userDisabled")));
    const auto forgiveFailures = [who = account->user, hash = account->password](
                                     CredentialStore &store) -> Result<bool> {
        // Another password may have been set, and all sessions ended, while this one was looked at.
        TANDEM_ASSIGN(const auto present, store.find(who));
        if (!present || present->password != hash)
            return false;
        TANDEM_TRY(store.setFailures(who, {}));
        return true;
    };
    openSession(
        account->user, forgiveFailures, [self = shared_from_this(), who = account->user] { self->judgeAnew(who); });
    if (check->needsRehash)
        rehash(*account);
}

/// Each round follows a write of somebody else, so they end.
void SignIn::judgeAnew(const RecordId &who)
{
    const auto account = m_parts->accounts.find(who);
    if (!account)
        return m_done(account.error());
    verify(*account);
}

bool SignIn::fits(const std::optional<Account> &account, const QByteArray &codeHash) const
{
    if (!account || !secret::sameSecret(account->codeHash, codeHash))
        return false;
    // One of a clock that was ahead has an end, too.
    return std::abs(m_parts->clock.now() - account->codeAt) <= Authenticator::codeLifetime;
}

void SignIn::judgeCode(const std::optional<Account> &account, const QByteArray &codeHash)
{
    if (!fits(account, codeHash)) {
        noteFailure(account);
        return m_done(authenticationerror::wrongCode());
    }
    m_parts->gate.succeeded(m_request.loginName, m_request.address);
    if (account->disabled)
        return m_done(Error::forbidden(QStringLiteral("userDisabled")));
    m_parts->hasher.hash(
        m_request.password, [self = shared_from_this(), codeHash, who = account->user](const Result<QByteArray> &hash) {
            if (!hash)
                return self->m_done(hash.error());
            self->openSession(
                who,
                [who, codeHash, hash = *hash, now = self->m_parts->clock.now()](
                    CredentialStore &store) -> Result<bool> {
                    // Somebody else may have used the code while the password was hashed.
                    TANDEM_ASSIGN(const auto present, store.find(who));
                    if (!present || !secret::sameSecret(present->codeHash, codeHash))
                        return false;
                    TANDEM_TRY(store.setPassword(who, hash, now));
                    return true;
                },
                [self] { self->m_done(authenticationerror::wrongCode()); });
        });
}

/// Nobody waits for the write: an answer about an unknown name, which needs none, takes the same time.
void SignIn::noteFailure(const std::optional<Account> &account)
{
    const Throttle::Failures failures = m_parts->gate.failures(m_request.loginName);
    if (!account)
        return;
    const AuditEvent event{0, m_parts->clock.now(), auditevent::signInFailed, account->user, {},
        m_request.deviceName.left(longestDeviceName), m_request.address};
    m_parts->credentials.write([event, failures](CredentialStore &store) -> Result<void> {
        TANDEM_TRY(store.setFailures(event.user, failures));
        return store.note(event);
    });
}

void SignIn::openSession(
    const RecordId &who, std::function<Result<bool>(CredentialStore &)> with, std::function<void()> otherwise)
{
    using Replaced = std::optional<std::vector<RecordId>>; // none: nothing was opened
    const Timestamp now = m_parts->clock.now();
    SignedIn signedIn;
    signedIn.session = {
        newRecordId(m_parts->clock), who, m_request.device, m_request.deviceName.left(longestDeviceName), now, now};
    signedIn.token = secret::newToken();
    m_parts->credentials.write<Replaced>(
        [with = std::move(with), signedIn, address = m_request.address](CredentialStore &store) -> Result<Replaced> {
            TANDEM_ASSIGN(const bool goesOn, with(store));
            if (!goesOn)
                return Replaced();
            std::vector<RecordId> replaced;
            // A device has one session: who signs in anew on it has lost the old token.
            if (!signedIn.session.device.isNull()) {
                TANDEM_ASSIGN(replaced,
                    store.endSessionsOfDevice(
                        signedIn.session.user, signedIn.session.device, signedIn.session.createdAt));
            }
            const Session &session = signedIn.session;
            TANDEM_TRY(store.insertSession(session, secret::tokenHash(signedIn.token)));
            TANDEM_TRY(store.note(
                {0, session.createdAt, auditevent::signedIn, session.user, session.id, session.deviceName, address}));
            return Replaced(std::move(replaced));
        },
        [self = shared_from_this(), otherwise = std::move(otherwise), signedIn](const Result<Replaced> &replaced) {
            if (!replaced)
                return self->m_done(replaced.error());
            if (!*replaced)
                return otherwise();
            self->m_parts->sessions.end(**replaced);
            self->m_done(signedIn);
        });
}

/// If it fails, the next sign-in tries again.
void SignIn::rehash(const Account &account)
{
    m_parts->hasher.hash(m_request.password,
        [parts = m_parts, who = account.user, old = account.password](const Result<QByteArray> &hash) {
            if (hash)
                parts->credentials.write(
                    [who, old, fresh = *hash](CredentialStore &store) { return store.replaceHash(who, old, fresh); });
        });
}

}
