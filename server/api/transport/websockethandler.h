// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/api/transport/websocketsession.h"
#include "shared/base/bytesize.h"

#include <memory>

namespace tandem::server {

struct HttpRequest;

/// The application's half of one session. The transport makes one per connection and calls it on the session's strand
/// only: never two calls at a time. opened() is first, closed() last, once each.
class WebSocketHandler
{
public:
    virtual ~WebSocketHandler() = default;
    virtual void opened(const std::shared_ptr<WebSocketSession> &session) = 0;
    virtual void received(const QByteArray &message) = 0;
    /// The queue fell below half after send() had refused a message.
    virtual void drained() { }
    virtual void closed(WebSocketCloseCode code) = 0;
};

/// Limits of the sessions of one route.
struct WebSocketLimits
{
    qint64 maxMessageBytes = 4 * MiB;
    qint64 maxQueuedBytes = 8 * MiB;
    std::chrono::milliseconds idleTimeout =
        std::chrono::seconds(60); ///< half of it without a word: ping; all of it: closed
    std::chrono::milliseconds writeTimeout =
        std::chrono::seconds(60); ///< for one message to leave, also from one to the next while nothing is read
};

/// Makes the handler of one session; null refuses the upgrade with 403.
using WebSocketHandlerFactory = std::function<std::unique_ptr<WebSocketHandler>(const HttpRequest &upgrade)>;

}
