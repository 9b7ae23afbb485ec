// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "bench/support/loadnetwork.h"
#include "bench/support/tlswire.h"
#include "tests/support/identity.h"

#include <QCoreApplication>
#include <QProcess>

#include <boost/asio/buffer.hpp>
#include <boost/asio/connect.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/write.hpp>

#include <array>
#include <deque>
#include <functional>
#include <memory>
#include <vector>

namespace tandem::bench {

using TlsStream = boost::asio::ssl::stream<boost::asio::ip::tcp::socket>;

/// Sends the same bytes over each of its TLS connections, as often as it gets a byte over the first one: the least that
/// telling so many clients can cost. A process of its own, whose time is then told by the same clock as a daemon's.
class RawTlsSender
{
public:
    RawTlsSender(int receivers, int bytes)
        : m_message(bytes, 'x')
        , m_tls(boost::asio::ssl::context::tls_server)
        , m_listener(m_context, {boost::asio::ip::address_v4::loopback(), 0})
    {
        const test::Identity &identity = test::firstIdentity();
        m_tls.use_certificate(
            boost::asio::buffer(identity.certificate.constData(), size_t(identity.certificate.size())),
            boost::asio::ssl::context::pem);
        m_tls.use_private_key(
            boost::asio::buffer(identity.key.constData(), size_t(identity.key.size())), boost::asio::ssl::context::pem);
        std::printf("%d\n", int(m_listener.local_endpoint().port()));
        std::fflush(stdout);
        for (int i = 0; i <= receivers; ++i) {
            TlsStream &stream = m_streams.emplace_back(m_listener.accept(), m_tls);
            stream.lowest_layer().set_option(boost::asio::ip::tcp::no_delay(true));
            stream.handshake(boost::asio::ssl::stream_base::server);
        }
    }

    /// Until the first connection ends.
    void run()
    {
        waitForWord();
        m_context.run();
    }

private:
    void waitForWord()
    {
        m_streams.front().async_read_some(
            boost::asio::buffer(m_word), [this](const boost::system::error_code &failure, std::size_t) {
                if (failure)
                    return m_context.stop();
                for (size_t i = 1; i < m_streams.size(); ++i)
                    boost::asio::async_write(m_streams[i],
                        boost::asio::buffer(m_message.constData(), std::size_t(m_message.size())),
                        [](const boost::system::error_code &notSent, std::size_t) { mustNotFail(notSent); });
                waitForWord();
            });
    }

    const QByteArray m_message;
    boost::asio::io_context m_context{1};
    boost::asio::ssl::context m_tls;
    boost::asio::ip::tcp::acceptor m_listener;
    std::deque<TlsStream> m_streams;
    std::array<char, 1> m_word{};
};

/// The receivers of such a process, which is this program started with "--sender RECEIVERS,BYTES".
class RawTlsReceivers
{
public:
    RawTlsReceivers(LoadNetwork &network, int receivers, qsizetype bytes)
        : m_network(network)
        , m_bytesOfAll(receivers * bytes)
    {
        m_sender.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        m_sender.start(QCoreApplication::applicationFilePath(),
            {QStringLiteral("--sender"), QStringLiteral("%1,%2").arg(receivers).arg(bytes)});
        while (!m_sender.canReadLine() && m_sender.waitForReadyRead(30'000)) { }
        const auto port = quint16(m_sender.readLine().trimmed().toInt());
        for (int i = 0; i <= receivers; ++i) {
            TlsWire &receiver = m_receivers.emplace_back(network, port);
            if (i == 0)
                continue;
            receiver.startReading([this](QByteArray &bytes) {
                m_arrived += qint64(bytes.size());
                bytes.resize(0);
            });
        }
    }
    ~RawTlsReceivers()
    {
        m_sender.kill();
        m_sender.waitForFinished();
    }

    qint64 senderProcess() const { return m_sender.processId(); }

    /// Returns when all have what is sent to them.
    void sendOnce()
    {
        m_arrived = 0;
        m_receivers.front().write("x");
        m_network.runUntil([this] { return m_arrived == m_bytesOfAll; }, "raw TLS");
    }

private:
    LoadNetwork &m_network;
    const qint64 m_bytesOfAll;
    qint64 m_arrived = 0;
    QProcess m_sender;
    std::deque<TlsWire> m_receivers; ///< the first one gives the word
};

}
