// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/connection/serverlink.h"

#include <QLoggingCategory>
#include <QPointer>

Q_LOGGING_CATEGORY(logLink, "tandem.link")

namespace tandem::client {

ServerLink::ServerLink(ServerAddress address, CertificateTrust trust, const Clock &clock, QObject *parent)
    : ServerLink(std::move(address), std::move(trust), clock, Timing(), newTlsLinkSocket, parent)
{
}

ServerLink::ServerLink(ServerAddress address, CertificateTrust trust, const Clock &clock, Timing timing,
    LinkSocketFactory newSocket, QObject *parent)
    : QObject(parent)
    , m_newSocket(std::move(newSocket))
    , m_address(std::move(address))
    , m_trust(std::move(trust))
    , m_clock(clock)
    , m_timing(timing)
    , m_backoff(timing.firstRetry, timing.longestRetry, timing.spread)
{
    for (QTimer *timer : {&m_connectTimer, &m_retryTimer, &m_silenceTimer})
        timer->setSingleShot(true);
    connect(&m_connectTimer, &QTimer::timeout, this,
        [this] { socketFailed(Error::unavailable(QStringLiteral("connectTimeout"))); });
    connect(&m_retryTimer, &QTimer::timeout, this, &ServerLink::connectNow);
    connect(&m_silenceTimer, &QTimer::timeout, this, &ServerLink::silence);
}

ServerLink::~ServerLink()
{
    dropSocket();
}

void ServerLink::start()
{
    if (m_state != State::Stopped)
        return;
    if (m_policy == NetworkPolicy::Offline)
        setState(State::Offline);
    else
        connectNow();
}

void ServerLink::stop()
{
    m_retryTimer.stop();
    m_retryAt = 0;
    const bool wasOpen = m_state == State::Open;
    if (wasOpen)
        send(Bye{QStringLiteral("shuttingDown"), 0});
    dropSocket();
    setState(State::Stopped);
    if (wasOpen)
        emit closed();
}

void ServerLink::setPolicy(NetworkPolicy policy)
{
    const NetworkPolicy before = std::exchange(m_policy, policy);
    if (m_state == State::Stopped || (before == NetworkPolicy::Offline) == (policy == NetworkPolicy::Offline))
        return;
    if (policy == NetworkPolicy::Offline) {
        stop();
        m_error.reset();
        setState(State::Offline);
    } else {
        m_backoff.reset();
        connectNow();
    }
}

void ServerLink::tryNow()
{
    if (m_state == State::Waiting || m_state == State::Blocked) {
        m_backoff.reset();
        connectNow();
    }
}

void ServerLink::trust(const QByteArray &pin)
{
    m_trust.setPin(pin);
    tryNow();
}

void ServerLink::send(const Message &message, Compression compression)
{
    if (m_state == State::Open && m_socket)
        m_socket->send(encode(message, compression));
}

void ServerLink::flush()
{
    if (m_state == State::Open && m_socket)
        m_socket->flush();
}

qint64 ServerLink::queuedBytes() const
{
    return m_socket ? m_socket->queuedBytes() : 0;
}

void ServerLink::drop(const Error &error, std::optional<std::chrono::milliseconds> wait)
{
    const bool wasOpen = m_state == State::Open;
    m_error = error;
    dropSocket();
    waitForRetry(wait ? *wait : m_backoff.next());
    if (wasOpen)
        emit closed();
}

void ServerLink::block(const Error &error)
{
    const bool wasOpen = m_state == State::Open;
    m_error = error;
    dropSocket();
    setState(State::Blocked);
    if (wasOpen)
        emit closed();
}

void ServerLink::connectNow()
{
    m_retryTimer.stop();
    m_retryAt = 0;
    m_pinnedCertificate = QSslCertificate();
    m_socket = m_newSocket();
    connect(m_socket.get(), &LinkSocket::opened, this, &ServerLink::socketOpened);
    connect(m_socket.get(), &LinkSocket::received, this, &ServerLink::socketMessage);
    connect(m_socket.get(), &LinkSocket::certificateDoubted, this, &ServerLink::judgeCertificate);
    connect(m_socket.get(), &LinkSocket::failed, this, &ServerLink::socketFailed);
    setState(State::Connecting);
    m_connectTimer.start(m_timing.connect);
    m_socket->open(m_address.syncUrl());
}

void ServerLink::judgeCertificate(const QSslCertificate &peer)
{
    const auto judged = m_trust.judge(peer);
    if (judged.ok()) {
        m_pinnedCertificate = peer;
        m_socket->acceptCertificate();
        return;
    }
    qCInfo(logLink) << "certificate refused:" << judged.error().toLog();
    const QByteArray fingerprint = publicKeyFingerprint(peer);
    block(judged.error());
    emit certificateRefused(judged.error(), fingerprint);
}

void ServerLink::socketOpened()
{
    m_connectTimer.stop();
    m_error.reset();
    setState(State::Open);
    heard();
    emit opened();
}

void ServerLink::socketFailed(const Error &error)
{
    if (!m_socket)
        return;
    qCDebug(logLink) << "connection ended:" << error.toLog();
    drop(error);
}

void ServerLink::socketMessage(const QByteArray &frame)
{
    heard();
    const QByteArray kept = frame; // whoever gave it may be gone after the first message
    const QPointer<ServerLink> self(this);
    const QPointer<LinkSocket> socket(m_socket.get());
    MessageSequence messages(kept);
    do {
        const auto message = messages.next();
        if (!message.ok())
            return socketFailed(message.error());
        if (const auto *ping = std::get_if<Ping>(&*message))
            send(Pong{ping->number, m_clock.now()});
        else
            emit received(*message);
        // What follows a message that ended the connection came too late.
    } while (messages.hasNext() && self && socket && socket == m_socket.get());
}

void ServerLink::heard()
{
    m_pinged = false;
    m_silenceTimer.start(m_timing.ping);
}

/// A cable that was pulled closes no socket: ask, and take no answer for the end.
void ServerLink::silence()
{
    if (m_pinged)
        return socketFailed(
            Error::unavailable(QStringLiteral("connectionLost"), QStringLiteral("no answer to a ping")));
    m_pinged = true;
    send(Ping{++m_pings});
    m_silenceTimer.start(m_timing.idle - m_timing.ping);
}

void ServerLink::waitForRetry(std::chrono::milliseconds wait)
{
    m_retryAt = m_clock.now() + wait.count();
    m_retryTimer.start(wait);
    setState(State::Waiting);
}

void ServerLink::dropSocket()
{
    m_connectTimer.stop();
    m_silenceTimer.stop();
    if (m_socket)
        m_socket->disconnect(this);
    LinkSocket::leave(std::move(m_socket));
}

void ServerLink::setState(State state)
{
    if (m_state == state)
        return;
    m_state = state;
    emit stateChanged(state);
}

}
