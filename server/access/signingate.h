// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/access/throttle.h"

#include <QMutex>

namespace tandem::server {

/// Slows down whoever tries passwords, by the account's name and by the address. Any thread.
class SignInGate
{
public:
    SignInGate()
        : m_byAddress(Throttle::Limits{20, 300, 3600, 20'000})
    {
    }

    /// Seconds until the next attempt is allowed; 0: now. Without an address the account alone counts.
    int wait(const QString &loginName, const QString &address, Timestamp now) const
    {
        const QMutexLocker lock(&m_mutex);
        return std::max(m_byAccount.wait(loginName, now), m_byAddress.wait(address, now));
    }

    /// Gives the account's failures, to be kept.
    Throttle::Failures failed(const QString &loginName, const QString &address, Timestamp now)
    {
        const QMutexLocker lock(&m_mutex);
        m_byAccount.failed(loginName, now);
        if (!address.isEmpty())
            m_byAddress.failed(address, now);
        return m_byAccount.failures(loginName);
    }

    void succeeded(const QString &loginName, const QString &address)
    {
        const QMutexLocker lock(&m_mutex);
        m_byAccount.succeeded(loginName);
        m_byAddress.succeeded(address);
    }

    /// What was counted before a restart still counts.
    void restore(const QString &loginName, const Throttle::Failures &failures)
    {
        const QMutexLocker lock(&m_mutex);
        m_byAccount.restore(loginName, failures);
    }

private:
    mutable QMutex m_mutex;
    Throttle m_byAccount;
    Throttle m_byAddress;
};

}
