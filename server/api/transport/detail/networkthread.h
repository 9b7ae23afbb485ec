// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/api/transport/detail/streams.h"

#include <atomic>
#include <functional>
#include <thread>
#include <unordered_set>

namespace tandem::server::detail {

/// What a network thread must be able to ask of each of its connections.
class ConnectionBase
{
public:
    virtual ~ConnectionBase() = default;
    virtual void beginShutdown() = 0; ///< ends after what it is doing; on its network thread
    virtual void abort() = 0; ///< closes the socket now; on its network thread
};

/// One io_context and the one thread that runs it: everything of a connection happens here, without locks.
/// Connections and responders keep it alive, so that a late answer finds an executor.
class NetworkThread
{
public:
    NetworkThread(int index);
    ~NetworkThread();
    NetworkThread(const NetworkThread &) = delete;
    NetworkThread &operator=(const NetworkThread &) = delete;

    int index() const { return m_index; }
    asio::io_context &context() { return m_context; }
    bool isCurrent() const { return m_thread.get_id() == std::this_thread::get_id(); }

    void start();
    /// Any thread; dropped after finish().
    void post(std::function<void()> work);

    // On this thread only
    void insert(ConnectionBase *connection) { m_connections.insert(connection); }
    void erase(ConnectionBase *connection) { m_connections.erase(connection); }
    void beginShutdown();
    void abortAll();

    /// Ends and joins. Not on this thread.
    void finish();

private:
    int m_index;
    asio::io_context m_context;
    asio::executor_work_guard<asio::io_context::executor_type> m_guard;
    std::unordered_set<ConnectionBase *> m_connections;
    std::atomic<bool> m_finished = false;
    std::thread m_thread;
};

}
