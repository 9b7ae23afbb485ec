// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/api/transport/detail/networkthread.h"
#include "server/api/transport/detail/requestbody.h"
#include "server/api/transport/detail/responsepieces.h"
#include "server/api/transport/detail/transportcontext.h"
#include "server/api/transport/httprequest.h"
#include "server/api/transport/responder.h"
#include "server/api/transport/router.h"

#include <boost/beast/http/buffer_body.hpp>
#include <boost/beast/http/parser.hpp>

#include <QElapsedTimer>

#include <memory>

namespace tandem::server::detail {

/// One HTTP connection: handshake, then request after request, until somebody closes or it becomes a WebSocket.
/// Lives on its network thread; a Responder comes back to it through post().
template <typename Stream>
class HttpConnection final : public ConnectionBase, public std::enable_shared_from_this<HttpConnection<Stream>>
{
public:
    HttpConnection(Socket socket, std::shared_ptr<TransportContext> context, std::shared_ptr<NetworkThread> thread,
        std::string address);
    ~HttpConnection() override;

    void start();
    void beginShutdown() override;
    void abort() override;

    void answer(HttpResponse response);

private:
    enum class State { Waiting, Reading, Handling, Writing, Closing };
    using Parser = boost::beast::http::request_parser<boost::beast::http::buffer_body>;

    void waitForRequest(std::chrono::milliseconds timeout);
    void readHead();
    void onHead(ErrorCodeOf error);
    bool route();
    void upgrade(const Router::Route &route);
    void beginBody();
    void sendContinue();
    void readBody();
    void onBody(ErrorCodeOf error);
    void extendBodyDeadline();
    void handle();
    void fail(const Error &error);
    void write(HttpResponse response);
    void writePiece(QByteArrayView piece);
    void writeNextPiece();
    void onWritten();
    void linger(qsizetype left);
    void close();
    void leave();
    void countRequest(int status);

    std::shared_ptr<TransportContext> m_context;
    std::shared_ptr<NetworkThread> m_thread; // before the stream, which needs its io_context to the last
    Stream m_stream;
    std::string m_address;
    beast::flat_buffer m_buffer;
    std::optional<Parser> m_parser;
    State m_state = State::Waiting;

    HttpRequest m_request;
    const Router::Route *m_route = nullptr;
    RequestBody m_incoming;
    bool m_bodyUnread = false; ///< an early refusal left body bytes on the way
    bool m_keepAlive = true;
    QElapsedTimer m_sinceRead;

    ResponsePieces m_outgoing;
    QByteArray m_lingering; ///< of a body that nobody wants any more
};

}
