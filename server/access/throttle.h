// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/base/clock.h"

#include <QHash>
#include <QString>

namespace tandem::server {

/// Slows down whoever fails again and again: the first few failures are free, then each one doubles the wait.
/// One instance per kind of key (account name, address); not thread-safe.
class Throttle
{
public:
    struct Limits
    {
        int free = 5; ///< failures without a wait
        int longest = 900; ///< seconds
        qint64 forget = 24 * 3600LL; ///< seconds without a failure, after which all is forgotten
        int entries = 20'000; ///< bound of memory: beyond, the oldest half goes
    };
    struct Failures
    {
        int count = 0;
        Timestamp last = 0;
    };

    explicit Throttle(Limits limits)
        : m_limits(limits)
    {
    }
    Throttle()
        : Throttle(Limits())
    {
    }

    /// Seconds until the next attempt is allowed; 0: now. After a step back of the clock they begin anew, and no more:
    /// the wait does not last until the clock has caught up.
    int wait(const QString &key, Timestamp now);
    void failed(const QString &key, Timestamp now);
    void succeeded(const QString &key) { m_failures.remove(key); }
    void takeBack(const QString &key, int failures);

    Failures failures(const QString &key) const { return m_failures.value(key); }
    /// What was kept from before a restart, if it is more than is known.
    void restore(const QString &key, const Failures &failures);

private:
    void makeRoom();

    Limits m_limits;
    QHash<QString, Failures> m_failures;
};

}
