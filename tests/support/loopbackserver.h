// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/connection/serveraddress.h"
#include "server/api/live/livehub.h"
#include "server/api/transport/httprequest.h"
#include "shared/base/clock.h"
#include "shared/protocol/limits.h"
#include "tests/support/identity.h"
#include "tests/support/servercore.h"

#include <QCoreApplication>
#include <QTimer>
#include <QWebSocket>
#include <QWebSocketServer>

namespace tandem::test {

/// A WebSocket of Qt's as the live sessions know one; all of it in the thread of the test.
class LoopbackSession final : public QObject,
                              public server::WebSocketSession,
                              public std::enable_shared_from_this<LoopbackSession>
{
public:
    /// Says whether the session gets this frame.
    using Filter = std::function<bool(const QByteArray &frame)>;

    LoopbackSession(QWebSocket *socket, quint64 id, Filter filter)
        : m_socket(socket)
        , m_id(id)
        , m_filter(std::move(filter))
    {
    }

    void serve(std::unique_ptr<server::WebSocketHandler> handler)
    {
        m_handler = std::move(handler);
        m_handler->opened(shared_from_this());
        connect(m_socket.get(), &QWebSocket::binaryMessageReceived, this, [this](const QByteArray &frame) {
            if (m_handler && m_filter(frame))
                m_handler->received(frame);
        });
        connect(m_socket.get(), &QWebSocket::disconnected, this, &LoopbackSession::end);
        if (m_socket->state() != QAbstractSocket::ConnectedState)
            end();
    }

    void cut()
    {
        m_socket->abort();
        end();
    }

    quint64 id() const override { return m_id; }
    QString peerAddress() const override { return QStringLiteral("127.0.0.1"); }
    int networkThread() const override { return 0; }
    bool send(QByteArray message) override { return m_handler && m_socket->sendBinaryMessage(message) > 0; }
    qint64 queuedBytes() const override { return m_socket->bytesToWrite(); }
    void setMaxMessageBytes(qint64) override { }
    void joinMessages(qint64) override { }
    void setReading(bool) override { } // its queue has no bound, so nothing ever waits
    void close(server::WebSocketCloseCode code, const QString &reason) override
    {
        m_socket->close(QWebSocketProtocol::CloseCode(code), reason);
    }
    void post(std::function<void()> work) override { postAfter(std::chrono::milliseconds(-1), std::move(work)); }
    void postAfter(std::chrono::milliseconds delay, std::function<void()> work) override
    {
        const auto run = [weak = weak_from_this(), work = std::move(work)] {
            if (const auto self = weak.lock(); self && self->m_handler)
                work();
        };
        if (delay.count() < 0)
            QMetaObject::invokeMethod(this, run, Qt::QueuedConnection);
        else
            QTimer::singleShot(delay, this, run);
    }

private:
    void end()
    {
        // Perhaps called out of the handler itself: it dies in the next turn of the event loop.
        if (std::shared_ptr<server::WebSocketHandler> handler = std::move(m_handler)) {
            handler->closed(server::WebSocketCloseCode::Abnormal);
            QMetaObject::invokeMethod(
                QCoreApplication::instance(), [handler] {}, Qt::QueuedConnection);
        }
    }

    std::unique_ptr<QWebSocket> m_socket;
    quint64 m_id;
    const Filter m_filter;
    std::unique_ptr<server::WebSocketHandler> m_handler;
};

/// The whole server of a company in this process, to be reached through TLS on the loopback.
class LoopbackServer : public QObject
{
public:
    explicit LoopbackServer(const ProtocolRange &protocol = {})
        : hub(startedHub(limitsOf(protocol)))
        , m_listener(QStringLiteral("test"), QWebSocketServer::SecureMode)
    {
        m_listener.setSslConfiguration(firstIdentity().tls());
        goOnline();
        connect(&m_listener, &QWebSocketServer::newConnection, this, &LoopbackServer::accept);
    }
    ~LoopbackServer() override { cutAll(); }

    /// The same data under a build that speaks other versions.
    void update(const ProtocolRange &protocol, const QStringList &features = supportedFeatures())
    {
        restart(limitsOf(protocol, features));
    }
    /// The same data under a daemon with other limits, or at another time, which must outlive this.
    void restart(const server::LiveHub::Limits &limits, const Clock &clock = SystemClock::instance())
    {
        goOffline();
        hub.reset();
        hub = startedHub(limits, clock);
        goOnline();
    }

    client::ServerAddress address() const { return {QStringLiteral("127.0.0.1"), m_port}; }

    void goOnline()
    {
        if (!m_listener.listen(QHostAddress::LocalHost, m_port))
            qFatal("%s", qPrintable(m_listener.errorString()));
        m_port = m_listener.serverPort();
    }
    void goOffline()
    {
        m_listener.close();
        cutAll();
    }
    void cutAll()
    {
        for (const auto &session : std::exchange(m_sessions, {}))
            session->cut();
    }

    ServerCore core;
    std::unique_ptr<server::LiveHub> hub;
    LoopbackSession::Filter filter; ///< of what clients send; none: all of it arrives

private:
    static server::LiveHub::Limits limitsOf(
        const ProtocolRange &protocol, const QStringList &features = supportedFeatures())
    {
        server::LiveHub::Limits limits;
        limits.features = features;
        limits.protocol = protocol;
        return limits;
    }
    std::unique_ptr<server::LiveHub> startedHub(
        const server::LiveHub::Limits &limits, const Clock &clock = SystemClock::instance())
    {
        auto started = std::make_unique<server::LiveHub>(
            server::LiveHub::Parts{*core.store, core.access, core.authenticator, core.pipeline, clock, {}}, limits);
        started->start();
        return started;
    }

    void accept()
    {
        QWebSocket *socket = m_listener.nextPendingConnection();
        socket->setMaxAllowedIncomingMessageSize(limits::messageBytes);
        const auto session = std::make_shared<LoopbackSession>(
            socket, ++m_lastId, [this](const QByteArray &frame) { return !filter || filter(frame); });
        m_sessions.push_back(session);
        session->serve(hub->factory()(server::HttpRequest()));
    }

    QWebSocketServer m_listener;
    quint16 m_port = 0;
    quint64 m_lastId = 0;
    std::vector<std::shared_ptr<LoopbackSession>> m_sessions;
};

}
