// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/api/transport/detail/transportcontext.h"

namespace tandem::server::detail {

bool ConnectionLimits::enter(const std::string &address, bool isLoopback)
{
    const std::lock_guard lock(m_mutex);
    if (m_count >= m_total)
        return false;
    int &fromThere = m_byAddress[address];
    if (!isLoopback && fromThere >= m_perAddress)
        return false;
    ++fromThere;
    ++m_count;
    return true;
}

void ConnectionLimits::leave(const std::string &address)
{
    const std::lock_guard lock(m_mutex);
    const auto found = m_byAddress.find(address);
    if (found != m_byAddress.end() && --found->second == 0)
        m_byAddress.erase(found);
    if (--m_count == 0)
        m_emptied.notify_all();
}

bool ConnectionLimits::waitUntilEmpty(std::chrono::milliseconds timeout)
{
    std::unique_lock lock(m_mutex);
    return m_emptied.wait_for(lock, timeout, [this] { return m_count == 0; });
}

TransportMetrics::TransportMetrics(Metrics &metrics)
    : connections(metrics.gauge("tandem_connections", "Open connections."))
    , webSockets(metrics.gauge("tandem_websocket_sessions", "Open WebSocket sessions."))
    , refused(metrics.counter("tandem_connections_refused_total", "Connections over a limit."))
    , seconds(metrics.histogram("tandem_http_request_seconds", "From the last byte of a request to its answer.",
          {0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10}))
{
    for (int hundreds = 1; hundreds <= 5; ++hundreds)
        requests[hundreds] = &metrics.counter("tandem_http_requests_total", "Requests by class of status.",
            "status=\"" + QByteArray::number(hundreds) + "xx\"");
    requests[0] = requests[5];
}

TransportContext::TransportContext(TransportOptions givenOptions, const Router &givenRouter, Metrics *givenMetrics)
    : options(std::move(givenOptions))
    , router(givenRouter)
    , limits(options.maxConnections, options.maxConnectionsPerAddress)
{
    if (givenMetrics)
        metrics.emplace(*givenMetrics);
}

}
