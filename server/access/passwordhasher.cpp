// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/access/passwordhasher.h"

#include <QThreadPool>

#include <atomic>

#include <sodium.h>

namespace tandem::server {

namespace {

struct Settings
{
    unsigned long long operations;
    size_t memory;
};

Settings settings(PasswordHasher::Cost cost)
{
    if (cost == PasswordHasher::Cost::Minimal)
        return {crypto_pwhash_OPSLIMIT_MIN, crypto_pwhash_MEMLIMIT_MIN};
    return {crypto_pwhash_OPSLIMIT_INTERACTIVE, crypto_pwhash_MEMLIMIT_INTERACTIVE};
}

}

class PasswordHasher::Pool
{
public:
    Pool(int threads, int maxWaiting)
        : m_limit(maxWaiting + threads)
    {
        m_threads.setMaxThreadCount(threads);
        m_threads.setObjectName(QStringLiteral("passwords"));
    }
    ~Pool() { waitForDone(); }

    void waitForDone() { m_threads.waitForDone(); }

    /// False if too much waits already.
    bool run(std::function<void()> work)
    {
        if (m_waiting.fetch_add(1) >= m_limit) {
            m_waiting.fetch_sub(1);
            return false;
        }
        m_threads.start([this, work = std::move(work)] {
            work();
            m_waiting.fetch_sub(1);
        });
        return true;
    }

private:
    const int m_limit;
    std::atomic<int> m_waiting = 0;
    QThreadPool m_threads;
};

PasswordHasher::PasswordHasher(Cost cost, int threads, int maxWaiting)
    : m_pool(std::make_unique<Pool>(threads, maxWaiting))
    , m_cost(cost)
{
    if (sodium_init() < 0)
        qFatal("libsodium does not start");
    QByteArray random(16, Qt::Uninitialized);
    randombytes_buf(random.data(), size_t(random.size()));
    m_decoy = hashNow(QString::fromLatin1(random.toHex())).valueOr(QByteArray());
}

PasswordHasher::~PasswordHasher() = default;

void PasswordHasher::waitForDone()
{
    m_pool->waitForDone();
}

const QByteArray &PasswordHasher::decoy() const
{
    return m_decoy;
}

Result<QByteArray> PasswordHasher::hashNow(const QString &password) const
{
    const QByteArray utf8 = password.toUtf8();
    QByteArray hash(crypto_pwhash_STRBYTES, '\0');
    const Settings cost = settings(m_cost);
    if (crypto_pwhash_str(hash.data(), utf8.constData(), size_t(utf8.size()), cost.operations, cost.memory) != 0)
        return Error::unavailable(QStringLiteral("outOfMemory"), QStringLiteral("argon2id"));
    hash.truncate(qsizetype(qstrlen(hash.constData())));
    return hash;
}

PasswordHasher::Check PasswordHasher::verifyNow(const QString &password, const QByteArray &hash) const
{
    const QByteArray utf8 = password.toUtf8();
    // libsodium reads a fixed number of bytes.
    QByteArray padded = hash.left(crypto_pwhash_STRBYTES - 1);
    padded.append(QByteArray(crypto_pwhash_STRBYTES - padded.size(), '\0'));
    Check check;
    check.matches = crypto_pwhash_str_verify(padded.constData(), utf8.constData(), size_t(utf8.size())) == 0;
    const Settings cost = settings(m_cost);
    check.needsRehash =
        check.matches && crypto_pwhash_str_needs_rehash(padded.constData(), cost.operations, cost.memory) != 0;
    return check;
}

void PasswordHasher::hash(const QString &password, const std::function<void(Result<QByteArray>)> &done)
{
    if (!m_pool->run([this, password, done] { done(hashNow(password)); }))
        done(Error{ErrorCode::TooMany, QStringLiteral("busy"), {}, {{QStringLiteral("retryAfter"), 1}}, {}});
}

void PasswordHasher::verify(
    const QString &password, const QByteArray &hash, const std::function<void(Result<Check>)> &done)
{
    if (!m_pool->run([this, password, hash, done] { done(verifyNow(password, hash)); }))
        done(Error{ErrorCode::TooMany, QStringLiteral("busy"), {}, {{QStringLiteral("retryAfter"), 1}}, {}});
}

}
