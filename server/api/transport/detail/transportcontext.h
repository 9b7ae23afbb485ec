// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/api/transport/metrics.h"
#include "server/api/transport/transportserver.h"

#include <boost/asio/ssl/context.hpp>

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <unordered_map>

namespace tandem::server::detail {

/// How many connections there are, in all and from one address. Any thread.
class ConnectionLimits
{
public:
    ConnectionLimits(int total, int perAddress)
        : m_total(total)
        , m_perAddress(perAddress)
    {
    }

    bool enter(const std::string &address, bool isLoopback);
    void leave(const std::string &address);
    bool waitUntilEmpty(std::chrono::milliseconds timeout);
    int count() const { return m_count.load(std::memory_order_relaxed); }

private:
    const int m_total;
    const int m_perAddress;
    std::atomic<int> m_count = 0;
    std::mutex m_mutex;
    std::condition_variable m_emptied;
    std::unordered_map<std::string, int> m_byAddress;
};

/// The metrics of the transport, made once.
struct TransportMetrics
{
    explicit TransportMetrics(Metrics &metrics);

    Metrics::Gauge &connections;
    Metrics::Gauge &webSockets;
    Metrics::Counter &refused;
    Metrics::Counter *requests[6]; ///< by hundreds of the status; [0] is not used
    Metrics::Histogram &seconds;
};

/// What all connections of one server share.
struct TransportContext
{
    TransportContext(TransportOptions options, const Router &router, Metrics *metrics);

    const TransportOptions options;
    const Router &router;
    std::optional<TransportMetrics> metrics;
    std::optional<boost::asio::ssl::context> tls;
    ConnectionLimits limits;
    std::atomic<bool> stopping = false;
    std::atomic<quint64> nextSession = 1;
};

}
