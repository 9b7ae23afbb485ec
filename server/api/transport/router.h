// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/api/transport/bodysink.h"
#include "server/api/transport/httprequest.h"
#include "server/api/transport/responder.h"
#include "server/api/transport/websockethandler.h"
#include "shared/base/bytesize.h"

#include <optional>

namespace tandem::server {

/// Which handler answers what. Filled before the server starts, never changed after; then any thread reads it.
class Router
{
public:
    /// Runs on the connection's network thread; answers there or later from any thread.
    using Handler = std::function<void(const HttpRequest &request, const Responder &responder)>;
    /// Called with the request's head before its body is read. An error is the answer, and the body is not taken.
    using SinkFactory = std::function<Result<std::shared_ptr<BodySink>>(const HttpRequest &head)>;

    struct Options
    {
        qint64 maxBodyBytes = 1 * MiB; ///< more is answered with 413
        SinkFactory sink; ///< takes the body instead of HttpRequest::body
    };

    struct Route
    {
        HttpMethod method = HttpMethod::Get;
        QString pattern;
        QStringList parts; ///< of the pattern
        Options options;
        Handler handler;
        std::optional<WebSocketHandlerFactory> webSocket;
        WebSocketLimits webSocketLimits;
    };

    struct Match
    {
        const Route *route = nullptr; ///< null: none; then `allowed` tells 405 from 404
        QMap<QString, QString> parameters;
        QList<HttpMethod> allowed;
    };

    /// `pattern` is "/api/v1/{entity}/{id}"; a literal part wins over a {part}; "{rest*}" at the end takes what is
    /// left. HEAD is answered by the GET route.
    void add(HttpMethod method, const QString &pattern, Handler handler);
    void add(HttpMethod method, const QString &pattern, Handler handler, Options options);
    void addWebSocket(const QString &pattern, WebSocketHandlerFactory factory, WebSocketLimits limits = {});
    /// How the transport's own errors (404, 405, 413, 503, a sink's error…) look.
    void setErrorResponse(std::function<HttpResponse(const Error &error, const HttpRequest &request)> make);

    Match match(HttpMethod method, const QString &path) const;
    HttpResponse errorResponse(const Error &error, const HttpRequest &request) const;
    const std::vector<Route> &routes() const { return m_routes; }

private:
    std::vector<Route> m_routes;
    std::function<HttpResponse(const Error &, const HttpRequest &)> m_errorResponse;
};

/// 404 for NotFound, 403 for Forbidden…
int httpStatusOf(const Error &error);

}
