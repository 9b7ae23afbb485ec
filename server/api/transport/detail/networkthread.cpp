// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/api/transport/detail/networkthread.h"

#include <boost/asio/post.hpp>

#include <vector>

namespace tandem::server::detail {

NetworkThread::NetworkThread(int index)
    : m_index(index)
    , m_context(1)
    , m_guard(m_context.get_executor())
{
}

NetworkThread::~NetworkThread()
{
    Q_ASSERT(!m_thread.joinable());
}

void NetworkThread::start()
{
    m_thread = std::thread([this] { m_context.run(); });
}

void NetworkThread::post(std::function<void()> work)
{
    if (!m_finished)
        asio::post(m_context, std::move(work));
}

void NetworkThread::beginShutdown()
{
    const std::vector<ConnectionBase *> connections(m_connections.begin(), m_connections.end());
    for (ConnectionBase *connection : connections) {
        if (m_connections.contains(connection))
            connection->beginShutdown();
    }
}

void NetworkThread::abortAll()
{
    const std::vector<ConnectionBase *> connections(m_connections.begin(), m_connections.end());
    for (ConnectionBase *connection : connections) {
        if (m_connections.contains(connection))
            connection->abort();
    }
}

void NetworkThread::finish()
{
    m_guard.reset();
    // Not until the last operation is over: what is left are deadlines of connections that are closed already.
    asio::post(m_context, [this] { m_context.stop(); });
    if (m_thread.joinable())
        m_thread.join();
    m_finished = true;
    // What is ready holds connections, and would hold them for ever.
    m_context.restart();
    m_context.poll();
}

}
