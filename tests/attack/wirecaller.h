// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/protocol/message.h"

#include <QTest>
#include <QWebSocket>

#include <optional>

namespace tandem::test {

/// A WebSocket to /sync that says what a test wants; what it was told until it was closed.
struct WireCaller
{
    QWebSocket socket;
    QList<QByteArray> heard; ///< frames; of one message each, since it names no features
    bool isClosed = false;

    explicit WireCaller(const QUrl &url)
    {
        QObject::connect(
            &socket, &QWebSocket::sslErrors, &socket, [this](const QList<QSslError> &) { socket.ignoreSslErrors(); });
        QObject::connect(&socket, &QWebSocket::binaryMessageReceived, &socket,
            [this](const QByteArray &frame) { heard.append(frame); });
        QObject::connect(&socket, &QWebSocket::disconnected, &socket, [this] { isClosed = true; });
        socket.open(url);
    }
    bool open()
    {
        return QTest::qWaitFor([this] { return socket.isValid(); }, 30'000);
    }
    bool closed()
    {
        return QTest::qWaitFor([this] { return isClosed; }, 30'000);
    }
    void say(const Message &message) { socket.sendBinaryMessage(encode(message)); }

    /// The first M among what was heard from the frame `from` on.
    template <typename M>
    std::optional<M> said(qsizetype from = 0) const
    {
        for (qsizetype i = from; i < heard.size(); ++i) {
            const auto message = decode(heard.at(i));
            if (message.ok() && std::holds_alternative<M>(*message))
                return std::get<M>(*message);
        }
        return {};
    }
    /// Says something and waits for its answer; none if the connection ends instead.
    template <typename M>
    std::optional<M> ask(const Message &question)
    {
        const qsizetype from = heard.size();
        say(question);
        (void)QTest::qWaitFor([&] { return isClosed || said<M>(from).has_value(); }, 30'000);
        return said<M>(from);
    }
};

}
