// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "fuzztarget.h"

#include "server/api/transport/detail/httpconnection.h"

#include <boost/asio/local/connect_pair.hpp>
#include <boost/asio/local/stream_protocol.hpp>

#include <QByteArray>

#include <array>

namespace tandem::fuzz {

/// A peer and the server's real connection at the other end of a pair of sockets, both on the calling thread, so that
/// the same bytes always do the same.
class TransportLine
{
public:
    explicit TransportLine(const server::Router &router)
        : m_context(std::make_shared<server::detail::TransportContext>(server::TransportOptions(), router, nullptr))
        , m_thread(std::make_shared<server::detail::NetworkThread>(0))
        , m_peer(m_thread->context())
    {
        boost::asio::local::stream_protocol::socket other(m_thread->context());
        boost::asio::local::connect_pair(m_peer, other);
        m_peer.non_blocking(true);
        server::detail::Socket socket(m_thread->context().get_executor());
        socket.assign(boost::asio::ip::tcp::v4(), other.release());
        const std::string address = "127.0.0.1";
        require(m_context->limits.enter(address, true), "there is room for a connection");
        std::make_shared<server::detail::HttpConnection<server::detail::PlainStream>>(
            std::move(socket), m_context, m_thread, address)
            ->start();
    }
    /// What deadlines still hold of a connection goes with the thread.
    ~TransportLine()
    {
        m_thread->abortAll();
        settle();
        for (int turn = 0; turn < 100 && !isOver(); ++turn)
            m_thread->context().run_one_for(std::chrono::milliseconds(50));
        require(isOver(), "a connection that is told to ends");
        settle();
        m_thread->finish();
    }
    Q_DISABLE_COPY_MOVE(TransportLine)

    void send(QByteArrayView bytes)
    {
        while (!bytes.isEmpty()) {
            boost::system::error_code error;
            const std::size_t sent =
                m_peer.write_some(boost::asio::buffer(bytes.data(), std::size_t(bytes.size())), error);
            bytes = bytes.sliced(qsizetype(sent));
            // Full: it is taken at the other end. Gone: that end has closed.
            if (!settle() && sent == 0)
                return;
        }
    }
    /// No more is sent.
    void end()
    {
        boost::system::error_code error;
        m_peer.shutdown(boost::asio::socket_base::shutdown_send, error);
        settle();
    }
    bool isOver() const { return m_context->limits.count() == 0; }
    const QByteArray &answers() const { return m_answers; }

private:
    /// Until neither end has anything to do. Whether there was anything.
    bool settle()
    {
        bool moved = false;
        for (bool moves = true; moves; moved = moved || moves) {
            moves = m_thread->context().poll() > 0;
            moves = takeAnswers() || moves;
        }
        return moved;
    }
    bool takeAnswers()
    {
        boost::system::error_code error;
        std::array<char, 4096> piece;
        const std::size_t bytes = m_peer.read_some(boost::asio::buffer(piece), error);
        m_answers.append(piece.data(), qsizetype(bytes));
        return bytes > 0;
    }

    std::shared_ptr<server::detail::TransportContext> m_context;
    std::shared_ptr<server::detail::NetworkThread> m_thread;
    boost::asio::local::stream_protocol::socket m_peer;
    QByteArray m_answers;
};

}
