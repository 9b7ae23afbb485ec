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
    int wait(const QString &loginName, const QString &address, Timestamp now);
    /// The same; if it is allowed now, it counts as a failure until one of the two below is called, so that of many
    /// attempts at a time no more are let in than one after the other.
    int admit(const QString &loginName, const QString &address, Timestamp now);
    void succeeded(const QString &loginName, const QString &address);
    void unjudged(const QString &loginName, const QString &address); ///< nobody looked at the password

    /// The account's, to be kept.
    Throttle::Failures failures(const QString &loginName) const;
    /// What was counted before a restart still counts.
    void restore(const QString &loginName, const Throttle::Failures &failures);

private:
    int longest(const QString &loginName, const QString &network, Timestamp now);

    mutable QMutex m_mutex;
    Throttle m_byAccount;
    Throttle m_byAddress;
};

}
