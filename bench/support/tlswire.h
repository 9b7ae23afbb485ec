// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "bench/support/loadnetwork.h"

#include <QByteArray>

#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/write.hpp>

#include <openssl/bio.h>
#include <openssl/ssl.h>

#include <algorithm>
#include <array>
#include <functional>
#include <memory>

namespace tandem::bench {

/// A client's end of a TLS connection to this machine: one system call for what is written, and one for what arrives
/// together. Trusts everybody. Everything happens on the thread that runs the network.
class TlsWire
{
public:
    /// What has arrived and was not taken yet; what is taken has to be removed from it.
    using Arrived = std::function<void(QByteArray &bytes)>;

    TlsWire(LoadNetwork &network, quint16 port)
        : m_socket(network.context())
        , m_tls(SSL_new(network.tls().native_handle()))
        , m_encryptedIn(BIO_new(BIO_s_mem()))
        , m_encryptedOut(BIO_new(BIO_s_mem()))
    {
        SSL_set_bio(m_tls.get(), m_encryptedIn, m_encryptedOut); // which frees them
        SSL_set_connect_state(m_tls.get());
        Failure failure;
        m_socket.connect({boost::asio::ip::address_v4::loopback(), port}, failure);
        mustNotFail(failure);
        m_socket.set_option(boost::asio::ip::tcp::no_delay(true));
        shakeHands();
    }
    TlsWire(const TlsWire &) = delete;
    TlsWire &operator=(const TlsWire &) = delete;

    /// Waits while the peer takes nothing, which does not happen with the little that is sent here.
    void write(const QByteArray &bytes)
    {
        if (SSL_write(m_tls.get(), bytes.constData(), int(bytes.size())) != int(bytes.size()))
            qFatal("TLS: not written");
        flush();
    }

    /// Waits for it. What comes behind it stays for startReading().
    QByteArray readUntil(const QByteArray &end)
    {
        qsizetype found = -1;
        while ((found = m_arrived.indexOf(end)) < 0) {
            waitForInput();
            decrypt();
        }
        const QByteArray bytes = m_arrived.left(found + end.size());
        m_arrived.remove(0, bytes.size());
        return bytes;
    }

    /// From now on `arrived` is called with what comes.
    void startReading(Arrived arrived)
    {
        m_taken = std::move(arrived);
        read();
    }

private:
    using Failure = boost::system::error_code;
    using Socket = boost::asio::basic_stream_socket<boost::asio::ip::tcp, boost::asio::io_context::executor_type>;

    void shakeHands()
    {
        for (;;) {
            const int done = SSL_do_handshake(m_tls.get());
            flush();
            if (done == 1)
                return;
            if (SSL_get_error(m_tls.get(), done) != SSL_ERROR_WANT_READ)
                qFatal("TLS: no handshake");
            waitForInput();
        }
    }

    void flush()
    {
        char *bytes = nullptr;
        const long size = BIO_get_mem_data(m_encryptedOut, &bytes);
        if (size <= 0)
            return;
        Failure failure;
        boost::asio::write(m_socket, boost::asio::buffer(bytes, std::size_t(size)), failure);
        mustNotFail(failure);
        (void)BIO_reset(m_encryptedOut);
    }

    void waitForInput()
    {
        Failure failure;
        const std::size_t size = m_socket.read_some(boost::asio::buffer(m_input), failure);
        mustNotFail(failure);
        BIO_write(m_encryptedIn, m_input.data(), int(size));
    }

    void read()
    {
        m_socket.async_read_some(boost::asio::buffer(m_input), [this](const Failure &failure, std::size_t size) {
            mustNotFail(failure);
            BIO_write(m_encryptedIn, m_input.data(), int(size));
            decrypt();
            if (!m_arrived.isEmpty())
                m_taken(m_arrived);
            read();
        });
    }

    void decrypt()
    {
        while (BIO_ctrl_pending(m_encryptedIn) > 0 || SSL_pending(m_tls.get()) > 0) {
            const qsizetype before = m_arrived.size();
            m_arrived.resize(before + qsizetype(m_input.size()));
            const int size = SSL_read(m_tls.get(), m_arrived.data() + before, int(m_input.size()));
            m_arrived.resize(before + std::max(size, 0));
            if (size > 0)
                continue;
            if (SSL_get_error(m_tls.get(), size) != SSL_ERROR_WANT_READ)
                qFatal("TLS: the connection has ended");
            break; // the rest of a record is still to come
        }
        flush(); // of what TLS itself answers
    }

    struct Free
    {
        void operator()(SSL *tls) const { SSL_free(tls); }
    };

    Socket m_socket;
    std::unique_ptr<SSL, Free> m_tls;
    BIO *m_encryptedIn;
    BIO *m_encryptedOut;
    std::array<char, 4096> m_input{};
    QByteArray m_arrived; ///< decrypted
    Arrived m_taken;
};

}
