// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "bench/support/loadnetwork.h"
#include "shared/base/bytesize.h"
#include "shared/protocol/features.h"
#include "shared/protocol/message.h"

#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/ssl/ssl_stream.hpp>
#include <boost/beast/websocket/ssl.hpp>
#include <boost/beast/websocket/stream.hpp>

#include <deque>
#include <functional>

namespace tandem::bench {

/// As LiveSocket, on Asio instead of Qt's event loop and sockets: a generator of load must not take the processor's
/// time from what it measures. Everything happens on the thread that runs the network, which must outlive it.
class LoadSocket
{
public:
    using Received = std::function<void(QByteArrayView frame)>;
    using FrameReceived = std::function<void(qsizetype bytes)>;

    /// Connects at once, and has said hello when it returns. What goes wrong ends the program.
    LoadSocket(LoadNetwork &network, quint16 port, const QByteArray &token, Received received)
        : m_received(std::move(received))
        , m_stream(network.context(), network.tls())
    {
        boost::beast::tcp_stream &tcp = boost::beast::get_lowest_layer(m_stream);
        Failure failure;
        tcp.connect({boost::asio::ip::address_v4::loopback(), port}, failure);
        mustNotFail(failure);
        tcp.socket().set_option(boost::asio::ip::tcp::no_delay(true));
        m_stream.next_layer().handshake(boost::asio::ssl::stream_base::client);
        m_stream.handshake("127.0.0.1:" + std::to_string(port), "/sync");
        m_stream.binary(true);
        m_stream.auto_fragment(false);
        m_stream.secure_prng(false);
        Hello hello;
        hello.features = supportedFeatures();
        hello.device = m_device;
        hello.token = token;
        send(encode(hello));
        read();
    }
    LoadSocket(const LoadSocket &) = delete;
    LoadSocket &operator=(const LoadSocket &) = delete;

    const RecordId &device() const { return m_device; }

    /// From now on frames are counted and not read: what thousands receive at once would else be measured as the cost
    /// of reading it on one thread.
    void countFrames(FrameReceived received) { m_frameReceived = std::move(received); }

    /// As encode() makes it.
    void send(QByteArray frame)
    {
        m_leaving.push_back(std::move(frame));
        if (m_leaving.size() == 1)
            write();
    }

private:
    using Failure = boost::system::error_code;
    static constexpr std::size_t keptReadBytes = 4 * KiB; ///< of thousands of sockets

    void write()
    {
        const QByteArray &frame = m_leaving.front();
        m_stream.async_write(boost::asio::buffer(frame.constData(), std::size_t(frame.size())),
            [this](const Failure &failure, std::size_t) {
                mustNotFail(failure);
                m_leaving.pop_front();
                if (!m_leaving.empty())
                    write();
            });
    }

    void read()
    {
        m_stream.async_read(m_arrived, [this](const Failure &failure, std::size_t) {
            mustNotFail(failure);
            const auto bytes = m_arrived.cdata();
            if (m_frameReceived)
                m_frameReceived(qsizetype(bytes.size()));
            else
                m_received(QByteArrayView(static_cast<const char *>(bytes.data()), qsizetype(bytes.size())));
            m_arrived.consume(m_arrived.size());
            if (m_arrived.capacity() > keptReadBytes)
                m_arrived.shrink_to_fit();
            read();
        });
    }

    const RecordId m_device = newRecordId();
    const Received m_received;
    FrameReceived m_frameReceived;
    boost::beast::websocket::stream<boost::beast::ssl_stream<boost::beast::tcp_stream>> m_stream;
    boost::beast::flat_buffer m_arrived;
    std::deque<QByteArray> m_leaving; ///< the first is being written
};

}
