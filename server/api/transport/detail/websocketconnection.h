// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/api/transport/detail/networkthread.h"
#include "server/api/transport/detail/transportcontext.h"
#include "server/api/transport/websockethandler.h"

#include <boost/asio/steady_timer.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/websocket/ssl.hpp>
#include <boost/beast/websocket/stream.hpp>

#include <deque>
#include <optional>
#include <unordered_set>

namespace tandem::server::detail {

template <typename Stream>
class WebSocketConnection final : public ConnectionBase,
                                  public WebSocketSession,
                                  public std::enable_shared_from_this<WebSocketConnection<Stream>>
{
public:
    WebSocketConnection(Stream stream, std::unique_ptr<WebSocketHandler> handler, const WebSocketLimits &limits,
        std::shared_ptr<TransportContext> context, std::shared_ptr<NetworkThread> thread, std::string address);
    ~WebSocketConnection() override;

    void accept(const boost::beast::http::request_header<> &head);
    void beginShutdown() override;
    void abort() override;

    quint64 id() const override { return m_id; }
    QString peerAddress() const override { return QString::fromStdString(m_address); }
    int networkThread() const override { return m_thread->index(); }
    bool send(QByteArray message) override;
    qint64 queuedBytes() const override;
    void setMaxMessageBytes(qint64 bytes) override;
    void joinMessages(qint64 mostBytes) override { m_joinedBytes = mostBytes; }
    void setReading(bool reading) override;
    void close(WebSocketCloseCode code, const QString &reason) override;
    void post(std::function<void()> work) override;
    void postAfter(std::chrono::milliseconds delay, std::function<void()> work) override;

private:
    using Timer = asio::basic_waitable_timer<std::chrono::steady_clock, asio::wait_traits<std::chrono::steady_clock>,
        asio::io_context::executor_type>;

    void configure(const WebSocketLimits &limits);
    void setTimeouts();
    void read();
    void onRead(ErrorCodeOf error);
    void writeNext();
    void takeNext();
    void onWritten(ErrorCodeOf error);
    void watchPeer();
    void waitForPeer();
    void sendClose();
    void giveUpClosing();
    void end(WebSocketCloseCode code);
    template <typename Work>
    void guarded(Work work);

    const quint64 m_id;
    std::shared_ptr<TransportContext> m_context;
    std::shared_ptr<NetworkThread> m_thread; // before the stream, which needs its io_context to the last
    std::optional<beast::websocket::stream<Stream>> m_stream; ///< until the end
    std::unique_ptr<WebSocketHandler> m_handler;
    const WebSocketLimits m_limits;
    std::string m_address;
    beast::flat_buffer m_buffer;

    // On the network thread only
    bool m_isOpen = false;
    bool m_isOver = false;
    bool m_isWriting = false;
    bool m_isReading = false; ///< an operation is pending
    bool m_isPaused = false; ///< by setReading()
    bool m_closeSent = false;
    qint64 m_joinedBytes = 0; ///< 0: each message leaves alone
    QByteArray m_current; ///< what is being written
    std::chrono::steady_clock::time_point m_takesNothingSince; ///< while something is written or nothing is read
    Timer m_peerTimer;
    bool m_peerTimerRuns = false;
    std::unordered_set<std::shared_ptr<Timer>> m_timers; ///< of postAfter(), so that the end can cancel them

    // Shared with any thread
    mutable std::mutex m_mutex;
    std::deque<QByteArray> m_queue;
    qint64 m_queuedBytes = 0; ///< the message being written included
    bool m_isClosing = false;
    bool m_wakeUpPosted = false;
    bool m_refused = false; ///< a send() was, and the handler waits for drained()
    WebSocketCloseCode m_closeCode = WebSocketCloseCode::Normal;
    QString m_closeReason;
};

}
