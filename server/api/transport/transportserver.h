// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/api/transport/certificatefile.h"
#include "shared/base/bytesize.h"
#include "shared/base/result.h"

#include <QString>

#include <chrono>
#include <memory>

namespace tandem::server {

class Metrics;
class Router;

struct TransportOptions
{
    QString address = QStringLiteral("0.0.0.0");
    quint16 port = 0; ///< 0: any free one, see TransportServer::port()
    std::optional<CertificateFile> certificate; ///< none: plain HTTP, for the loopback metrics listener and tests
    int networkThreads = 2;
    int maxConnections = 20000;
    int maxConnectionsPerAddress = 500; ///< loopback is exempt
    qint64 maxHeaderBytes = 64 * KiB;
    qint64 maxUrlBytes = 8 * KiB;
    std::chrono::milliseconds handshakeTimeout = std::chrono::seconds(10);
    std::chrono::milliseconds headerTimeout = std::chrono::seconds(10); ///< from the first byte to the last
    std::chrono::milliseconds bodyTimeout = std::chrono::seconds(20); ///< without enough progress
    qint64 minBodyBytesPerTimeout = 4 * KiB; ///< what a body must bring within bodyTimeout
    std::chrono::milliseconds keepAliveTimeout = std::chrono::seconds(60);
    std::chrono::milliseconds writeTimeout = std::chrono::seconds(60);
};

/// One listening port with its network threads. Each connection stays on one thread for life.
class TransportServer
{
public:
    /// `router` and `metrics` (may be null) must outlive the server.
    TransportServer(TransportOptions options, const Router &router, Metrics *metrics);
    ~TransportServer(); ///< stops

    /// Error: Unavailable "portInUse", Forbidden "portForbidden", Invalid "notAnAddress", Corrupt
    /// "certificateUnreadable".
    Result<void> start();
    quint16 port() const; ///< after start()
    int connectionCount() const; ///< any thread

    /// No new connections; running requests end, new ones on kept connections get 503, WebSockets are told 1001 and
    /// closed. Returns when all is closed, at the latest after `grace`.
    void stop(std::chrono::milliseconds grace = std::chrono::seconds(5));

private:
    struct Private;
    std::unique_ptr<Private> d;
};

}
