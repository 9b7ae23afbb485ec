// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/app/configuration.h"
#include "server/records/bootstrap.h"

#include <QByteArray>

#include <memory>

namespace tandem::server {

/// All parts of the server, wired. The only place that knows every one of them.
class Daemon
{
public:
    explicit Daemon(Configuration configuration);
    ~Daemon(); ///< stops

    /// Opens the data folder (making what the first start needs), starts the writer, then listens.
    /// Error: as Store::open(), bootstrap() and TransportServer::start() say.
    Result<void> start();
    /// No new work, what runs is finished, then everything is closed.
    void stop();

    quint16 port() const;
    quint16 metricsPort() const;
    QByteArray fingerprint() const;
    const FirstStart &firstStart() const;

private:
    struct Parts;
    std::unique_ptr<Parts> d;
};

}
