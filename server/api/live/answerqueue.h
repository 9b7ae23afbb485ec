// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/api/transport/websocketsession.h"
#include "shared/base/bytesize.h"
#include "shared/protocol/message.h"

#include <deque>
#include <memory>

namespace tandem::server {

/// What a session sends. Answers are never lost: one that finds the connection's queue full waits here, and the client
/// gets nothing new before it. On the session's strand.
class AnswerQueue
{
public:
    void open(std::shared_ptr<WebSocketSession> socket) { m_socket = std::move(socket); }
    void setCompression(Compression compression) { m_compression = compression; }

    /// Sends or keeps it. False: more waits than there can be while nothing is read from the client.
    bool reply(const Message &message);
    bool isWaiting() const { return !m_waiting.empty(); }
    /// Only if there is room now.
    bool trySend(const Message &message);
    /// The connection has room again. True if nothing waits any more.
    bool drain();
    void clear();

private:
    static constexpr size_t mostWaiting = 2000;
    static constexpr qsizetype mostWaitingBytes = 32 * MiB;

    std::shared_ptr<WebSocketSession> m_socket;
    Compression m_compression = Compression::None;
    std::deque<QByteArray> m_waiting;
    qsizetype m_waitingBytes = 0;
};

}
