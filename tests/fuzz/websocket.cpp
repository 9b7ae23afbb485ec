// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "transportline.h"

#include "shared/protocol/message.h"

using namespace tandem;
using namespace tandem::server;

namespace {

constexpr qint64 mostMessageBytes = 1024;

/// Reads as a session does, and answers pings.
class Handler final : public WebSocketHandler
{
public:
    void opened(const std::shared_ptr<WebSocketSession> &session) override
    {
        m_session = session;
        m_isOpen = true;
    }
    void received(const QByteArray &bytes) override
    {
        fuzz::require(m_isOpen, "messages come while the session is open");
        fuzz::require(bytes.size() <= mostMessageBytes, "a message is no longer than allowed");
        const auto session = m_session.lock();
        fuzz::require(session != nullptr, "messages come from a session");
        MessageSequence messages(bytes);
        do {
            const auto message = messages.next();
            if (!message)
                return session->close(WebSocketCloseCode::PolicyViolation, QStringLiteral("protocolError"));
            if (const auto *ping = std::get_if<Ping>(&*message))
                session->send(encode(Pong{ping->number, 0}));
        } while (messages.hasNext());
    }
    void closed(WebSocketCloseCode) override { m_isOpen = false; }

private:
    std::weak_ptr<WebSocketSession> m_session;
    bool m_isOpen = false;
};

Router makeRouter()
{
    Router router;
    WebSocketLimits limits;
    limits.maxMessageBytes = mostMessageBytes;
    limits.writeTimeout = std::chrono::milliseconds(20); // a good-bye that is not answered holds nothing up
    router.addWebSocket(
        QStringLiteral("/live"), [](const HttpRequest &) { return std::make_unique<Handler>(); }, limits);
    return router;
}

}

/// The frames of a peer whose connection has become a WebSocket.
void fuzz::fuzzOne(QByteArrayView input)
{
    static const Router router = makeRouter();
    TransportLine line(router);
    line.send("GET /live HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
              "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n");
    require(line.answers().startsWith("HTTP/1.1 101 "), "the upgrade is accepted");
    line.send(input.first(input.size() / 2));
    line.send(input.sliced(input.size() / 2));
    line.end();
}
