// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/access/signin.h"

#include "server/access/authenticationerrors.h"
#include "server/access/secret.h"

namespace tandem::server {

void SignIn::withPassword()
{
    constexpr int longestPassword = 1000; // bounds what is hashed
    lookUp([self = shared_from_this()](const std::optional<Account> &account) {
        PasswordHasher &hasher = self->m_parts->hasher;
        const bool hasPassword = account && !account->password.isEmpty();
        hasher.verify(self->m_request.password.left(longestPassword), hasPassword ? account->password : hasher.decoy(),
            [self, account](const Result<PasswordHasher::Check> &check) { self->judge(account, check); });
    });
}

void SignIn::withCode(const QByteArray &codeHash)
{
    lookUp([self = shared_from_this(), codeHash](
               const std::optional<Account> &account) { self->judgeCode(account, codeHash); });
}

bool SignIn::isSlowedDown()
{
    const int seconds = m_parts->gate.wait(m_request.loginName, m_request.address, m_parts->clock.now());
    if (seconds > 0)
        m_done(authenticationerror::slowDown(seconds));
    return seconds > 0;
}

void SignIn::lookUp(std::function<void(const std::optional<Account> &)> found)
{
    if (isSlowedDown())
        return;
    m_parts->credentials.write<std::optional<Account>>(
        [name = m_request.loginName](CredentialStore &store) { return store.findByLoginName(name); },
        [self = shared_from_this(), found = std::move(found)](const Result<std::optional<Account>> &account) {
            if (!account)
                return self->m_done(account.error());
            if (account->has_value()) {
                self->m_parts->gate.restore(self->m_request.loginName, (*account)->failures);
                if (self->isSlowedDown())
                    return;
            }
            found(*account);
        });
}

void SignIn::judge(const std::optional<Account> &account, const Result<PasswordHasher::Check> &check)
{
    if (!check)
        return m_done(check.error());
    if (!account || account->password.isEmpty() || !check->matches) {
        noteFailure(account);
        return m_done(authenticationerror::wrongPassword());
    }
    m_parts->gate.succeeded(m_request.loginName, m_request.address);
    // Only who knows the password learns that the account is disabled.
    if (account->disabled)
        return m_done(Error::forbidden(QStringLiteral("userDisabled")));
    if (check->needsRehash)
        rehash(*account);
    openSession(account->user, [who = account->user](CredentialStore &store) { return store.setFailures(who, {}); });
}

void SignIn::judgeCode(const std::optional<Account> &account, const QByteArray &codeHash)
{
    if (!account || !secret::sameSecret(account->codeHash, codeHash)) {
        noteFailure(account);
        return m_done(authenticationerror::wrongCode());
    }
    if (account->disabled)
        return m_done(Error::forbidden(QStringLiteral("userDisabled")));
    m_parts->hasher.hash(
        m_request.password, [self = shared_from_this(), codeHash, who = account->user](const Result<QByteArray> &hash) {
            if (!hash)
                return self->m_done(hash.error());
            self->m_parts->gate.succeeded(self->m_request.loginName, self->m_request.address);
            self->openSession(who,
                [who, codeHash, hash = *hash, now = self->m_parts->clock.now()](
                    CredentialStore &store) -> Result<void> {
                    // Somebody else may have used the code while the password was hashed.
                    TANDEM_ASSIGN(const auto present, store.find(who));
                    if (!present || !secret::sameSecret(present->codeHash, codeHash))
                        return authenticationerror::wrongCode();
                    return store.setPassword(who, hash, now);
                });
        });
}

/// Nobody waits for the write: an answer about an unknown name, which needs none, takes the same time.
void SignIn::noteFailure(const std::optional<Account> &account)
{
    const Throttle::Failures failures =
        m_parts->gate.failed(m_request.loginName, m_request.address, m_parts->clock.now());
    if (account)
        m_parts->credentials.write(
            [who = account->user, failures](CredentialStore &store) { return store.setFailures(who, failures); });
}

void SignIn::openSession(const RecordId &who, std::function<Result<void>(CredentialStore &)> with)
{
    const Timestamp now = m_parts->clock.now();
    SignedIn signedIn;
    signedIn.session = {newRecordId(m_parts->clock), who, m_request.device, m_request.deviceName.left(200), now, now};
    signedIn.token = secret::newToken();
    m_parts->credentials.write<std::vector<RecordId>>(
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
        [self = shared_from_this(), signedIn](const Result<std::vector<RecordId>> &replaced) {
            if (!replaced)
                return self->m_done(replaced.error());
            self->m_parts->sessions.end(*replaced);
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
