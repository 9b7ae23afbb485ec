// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "bench/support/readmessages.h"

#include <QSslConfiguration>
#include <QWebSocket>

#include <functional>

namespace tandem::bench {

/// The wire of one desktop client without a replica behind it: TLS, WebSocket, hello, and the messages as they come.
class LiveSocket : public QObject
{
public:
    using Received = std::function<void(const Message &)>;

    LiveSocket(const QUrl &url, QByteArray token, Received received)
        : m_token(std::move(token))
        , m_received(std::move(received))
    {
        QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
        tls.setPeerVerifyMode(QSslSocket::VerifyNone);
        m_socket.setSslConfiguration(tls);
        connect(&m_socket, &QWebSocket::connected, this, &LiveSocket::sayHello);
        connect(&m_socket, &QWebSocket::binaryMessageReceived, this, &LiveSocket::takeFrame);
        m_socket.open(url);
    }

    const RecordId &device() const { return m_device; }
    bool isWelcome() const { return m_welcome; }
    void send(const Message &message) { m_socket.sendBinaryMessage(encode(message)); }

private:
    void sayHello() { send(helloOf(m_device, m_token)); }

    void takeFrame(const QByteArray &frame)
    {
        readMessages(frame, [this](const Message &message) { take(message); });
    }

    void take(const Message &message)
    {
        if (std::holds_alternative<Welcome>(message))
            m_welcome = true;
        if (m_received)
            m_received(message);
    }

    const QByteArray m_token;
    const RecordId m_device = newRecordId();
    const Received m_received;
    QWebSocket m_socket;
    bool m_welcome = false;
};

}
