// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/api/live/livehub.h"
#include "server/api/transport/websockethandler.h"
#include "shared/protocol/message.h"

#include <deque>
#include <functional>
#include <mutex>
#include <utility>

namespace tandem::test {

/// A connection without a network: what is sent is kept, what is posted runs when the test says so.
class FakeSocket final : public server::WebSocketSession
{
public:
    FakeSocket() { s_all.push_back(this); }
    ~FakeSocket() override { std::erase(s_all, this); }

    /// Sessions of one network thread pass things on to each other, so the thread runs for all of them.
    static bool runAll()
    {
        bool ran = false;
        for (FakeSocket *socket : std::vector(s_all))
            ran = socket->run() || ran;
        return ran;
    }

    quint64 id() const override { return 1; }
    QString peerAddress() const override { return QStringLiteral("127.0.0.1"); }
    int networkThread() const override { return 0; }

    bool send(QByteArray message) override
    {
        if (isClosed || (full && sentAny))
            return false;
        sentAny = true;
        if (const auto work = std::exchange(whileSending, {}))
            work();
        const auto decoded = decode(message);
        if (decoded.ok())
            sent.push_back(*decoded);
        return decoded.ok();
    }
    qint64 queuedBytes() const override { return 0; }
    void setMaxMessageBytes(qint64 bytes) override { maxMessageBytes = bytes; }
    void joinMessages(qint64 mostBytes) override { joinedBytes = mostBytes; }
    void setReading(bool reading) override { isRead = reading; }
    void close(server::WebSocketCloseCode, const QString &reason) override
    {
        isClosed = true;
        closeReason = reason;
    }
    void post(std::function<void()> work) override
    {
        const std::lock_guard lock(m_mutex);
        m_posted.push_back(std::move(work));
    }
    void postAfter(std::chrono::milliseconds, std::function<void()> work) override { later.push_back(std::move(work)); }

    /// Runs what was posted; true if there was anything.
    bool run()
    {
        std::deque<std::function<void()>> posted;
        {
            const std::lock_guard lock(m_mutex);
            posted.swap(m_posted);
        }
        for (const auto &work : posted)
            work();
        return !posted.empty();
    }

    /// The oldest message that was not taken yet, if it is an M.
    template <typename M>
    std::optional<M> take()
    {
        if (sent.empty() || !std::holds_alternative<M>(sent.front()))
            return {};
        M message = std::get<M>(sent.front());
        sent.pop_front();
        return message;
    }

    std::deque<Message> sent;
    std::vector<std::function<void()>> later;
    std::function<void()> whileSending; ///< what happens elsewhere during the next send()
    qint64 maxMessageBytes = server::LiveHub::webSocketLimits().maxMessageBytes;
    qint64 joinedBytes = 0;
    bool full = false;
    bool sentAny = false;
    bool isRead = true; ///< what the session asked for; the test obeys or not
    bool isClosed = false;
    QString closeReason;

private:
    inline static std::vector<FakeSocket *> s_all;
    std::mutex m_mutex;
    std::deque<std::function<void()>> m_posted;
};

}
