// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/api/transport/detail/websocketconnection.h"

#include "server/api/transport/transportlog.h"
#include "shared/base/bytesize.h"

namespace tandem::server::detail {

namespace websocket = boost::beast::websocket;

namespace {

constexpr qsizetype maxCloseReasonBytes = 123; // RFC 6455: a control frame holds 125, the code takes two
constexpr std::size_t keptReadBytes = 16 * KiB;
constexpr std::chrono::milliseconds afterTheSocket(50);

}

template <typename Stream>
WebSocketConnection<Stream>::WebSocketConnection(Stream stream, std::unique_ptr<WebSocketHandler> handler,
    const WebSocketLimits &limits, std::shared_ptr<TransportContext> context, std::shared_ptr<NetworkThread> thread,
    std::string address)
    : m_id(context->nextSession++)
    , m_context(std::move(context))
    , m_thread(std::move(thread))
    , m_stream(std::in_place, std::move(stream))
    , m_handler(std::move(handler))
    , m_limits(limits)
    , m_address(std::move(address))
    , m_peerTimer(m_thread->context().get_executor())
{
    m_thread->insert(this);
    configure(limits);
    if (m_context->metrics)
        m_context->metrics->webSockets.add(1);
}

template <typename Stream>
WebSocketConnection<Stream>::~WebSocketConnection() = default;

template <typename Stream>
void WebSocketConnection<Stream>::configure(const WebSocketLimits &limits)
{
    beast::get_lowest_layer(*m_stream).expires_never(); // the stream has deadlines of its own
    setTimeouts();
    m_stream->read_message_max(std::size_t(limits.maxMessageBytes));
    m_stream->auto_fragment(false);
    m_stream->binary(true);
}

template <typename Stream>
void WebSocketConnection<Stream>::setTimeouts()
{
    websocket::stream_base::timeout timeout;
    timeout.handshake_timeout = m_context->options.headerTimeout;
    // Nobody is silent whom nobody listens to; whether he takes something is watched instead.
    timeout.idle_timeout = m_isPaused ? websocket::stream_base::none() : m_limits.idleTimeout;
    timeout.keep_alive_pings = true;
    m_stream->set_option(timeout);
}

template <typename Stream>
void WebSocketConnection<Stream>::accept(const boost::beast::http::request_header<> &head)
{
    boost::beast::http::request<boost::beast::http::empty_body> request;
    request.base() = head;
    m_stream->async_accept(request, [self = this->shared_from_this()](ErrorCodeOf error) {
        if (error)
            return self->end(WebSocketCloseCode::Abnormal);
        self->m_isOpen = true;
        self->guarded([&] { self->m_handler->opened(self); });
        self->read();
        if (self->m_context->stopping)
            self->beginShutdown();
    });
}

template <typename Stream>
void WebSocketConnection<Stream>::read()
{
    if (m_isOver || m_isReading || m_isPaused)
        return;
    m_isReading = true;
    m_stream->async_read(
        m_buffer, [self = this->shared_from_this()](ErrorCodeOf error, std::size_t) { self->onRead(error); });
}

template <typename Stream>
void WebSocketConnection<Stream>::onRead(ErrorCodeOf error)
{
    if (error) {
        m_isReading = false;
        if (error == websocket::error::closed) {
            const auto code = m_stream->reason().code;
            return end(m_closeSent                        ? m_closeCode
                    : code == websocket::close_code::none ? WebSocketCloseCode::Normal
                                                          : WebSocketCloseCode(code));
        }
        return end(error == websocket::error::message_too_big || error == websocket::error::buffer_overflow
                ? WebSocketCloseCode::TooBig
                : WebSocketCloseCode::Abnormal);
    }
    if (!m_closeSent) {
        const auto data = m_buffer.cdata();
        const QByteArray message(static_cast<const char *>(data.data()), qsizetype(data.size()));
        guarded([&] { m_handler->received(message); });
    }
    m_buffer.consume(m_buffer.size());
    if (m_buffer.capacity() > keptReadBytes)
        m_buffer.shrink_to_fit();
    m_isReading = false; // only now: a handler may have asked for more
    read();
}

template <typename Stream>
void WebSocketConnection<Stream>::setMaxMessageBytes(qint64 bytes)
{
    if (!m_isOver)
        m_stream->read_message_max(std::size_t(bytes));
}

template <typename Stream>
void WebSocketConnection<Stream>::setReading(bool reading)
{
    m_isPaused = !reading;
    if (m_isOver)
        return;
    if (m_isPaused && !m_isWriting)
        watchPeer();
    setTimeouts();
    read();
}

/// A handler that throws ends its session, never the thread.
template <typename Stream>
template <typename Work>
void WebSocketConnection<Stream>::guarded(Work work)
{
    try {
        work();
    } catch (const std::exception &exception) {
        qCCritical(transportLog) << "handler of session" << m_id << "threw" << exception.what();
        close(WebSocketCloseCode::InternalError, {});
    }
}

template <typename Stream>
bool WebSocketConnection<Stream>::send(QByteArray message)
{
    {
        const std::lock_guard lock(m_mutex);
        if (m_isClosing)
            return false;
        if (m_queuedBytes > 0 && m_queuedBytes + message.size() > m_limits.maxQueuedBytes) {
            m_refused = true;
            return false;
        }
        m_queuedBytes += message.size();
        m_queue.push_back(std::move(message));
        if (std::exchange(m_wakeUpPosted, true))
            return true;
    }
    m_thread->post([self = this->shared_from_this()] { self->writeNext(); });
    return true;
}

template <typename Stream>
qint64 WebSocketConnection<Stream>::queuedBytes() const
{
    const std::lock_guard lock(m_mutex);
    return m_queuedBytes;
}

template <typename Stream>
void WebSocketConnection<Stream>::close(WebSocketCloseCode code, const QString &reason)
{
    {
        const std::lock_guard lock(m_mutex);
        if (std::exchange(m_isClosing, true))
            return;
        m_closeCode = code;
        m_closeReason = reason;
    }
    m_thread->post([self = this->shared_from_this()] { self->writeNext(); });
}

template <typename Stream>
void WebSocketConnection<Stream>::post(std::function<void()> work)
{
    m_thread->post([self = this->shared_from_this(), work = std::move(work)] {
        if (!self->m_isOver)
            self->guarded(work);
    });
}

template <typename Stream>
void WebSocketConnection<Stream>::postAfter(std::chrono::milliseconds delay, std::function<void()> work)
{
    post([self = this->shared_from_this(), delay, work = std::move(work)] {
        const auto timer = std::make_shared<Timer>(self->m_thread->context().get_executor(), delay);
        self->m_timers.insert(timer);
        timer->async_wait([self, timer, work](ErrorCodeOf error) {
            self->m_timers.erase(timer);
            if (!error && !self->m_isOver)
                self->guarded(work);
        });
    });
}

template <typename Stream>
void WebSocketConnection<Stream>::writeNext()
{
    if (m_isWriting || m_isOver || !m_isOpen)
        return;
    {
        const std::lock_guard lock(m_mutex);
        m_wakeUpPosted = false;
        if (m_queue.empty()) {
            if (!m_isClosing || m_closeSent)
                return;
        } else {
            takeNext();
            m_wakeUpPosted = true; // onWritten() looks again
            m_isWriting = true;
        }
    }
    if (!m_isWriting)
        return sendClose();
    watchPeer();
    m_stream->async_write(asio::buffer(m_current.constData(), std::size_t(m_current.size())),
        [self = this->shared_from_this()](ErrorCodeOf error, std::size_t) { self->onWritten(error); });
}

/// What waits together leaves together: one TLS record and one system call instead of several. The mutex is held.
template <typename Stream>
void WebSocketConnection<Stream>::takeNext()
{
    m_current = std::move(m_queue.front());
    m_queue.pop_front();
    while (!m_queue.empty() && m_current.size() + m_queue.front().size() <= m_joinedBytes) {
        m_current += m_queue.front();
        m_queue.pop_front();
    }
}

template <typename Stream>
void WebSocketConnection<Stream>::onWritten(ErrorCodeOf error)
{
    m_isWriting = false;
    bool drained = false;
    {
        const std::lock_guard lock(m_mutex);
        m_queuedBytes -= m_current.size();
        if (m_refused && m_queuedBytes < m_limits.maxQueuedBytes / 2)
            drained = std::exchange(m_refused, false);
    }
    m_current = {};
    m_takesNothingSince = std::chrono::steady_clock::now();
    if (error || m_isOver) // a pending read tells the end
        return abort();
    if (drained)
        guarded([&] { m_handler->drained(); });
    writeNext();
}

/// From now on the peer has to take something within the limit, as long as something is written or nothing is read:
/// then nothing else would tell that he is gone.
template <typename Stream>
void WebSocketConnection<Stream>::watchPeer()
{
    m_takesNothingSince = std::chrono::steady_clock::now();
    if (!std::exchange(m_peerTimerRuns, true))
        waitForPeer();
}

/// One timer that looks now and then instead of one that is set and cancelled for every message.
template <typename Stream>
void WebSocketConnection<Stream>::waitForPeer()
{
    m_peerTimer.expires_at(m_takesNothingSince + m_limits.writeTimeout);
    m_peerTimer.async_wait([self = this->shared_from_this()](ErrorCodeOf error) {
        const bool isWatched = self->m_isWriting || self->m_isPaused;
        self->m_peerTimerRuns = !error && !self->m_isOver && isWatched;
        if (!self->m_peerTimerRuns)
            return;
        if (std::chrono::steady_clock::now() - self->m_takesNothingSince < self->m_limits.writeTimeout)
            return self->waitForPeer();
        self->m_peerTimerRuns = false;
        qCInfo(transportLog) << "session" << self->m_id << "does not read; closed";
        self->abort();
    });
}

template <typename Stream>
void WebSocketConnection<Stream>::sendClose()
{
    m_closeSent = true;
    websocket::close_reason reason;
    {
        const std::lock_guard lock(m_mutex);
        reason.code = websocket::close_code(m_closeCode);
        QByteArray text = m_closeReason.toUtf8();
        while (text.size() > maxCloseReasonBytes || !text.isValidUtf8())
            text.chop(1);
        reason.reason.assign(text.constData(), std::size_t(text.size()));
    }
    // Answered or not within its deadline, this is the end; a pending read may hear of it later or not at all.
    m_stream->async_close(reason, [self = this->shared_from_this()](ErrorCodeOf) { self->end(self->m_closeCode); });
    postAfter(m_limits.writeTimeout, [this] { giveUpClosing(); });
}

/// A close waits for the read, and a read that meets a broken frame meanwhile waits for the close: then Beast ends
/// neither, even without a socket. Both hold this object, and the stream holds both.
template <typename Stream>
void WebSocketConnection<Stream>::giveUpClosing()
{
    beast::get_lowest_layer(*m_stream).close();
    // Whatever does not wait for each other ends by that, and this timer with it.
    postAfter(afterTheSocket, [this] {
        end(m_closeCode);
        m_thread->post([self = this->shared_from_this()] { self->m_stream.reset(); });
    });
}

template <typename Stream>
void WebSocketConnection<Stream>::beginShutdown()
{
    close(WebSocketCloseCode::GoingAway, {});
}

template <typename Stream>
void WebSocketConnection<Stream>::abort()
{
    if (m_stream)
        beast::get_lowest_layer(*m_stream).close();
    // Else an operation that is pending tells the end.
    if (m_isOpen && !m_isOver && !m_isReading && !m_isWriting && !m_closeSent)
        end(WebSocketCloseCode::Abnormal);
}

template <typename Stream>
void WebSocketConnection<Stream>::end(WebSocketCloseCode code)
{
    if (std::exchange(m_isOver, true))
        return;
    {
        const std::lock_guard lock(m_mutex);
        m_isClosing = true;
        m_queue.clear();
    }
    m_peerTimer.cancel();
    for (const auto &timer : std::exchange(m_timers, {}))
        timer->cancel();
    abort();
    m_thread->erase(this);
    if (m_isOpen)
        guarded([&] { m_handler->closed(code); });
    m_handler.reset();
    m_context->limits.leave(m_address);
    if (m_context->metrics) {
        m_context->metrics->webSockets.add(-1);
        m_context->metrics->connections.add(-1);
    }
}

template class WebSocketConnection<PlainStream>;
template class WebSocketConnection<TlsStream>;

}
