// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/access/signingate.h"

#include <QHostAddress>

#include <algorithm>

namespace tandem::server {

namespace {

/// Who has one address of IPv6 has the 2^64 of its network, too.
QString networkOf(const QString &address)
{
    const QHostAddress host(address);
    bool isVersion4 = false;
    const quint32 version4 = host.toIPv4Address(&isVersion4); // also ::ffff:192.0.2.1
    if (isVersion4)
        return QHostAddress(version4).toString();
    if (host.protocol() != QAbstractSocket::IPv6Protocol)
        return address;
    constexpr qsizetype networkBytes = 8;
    const Q_IPV6ADDR bytes = host.toIPv6Address();
    return QString::fromLatin1(QByteArray(reinterpret_cast<const char *>(bytes.c), networkBytes).toHex());
}

}

int SignInGate::longest(const QString &loginName, const QString &network, Timestamp now)
{
    return std::max(m_byAccount.wait(loginName, now), m_byAddress.wait(network, now));
}

int SignInGate::wait(const QString &loginName, const QString &address, Timestamp now)
{
    const QMutexLocker lock(&m_mutex);
    return longest(loginName, networkOf(address), now);
}

int SignInGate::admit(const QString &loginName, const QString &address, Timestamp now)
{
    const QMutexLocker lock(&m_mutex);
    const QString network = networkOf(address);
    if (const int seconds = longest(loginName, network, now); seconds > 0)
        return seconds;
    m_byAccount.failed(loginName, now);
    if (!address.isEmpty())
        m_byAddress.failed(network, now);
    return 0;
}

/// The address is forgiven what was this account's: its own mistakes, but not what was tried at others.
void SignInGate::succeeded(const QString &loginName, const QString &address)
{
    const QMutexLocker lock(&m_mutex);
    m_byAddress.takeBack(networkOf(address), m_byAccount.failures(loginName).count);
    m_byAccount.succeeded(loginName);
}

void SignInGate::unjudged(const QString &loginName, const QString &address)
{
    const QMutexLocker lock(&m_mutex);
    m_byAccount.takeBack(loginName, 1);
    m_byAddress.takeBack(networkOf(address), 1);
}

Throttle::Failures SignInGate::failures(const QString &loginName) const
{
    const QMutexLocker lock(&m_mutex);
    return m_byAccount.failures(loginName);
}

void SignInGate::restore(const QString &loginName, const Throttle::Failures &failures)
{
    const QMutexLocker lock(&m_mutex);
    m_byAccount.restore(loginName, failures);
}

}
