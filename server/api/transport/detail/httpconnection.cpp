// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/api/transport/detail/httpconnection.h"

#include "server/api/transport/bodysink.h"
#include "server/api/transport/detail/requesthead.h"
#include "server/api/transport/detail/responsehead.h"
#include "server/api/transport/detail/websocketconnection.h"
#include "server/api/transport/transportlog.h"

#include <boost/asio/write.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/websocket/rfc6455.hpp>

namespace tandem::server::detail {

namespace http = boost::beast::http;

namespace {

constexpr std::size_t idleReadBytes = 2048;
constexpr qsizetype pieceBytes = 64 * 1024;
constexpr qsizetype smallBodyBytes = 14 * 1024;
constexpr qsizetype lingerBytes = 1024 * 1024;
constexpr std::chrono::seconds lingerTime(2);

/// Brings an answer back to the connection's thread; the first one counts.
template <typename Stream>
class ConnectionResponder final : public Responder::Backend
{
public:
    ConnectionResponder(std::shared_ptr<HttpConnection<Stream>> connection, std::shared_ptr<NetworkThread> thread)
        : m_connection(std::move(connection))
        , m_thread(std::move(thread))
    {
    }

    ~ConnectionResponder() override
    {
        if (!m_answered)
            respond(HttpResponse::text(500, "no answer\n"));
    }

    void respond(HttpResponse response) override
    {
        if (m_answered.exchange(true))
            return;
        const std::shared_ptr<HttpConnection<Stream>> connection = std::move(m_connection);
        if (m_thread->isCurrent())
            connection->answer(std::move(response));
        else
            m_thread->post([connection, response = std::move(response)] { connection->answer(response); });
    }

    void post(std::function<void()> work) override { m_thread->post(std::move(work)); }

private:
    std::shared_ptr<HttpConnection<Stream>> m_connection; ///< nothing else keeps it while its handler thinks
    std::shared_ptr<NetworkThread> m_thread;
    std::atomic<bool> m_answered = false;
};

template <typename Stream>
Stream makeStream(Socket socket, TransportContext &context)
{
    if constexpr (isTls<Stream>)
        return Stream(std::move(socket), *context.tls);
    else
        return Stream(std::move(socket));
}

/// Nobody is there any more to read an answer; after a timeout the stream has closed the socket itself.
bool isGone(const ErrorCodeOf &error)
{
    return error == http::error::end_of_stream || error == http::error::partial_message
        || (error && error.category() != http::make_error_code(http::error::bad_method).category());
}

Error errorOfHead(const ErrorCodeOf &error)
{
    if (error == http::error::header_limit)
        return {ErrorCode::TooLarge, QStringLiteral("headerTooLarge"), {}, {}, {}};
    return Error::invalid({}, QStringLiteral("malformedRequest"));
}

}

template <typename Stream>
HttpConnection<Stream>::HttpConnection(Socket socket, std::shared_ptr<TransportContext> context,
    std::shared_ptr<NetworkThread> thread, std::string address)
    : m_context(std::move(context))
    , m_thread(std::move(thread))
    , m_stream(makeStream<Stream>(std::move(socket), *m_context))
    , m_address(std::move(address))
{
    m_thread->insert(this);
    if (m_context->metrics)
        m_context->metrics->connections.add(1);
}

template <typename Stream>
HttpConnection<Stream>::~HttpConnection()
{
    leave();
}

/// At its end, not at its death: a responder may keep it longer than the server and its metrics live.
template <typename Stream>
void HttpConnection<Stream>::leave()
{
    if (m_address.empty()) // has left, or moved on into a WebSocket
        return;
    m_thread->erase(this);
    m_context->limits.leave(std::exchange(m_address, {}));
    if (m_context->metrics)
        m_context->metrics->connections.add(-1);
}

template <typename Stream>
void HttpConnection<Stream>::start()
{
    if constexpr (isTls<Stream>) {
        beast::get_lowest_layer(m_stream).expires_after(m_context->options.handshakeTimeout);
        m_stream.async_handshake(asio::ssl::stream_base::server, [self = this->shared_from_this()](ErrorCodeOf error) {
            if (!error)
                self->waitForRequest(self->m_context->options.headerTimeout);
        });
    } else {
        waitForRequest(m_context->options.headerTimeout);
    }
}

/// Nothing but a small buffer is held while a kept connection is quiet.
template <typename Stream>
void HttpConnection<Stream>::waitForRequest(std::chrono::milliseconds timeout)
{
    m_state = State::Waiting;
    if (m_context->stopping && m_buffer.size() == 0)
        return close();
    if (m_buffer.size() > 0) // pipelined
        return readHead();
    m_buffer.clear();
    m_buffer.shrink_to_fit();
    beast::get_lowest_layer(m_stream).expires_after(timeout);
    m_stream.async_read_some(
        m_buffer.prepare(idleReadBytes), [self = this->shared_from_this()](ErrorCodeOf error, std::size_t bytes) {
            if (error)
                return self->close();
            self->m_buffer.commit(bytes);
            self->readHead();
        });
}

template <typename Stream>
void HttpConnection<Stream>::readHead()
{
    m_state = State::Reading;
    m_parser.emplace();
    m_parser->header_limit(std::uint32_t(m_context->options.maxHeaderBytes));
    m_parser->body_limit(boost::none); // each route has its own, see takePiece()
    m_request = {};
    m_route = nullptr;
    m_keepAlive = true;
    m_bodyUnread = false;
    m_bodyBytes = 0;
    beast::get_lowest_layer(m_stream).expires_after(m_context->options.headerTimeout);
    http::async_read_header(m_stream, m_buffer, *m_parser,
        [self = this->shared_from_this()](ErrorCodeOf error, std::size_t) { self->onHead(error); });
}

template <typename Stream>
void HttpConnection<Stream>::onHead(ErrorCodeOf error)
{
    if (isGone(error))
        return close();
    m_bodyUnread = true;
    m_keepAlive = false;
    m_sinceRead.start();
    if (error)
        return fail(errorOfHead(error));
    auto head = requestHead(m_parser->get(), m_context->options.maxUrlBytes);
    if (!head)
        return fail(head.error());
    m_request = std::move(*head);
    m_request.peerAddress = QString::fromStdString(m_address);
    m_request.networkThread = m_thread->index();
    m_bodyUnread = !m_parser->is_done();
    m_keepAlive = m_parser->keep_alive();
    if (m_context->stopping)
        return fail(Error::unavailable(QStringLiteral("shuttingDown")));
    if (!route())
        return;
    if (m_route->webSocket)
        return upgrade(*m_route);
    beginBody();
}

template <typename Stream>
bool HttpConnection<Stream>::route()
{
    Router::Match match = m_context->router.match(m_request.method, m_request.path);
    if (!match.route) {
        fail(match.allowed.isEmpty() ? Error::notFound(QStringLiteral("route"))
                                     : Error{ErrorCode::Unsupported, QStringLiteral("methodNotAllowed"), {}, {}, {}});
        return false;
    }
    m_route = match.route;
    m_request.parameters = std::move(match.parameters);
    return true;
}

template <typename Stream>
void HttpConnection<Stream>::upgrade(const Router::Route &route)
{
    if (!beast::websocket::is_upgrade(m_parser->get()) || m_buffer.size() > 0)
        return fail(Error::invalid({}, QStringLiteral("malformedRequest")));
    std::unique_ptr<WebSocketHandler> handler = (*route.webSocket)(m_request);
    if (!handler)
        return fail(Error::forbidden(QStringLiteral("upgradeRefused")));
    const http::request_header<> head = m_parser->get().base();
    m_thread->erase(this);
    const auto session = std::make_shared<WebSocketConnection<Stream>>(std::move(m_stream), std::move(handler),
        route.webSocketLimits, m_context, m_thread, std::exchange(m_address, {}));
    session->accept(head);
}

template <typename Stream>
bool HttpConnection<Stream>::refuseEarly()
{
    const auto length = m_parser->content_length();
    if (length && qint64(*length) > m_route->options.maxBodyBytes) {
        fail({ErrorCode::TooLarge, QStringLiteral("bodyTooLarge"), {},
            {{QStringLiteral("limit"), m_route->options.maxBodyBytes}}, {}});
        return true;
    }
    const QByteArray expectation = m_request.headers.value("Expect");
    if (!expectation.isEmpty() && expectation.compare("100-continue", Qt::CaseInsensitive) != 0) {
        fail({ErrorCode::Unsupported, QStringLiteral("expectationUnknown"), {}, {}, {}});
        return true;
    }
    if (m_route->options.sink) {
        auto sink = m_route->options.sink(m_request);
        if (!sink) {
            fail(sink.error());
            return true;
        }
        m_request.sink = std::move(*sink);
    }
    return false;
}

template <typename Stream>
void HttpConnection<Stream>::beginBody()
{
    if (refuseEarly())
        return;
    if (m_parser->is_done())
        return handle();
    if (!m_route->options.sink && m_parser->content_length())
        m_request.body.reserve(qsizetype(*m_parser->content_length()));
    m_piece.resize(pieceBytes);
    m_bodyBytesAtDeadline = -m_context->options.minBodyBytesPerTimeout;
    extendBodyDeadline();
    if (m_request.headers.contains("Expect"))
        return sendContinue();
    readBody();
}

template <typename Stream>
void HttpConnection<Stream>::sendContinue()
{
    static constexpr char line[] = "HTTP/1.1 100 Continue\r\n\r\n";
    asio::async_write(m_stream, asio::buffer(line, sizeof line - 1),
        [self = this->shared_from_this()](ErrorCodeOf error, std::size_t) {
            if (error)
                return self->close();
            self->readBody();
        });
}

/// The deadline moves only when enough has come since it was set: a byte now and then keeps nothing alive.
template <typename Stream>
void HttpConnection<Stream>::extendBodyDeadline()
{
    if (m_bodyBytes - m_bodyBytesAtDeadline < m_context->options.minBodyBytesPerTimeout)
        return;
    m_bodyBytesAtDeadline = m_bodyBytes;
    beast::get_lowest_layer(m_stream).expires_after(m_context->options.bodyTimeout);
}

template <typename Stream>
void HttpConnection<Stream>::readBody()
{
    auto &body = m_parser->get().body();
    body.data = m_piece.data();
    body.size = std::size_t(m_piece.size());
    http::async_read_some(m_stream, m_buffer, *m_parser,
        [self = this->shared_from_this()](ErrorCodeOf error, std::size_t) { self->onBody(error); });
}

template <typename Stream>
void HttpConnection<Stream>::onBody(ErrorCodeOf error)
{
    if (error == http::error::need_buffer)
        error = {};
    if (isGone(error))
        return close();
    if (error)
        return fail(Error::invalid({}, QStringLiteral("malformedRequest")));
    if (!takePiece())
        return;
    if (m_parser->is_done()) {
        m_bodyUnread = false;
        m_piece = {};
        return handle();
    }
    extendBodyDeadline();
    readBody();
}

template <typename Stream>
bool HttpConnection<Stream>::takePiece()
{
    const qsizetype bytes = m_piece.size() - qsizetype(m_parser->get().body().size);
    m_bodyBytes += bytes;
    if (m_bodyBytes > m_route->options.maxBodyBytes) {
        fail({ErrorCode::TooLarge, QStringLiteral("bodyTooLarge"), {},
            {{QStringLiteral("limit"), m_route->options.maxBodyBytes}}, {}});
        return false;
    }
    const QByteArrayView piece(m_piece.constData(), bytes);
    if (!m_request.sink) {
        m_request.body.append(piece);
        return true;
    }
    if (const auto taken = m_request.sink->write(piece); !taken) {
        fail(taken.error());
        return false;
    }
    return true;
}

template <typename Stream>
void HttpConnection<Stream>::handle()
{
    m_state = State::Handling;
    m_sinceRead.start();
    beast::get_lowest_layer(m_stream).expires_never();
    const Responder responder(std::make_shared<ConnectionResponder<Stream>>(this->shared_from_this(), m_thread));
    try {
        m_route->handler(m_request, responder);
    } catch (const std::exception &exception) {
        qCCritical(transportLog) << "handler of" << m_route->pattern << "threw" << exception.what();
        responder.respond(
            m_context->router.errorResponse(Error::internal(QString::fromLocal8Bit(exception.what())), m_request));
    }
}

template <typename Stream>
void HttpConnection<Stream>::answer(HttpResponse response)
{
    if (m_state == State::Handling)
        write(std::move(response));
}

template <typename Stream>
void HttpConnection<Stream>::fail(const Error &error)
{
    m_request.sink.reset();
    if (m_bodyUnread)
        m_keepAlive = false;
    write(m_context->router.errorResponse(error, m_request));
}

template <typename Stream>
void HttpConnection<Stream>::write(HttpResponse response)
{
    m_state = State::Writing;
    countRequest(response.status);
    m_keepAlive = m_keepAlive && !response.closeConnection && !m_context->stopping;
    if (response.file) {
        m_file = std::make_unique<QFile>(response.file->path);
        if (!m_file->open(QIODevice::ReadOnly) || !m_file->seek(response.file->offset)) {
            qCWarning(transportLog) << "cannot read" << response.file->path << m_file->errorString();
            m_file.reset();
            response = m_context->router.errorResponse(Error::internal(QStringLiteral("file unreadable")), m_request);
        }
    }
    const bool isHead = m_request.method == HttpMethod::Head;
    const qint64 length = m_file ? response.file->length : response.body.size();
    m_fileLeft = m_file && !isHead ? length : 0;
    m_head = responseHead(response, length, m_keepAlive, isTls<Stream>);
    const bool hasBody = !isHead && !m_file && response.status != 204 && response.status != 304;
    m_body = hasBody ? std::move(response.body) : QByteArray();
    m_bodySent = 0;
    m_parser.reset();
    if (m_body.size() <= smallBodyBytes) { // head and body as one TLS record and one packet
        m_head += m_body;
        m_body = {};
    }
    writePiece(m_head);
}

template <typename Stream>
void HttpConnection<Stream>::writePiece(QByteArrayView piece)
{
    beast::get_lowest_layer(m_stream).expires_after(m_context->options.writeTimeout);
    asio::async_write(m_stream, asio::const_buffer(piece.data(), std::size_t(piece.size())),
        [self = this->shared_from_this()](ErrorCodeOf error, std::size_t) {
            if (error)
                return self->close();
            self->writeNextPiece();
        });
}

template <typename Stream>
void HttpConnection<Stream>::writeNextPiece()
{
    m_head = {};
    if (m_bodySent < m_body.size()) {
        const qsizetype bytes = std::min(pieceBytes, m_body.size() - m_bodySent);
        const QByteArrayView piece = QByteArrayView(m_body).sliced(m_bodySent, bytes);
        m_bodySent += bytes;
        return writePiece(piece);
    }
    if (m_fileLeft <= 0)
        return onWritten();
    m_body = m_file->read(std::min<qint64>(pieceBytes, m_fileLeft));
    if (m_body.isEmpty()) // shorter than promised: only the end of the connection can say so
        return close();
    m_fileLeft -= m_body.size();
    m_bodySent = m_body.size();
    writePiece(m_body);
}

template <typename Stream>
void HttpConnection<Stream>::onWritten()
{
    m_file.reset();
    m_body = {};
    m_request = {};
    if (m_keepAlive)
        return waitForRequest(m_context->options.keepAliveTimeout);
    m_state = State::Closing;
    if (m_bodyUnread) {
        beast::get_lowest_layer(m_stream).expires_after(lingerTime);
        return linger(lingerBytes);
    }
    close();
}

/// Closing a socket with unread bytes resets the connection, and the client would never see why it was refused.
template <typename Stream>
void HttpConnection<Stream>::linger(qsizetype left)
{
    m_piece.resize(pieceBytes);
    m_stream.async_read_some(asio::buffer(m_piece.data(), std::size_t(m_piece.size())),
        [self = this->shared_from_this(), left](ErrorCodeOf error, std::size_t bytes) {
            if (error || qsizetype(bytes) >= left)
                return self->close();
            self->linger(left - qsizetype(bytes));
        });
}

template <typename Stream>
void HttpConnection<Stream>::close()
{
    m_state = State::Closing;
    if constexpr (isTls<Stream>) {
        beast::get_lowest_layer(m_stream).expires_after(lingerTime);
        m_stream.async_shutdown([self = this->shared_from_this()](ErrorCodeOf) { self->abort(); });
    } else {
        ErrorCodeOf ignored;
        beast::get_lowest_layer(m_stream).socket().shutdown(asio::ip::tcp::socket::shutdown_send, ignored);
        abort();
    }
}

template <typename Stream>
void HttpConnection<Stream>::beginShutdown()
{
    if (m_state == State::Waiting)
        abort();
}

template <typename Stream>
void HttpConnection<Stream>::abort()
{
    m_state = State::Closing;
    beast::get_lowest_layer(m_stream).close();
    leave();
}

template <typename Stream>
void HttpConnection<Stream>::countRequest(int status)
{
    if (!m_context->metrics)
        return;
    m_context->metrics->requests[std::clamp(status / 100, 1, 5)]->add();
    if (m_sinceRead.isValid())
        m_context->metrics->seconds.observe(double(m_sinceRead.nsecsElapsed()) / 1e9);
}

template class HttpConnection<PlainStream>;
template class HttpConnection<TlsStream>;

}
