// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/ssl/ssl_stream.hpp>
#include <boost/beast/websocket/teardown.hpp>

#include <type_traits>

namespace tandem::server::detail {

namespace asio = boost::asio;
namespace beast = boost::beast;
using ErrorCodeOf = boost::system::error_code;

/// The executor's real type instead of any_io_executor: one indirection less per operation.
using PlainStream = beast::basic_stream<asio::ip::tcp, asio::io_context::executor_type>;

/// A type of its own, so that a WebSocket over it ends by the teardown below.
class TlsStream : public beast::ssl_stream<PlainStream>
{
public:
    using beast::ssl_stream<PlainStream>::ssl_stream;
};

using Socket = PlainStream::socket_type;

/// A WebSocket has said good-bye by its close frames when this is called. Waiting for the peer's close_notify on top
/// would only keep the connection: Qt's client, for one, waits for us to close.
inline void teardown(beast::role_type, TlsStream &stream, ErrorCodeOf &error)
{
    // A peer that was quicker is no error.
    beast::get_lowest_layer(stream).socket().shutdown(asio::ip::tcp::socket::shutdown_both, error);
    error = {};
}

template <typename Handler>
void async_teardown(beast::role_type role, TlsStream &stream, Handler &&handler)
{
    ErrorCodeOf error;
    teardown(role, stream, error);
    asio::post(stream.get_executor(), beast::bind_front_handler(std::forward<Handler>(handler), error));
}

template <typename Stream>
inline constexpr bool isTls = std::is_same_v<Stream, TlsStream>;

}
