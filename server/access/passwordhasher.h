// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/base/result.h"

#include <QString>

#include <functional>
#include <memory>

namespace tandem::server {

/// Argon2id in a small pool of threads of its own: each run takes 64 MiB and some 70 ms, so the number of runs at a
/// time and the length of the queue are bounded.
class PasswordHasher
{
public:
    /// Tests use Minimal, which no production code asks for.
    enum class Cost { Interactive, Minimal };

    explicit PasswordHasher(Cost cost = Cost::Interactive, int threads = 2, int maxWaiting = 64);
    ~PasswordHasher();
    PasswordHasher(const PasswordHasher &) = delete;

    struct Check
    {
        bool matches = false;
        bool needsRehash = false; ///< made with weaker settings than today's
    };

    /// Calls back on a thread of the pool. Error: TooMany ("busy") when too many wait, Internal.
    void hash(const QString &password, const std::function<void(Result<QByteArray>)> &done);
    void verify(const QString &password, const QByteArray &hash, const std::function<void(Result<Check>)> &done);

    /// Until nothing runs or waits any more: what is called back uses what its caller is about to take down.
    void waitForDone();

    /// In the caller's thread; for the first start and tandemctl.
    Result<QByteArray> hashNow(const QString &password) const;
    Check verifyNow(const QString &password, const QByteArray &hash) const;

    /// A valid hash of nothing in particular: checked for unknown names, so that they take the same time.
    const QByteArray &decoy() const;

private:
    class Pool;
    std::unique_ptr<Pool> m_pool;
    Cost m_cost;
    QByteArray m_decoy;
};

}
