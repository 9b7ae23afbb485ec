// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtGlobal>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/steady_timer.hpp>

#include <chrono>

namespace tandem::bench {

inline void mustNotFail(const boost::system::error_code &failure)
{
    if (failure)
        qFatal("the connection: %s", failure.message().c_str());
}

/// What all connections of a load share: one event loop, run by the thread of the benchmark, and one TLS context, which
/// trusts everybody. Must outlive them.
class LoadNetwork
{
public:
    LoadNetwork()
    {
        m_tls.set_verify_mode(boost::asio::ssl::verify_none);
        // Thousands of silent connections would else keep 34 KB each for what nobody sends.
        SSL_CTX_set_mode(m_tls.native_handle(), SSL_MODE_RELEASE_BUFFERS);
    }

    boost::asio::io_context &context() { return m_context; }
    boost::asio::ssl::context &tls() { return m_tls; }

    /// Runs the loop until `done`, looking after each event. Gives up the whole benchmark after two minutes.
    template <typename Done>
    void runUntil(Done done, const char *what)
    {
        m_limit.expires_after(std::chrono::seconds(120));
        m_limit.async_wait([what](const boost::system::error_code &cancelled) {
            if (!cancelled)
                qFatal("waited in vain: %s", what);
        });
        m_context.restart();
        while (!done())
            m_context.run_one();
        m_limit.cancel();
    }
    /// What is ready now, so that nobody is left without an answer while others connect.
    void runReady()
    {
        m_context.restart();
        m_context.poll();
    }

private:
    boost::asio::io_context m_context{1};
    boost::asio::ssl::context m_tls{boost::asio::ssl::context::tls_client};
    boost::asio::steady_timer m_limit{m_context};
};

}
