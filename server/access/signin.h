// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/access/authenticator.h"
#include "server/access/credentialreader.h"
#include "server/access/credentialwriter.h"
#include "server/access/sessioncache.h"
#include "server/access/signingate.h"

namespace tandem::server {

/// What the steps of the Authenticator share; callbacks in flight keep it.
struct AuthenticatorParts
{
    CredentialWriter credentials;
    CredentialReader accounts;
    PasswordHasher &hasher;
    const Clock &clock;
    SignInGate gate;
    SessionCache sessions;
};

/// The steps from a name and a secret to a session, each after the other in callbacks of writer and hasher.
/// Errors and threads as Authenticator::signIn() and setFirstPassword() say.
class SignIn : public std::enable_shared_from_this<SignIn>
{
public:
    SignIn(std::shared_ptr<AuthenticatorParts> parts, SignInRequest request, Authenticator::SignInDone done)
        : m_parts(std::move(parts))
        , m_request(std::move(request))
        , m_done(std::move(done))
    {
    }

    void withPassword();
    /// The request's password becomes the first one.
    void withCode(const QByteArray &codeHash);

private:
    using Account = CredentialStore::Account;

    /// Who it is, if he may try; else he has been told.
    bool lookUp(std::optional<Account> &account);
    /// Whether it may try; else it is told how long to wait.
    bool isLetIn(int secondsToWait) const;
    /// Nobody looked at the secret.
    void giveUp(const Error &error) const;
    bool fits(const std::optional<Account> &account, const QByteArray &codeHash) const;
    void judge(const std::optional<Account> &account, const Result<PasswordHasher::Check> &check);
    void judgeCode(const std::optional<Account> &account, const QByteArray &codeHash);
    void noteFailure(const std::optional<Account> &account);
    /// The hash that was looked at is another one meanwhile, perhaps of the same password.
    void judgeAnew(const RecordId &who);
    /// With what is written first, in the same transaction; false: what it was judged by stands no more, and
    /// `otherwise` goes on.
    void openSession(
        const RecordId &who, std::function<Result<bool>(CredentialStore &)> with, std::function<void()> otherwise);
    void verify(const std::optional<Account> &account);
    void rehash(const Account &account);

    const std::shared_ptr<AuthenticatorParts> m_parts;
    const SignInRequest m_request;
    const Authenticator::SignInDone m_done;
};

}
