// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/base/result.h"

#include <QUrl>

namespace tandem::client {

/// Where a server is: a host name or address, and a port.
struct ServerAddress
{
    static constexpr quint16 defaultPort = 7443;

    QString host;
    quint16 port = defaultPort;

    /// "crm.example.com", "crm.example.com:8000", "[::1]:7443" or the same behind "https://".
    /// Error: Invalid ("server", "notAnAddress").
    static Result<ServerAddress> fromText(const QString &text);
    QString toText() const; ///< without the port when it is the default

    QUrl syncUrl() const; ///< wss://…/sync
    QUrl httpUrl(const QString &path) const; ///< https://…

    bool operator==(const ServerAddress &) const = default;
};

}
