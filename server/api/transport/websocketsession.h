// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QString>

#include <chrono>
#include <functional>

namespace tandem::server {

/// Of RFC 6455, section 7.4.
enum class WebSocketCloseCode : quint16 {
    Normal = 1000,
    GoingAway = 1001,
    ProtocolError = 1002,
    Unsupported = 1003,
    Abnormal = 1006, ///< the connection broke; never sent
    PolicyViolation = 1008,
    TooBig = 1009,
    InternalError = 1011,
    ServiceRestart = 1012,
    TryAgainLater = 1013,
};

/// One WebSocket connection. Everything here may be called from any thread and never blocks. The transport owns it as
/// long as it is open; a shared_ptr kept longer is harmless.
class WebSocketSession
{
public:
    virtual ~WebSocketSession() = default;

    virtual quint64 id() const = 0; ///< never used again while the process lives
    virtual QString peerAddress() const = 0;
    virtual int networkThread() const = 0; ///< 0…N-1, the thread that runs its handler

    /// Queues one binary message. False, and nothing is queued, when it is closing or its queue is full (an empty
    /// queue takes a message of any size); WebSocketHandler::drained() tells when there is room again.
    virtual bool send(QByteArray message) = 0;
    virtual qint64 queuedBytes() const = 0;

    /// From the next message on, instead of WebSocketLimits::maxMessageBytes. On the session's strand.
    virtual void setMaxMessageBytes(qint64 bytes) = 0;

    /// From now on messages that wait together leave as one, one behind the other, while they have at most so many
    /// bytes together. For a peer that tells them apart by himself. On the session's strand.
    virtual void joinMessages(qint64 mostBytes) = 0;
    /// False: from the next message on they stay on the line, until it is true again; the peer feels it and slows down.
    /// Meanwhile he has to take something within WebSocketLimits::writeTimeout each time, or he is taken for gone: do
    /// so only while something is queued. On the session's strand.
    virtual void setReading(bool reading) = 0;

    /// After what is queued already.
    virtual void close(WebSocketCloseCode code, const QString &reason = {}) = 0;

    /// Runs `work` on the session's strand, where its handler is called; dropped when the session is over by then.
    virtual void post(std::function<void()> work) = 0;
    virtual void postAfter(std::chrono::milliseconds delay, std::function<void()> work) = 0;
};

}
