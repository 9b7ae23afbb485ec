// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/api/transport/detail/httpconnection.h"

#include "server/api/transport/detail/connectionresponder.h"
#include "server/api/transport/detail/requesthead.h"
#include "server/api/transport/detail/websocketconnection.h"
#include "server/api/transport/transportlog.h"
#include "shared/base/bytesize.h"

#include <boost/asio/write.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/websocket/rfc6455.hpp>

namespace tandem::server::detail {

namespace http = boost::beast::http;

namespace {

constexpr std::size_t idleReadBytes = 2048;
constexpr qsizetype lingerPieceBytes = 64 * KiB;
constexpr qsizetype lingerBytes = 1 * MiB;
constexpr std::chrono::seconds lingerTime(2);

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
void HttpConnection<Stream>::beginBody()
{
    std::optional<quint64> length;
    if (const auto announced = m_parser->content_length())
        length = *announced;
    if (const auto admitted = RequestBody::admit(*m_route, m_request, length); !admitted)
        return fail(admitted.error());
    if (m_parser->is_done())
        return handle();
    m_incoming.begin(*m_route, m_request, length);
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
    if (m_incoming.hasGrownBy(m_context->options.minBodyBytesPerTimeout))
        beast::get_lowest_layer(m_stream).expires_after(m_context->options.bodyTimeout);
}

template <typename Stream>
void HttpConnection<Stream>::readBody()
{
    auto &body = m_parser->get().body();
    body.data = m_incoming.buffer().data();
    body.size = std::size_t(m_incoming.buffer().size());
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
    const qsizetype left = qsizetype(m_parser->get().body().size);
    if (const auto taken = m_incoming.take(m_incoming.buffer().size() - left); !taken)
        return fail(taken.error());
    if (m_parser->is_done()) {
        m_bodyUnread = false;
        m_incoming.end();
        return handle();
    }
    extendBodyDeadline();
    readBody();
}

template <typename Stream>
void HttpConnection<Stream>::handle()
{
    m_state = State::Handling;
    m_sinceRead.start();
    beast::get_lowest_layer(m_stream).expires_never();
    const Responder responder(
        std::make_shared<ConnectionResponder<HttpConnection>>(this->shared_from_this(), m_thread));
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
    if (const auto opened = m_outgoing.openFile(response); !opened)
        response = m_context->router.errorResponse(opened.error(), m_request);
    m_outgoing.begin(std::move(response), m_request.method == HttpMethod::Head, m_keepAlive, isTls<Stream>);
    m_parser.reset();
    writeNextPiece();
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
    switch (m_outgoing.next()) {
    case ResponsePieces::Next::Piece:
        return writePiece(m_outgoing.piece());
    case ResponsePieces::Next::End:
        return onWritten();
    case ResponsePieces::Next::Broken:
        return close();
    }
}

template <typename Stream>
void HttpConnection<Stream>::onWritten()
{
    m_outgoing.clear();
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
    m_lingering.resize(lingerPieceBytes);
    m_stream.async_read_some(asio::buffer(m_lingering.data(), std::size_t(m_lingering.size())),
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
