// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/access/accessresolver.h"
#include "server/access/authenticator.h"
#include "server/api/transport/websockethandler.h"
#include "server/records/pipeline.h"
#include "server/search/wordindexer.h"
#include "server/store/store.h"
#include "shared/protocol/features.h"

#include <memory>
#include <optional>

namespace tandem::server {

/// All sessions of desktop clients (the path /sync). It hears of every commit and brings it to the sessions that may
/// see it, each on its own network thread; a session that cannot follow reads from the change log later, so nothing
/// grows while somebody is slow.
class LiveHub
{
public:
    struct Parts
    {
        Store &store;
        AccessResolver &access;
        Authenticator &authenticator;
        Pipeline &pipeline;
        const Clock &clock;
        std::function<QString()> companyName; ///< may be empty
        WordIndexer *words = nullptr; ///< null: searches walk through the rows
    };

    struct Limits
    {
        int mutationsInFlight = 1000; ///< of one session, sent and not answered
        int rowsPerPage = 1000;
        bool listsApart = true; ///< on a thread of their own; else where the rest is read, the same way each time
        std::chrono::milliseconds hello{15'000}; ///< from the open socket to a whole hello
        ProtocolRange protocol; ///< that the sessions speak
        QStringList features = supportedFeatures(); ///< that they offer
    };

    LiveHub(Parts parts, Limits limits);
    explicit LiveHub(Parts parts);
    ~LiveHub();

    /// Subscribes to commits and ended sessions. Before the transport starts.
    void start();
    /// Tells every session that the daemon goes away, and hears nothing more. Before the transport stops.
    void stop();

    /// For Router::addWebSocket("/sync", …, webSocketLimits()).
    WebSocketHandlerFactory factory();
    static WebSocketLimits webSocketLimits();

    int sessionCount() const; ///< signed in; any thread
    class Core; ///< shared with the sessions, which may outlive the hub by a moment

private:
    std::shared_ptr<Core> m_core;
    std::optional<int> m_subscription;
};

}
