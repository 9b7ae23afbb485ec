// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/api/transport/router.h"

#include <QJsonObject>

namespace tandem::server {

namespace {

bool isParameter(const QString &part)
{
    return part.startsWith(QLatin1Char('{'));
}

bool isRest(const QString &part)
{
    return part.endsWith(QLatin1String("*}"));
}

QString parameterName(const QString &part)
{
    return part.sliced(1, part.size() - (isRest(part) ? 3 : 2));
}

/// The number of literal parts if the route fits, -1 if not.
int fit(const QStringList &pattern, const QStringList &parts, QMap<QString, QString> *parameters)
{
    int literals = 0;
    qsizetype i = 0;
    for (; i < pattern.size(); ++i) {
        if (isRest(pattern[i])) {
            parameters->insert(parameterName(pattern[i]), parts.mid(i).join(QLatin1Char('/')));
            return literals;
        }
        if (i >= parts.size())
            return -1;
        if (isParameter(pattern[i])) {
            if (parts[i].isEmpty())
                return -1;
            parameters->insert(parameterName(pattern[i]), parts[i]);
        } else if (pattern[i] == parts[i]) {
            ++literals;
        } else {
            return -1;
        }
    }
    return i == parts.size() ? literals : -1;
}

HttpResponse plainErrorResponse(const Error &error, const HttpRequest &)
{
    return HttpResponse::json(httpStatusOf(error),
        {{QStringLiteral("error"),
            QJsonObject{{QStringLiteral("code"), errorCodeName(error.code)}, {QStringLiteral("reason"), error.reason},
                {QStringLiteral("field"), error.field}}}});
}

}

void Router::add(HttpMethod method, const QString &pattern, Handler handler)
{
    add(method, pattern, std::move(handler), Options());
}

void Router::add(HttpMethod method, const QString &pattern, Handler handler, Options options)
{
    Route route;
    route.method = method;
    route.pattern = pattern;
    route.parts = pattern.split(QLatin1Char('/'));
    route.options = std::move(options);
    route.handler = std::move(handler);
    m_routes.push_back(std::move(route));
}

void Router::addWebSocket(const QString &pattern, WebSocketHandlerFactory factory, WebSocketLimits limits)
{
    Route route;
    route.method = HttpMethod::Get;
    route.pattern = pattern;
    route.parts = pattern.split(QLatin1Char('/'));
    route.webSocket = std::move(factory);
    route.webSocketLimits = limits;
    m_routes.push_back(std::move(route));
}

void Router::setErrorResponse(std::function<HttpResponse(const Error &, const HttpRequest &)> make)
{
    m_errorResponse = std::move(make);
}

Router::Match Router::match(HttpMethod method, const QString &path) const
{
    const QStringList parts = path.split(QLatin1Char('/'));
    const HttpMethod wanted = method == HttpMethod::Head ? HttpMethod::Get : method;
    Match best;
    int bestLiterals = -1;
    for (const Route &route : m_routes) {
        QMap<QString, QString> parameters;
        const int literals = fit(route.parts, parts, &parameters);
        if (literals < 0)
            continue;
        if (!best.allowed.contains(route.method))
            best.allowed.append(route.method);
        if (route.method == wanted && literals > bestLiterals) {
            bestLiterals = literals;
            best.route = &route;
            best.parameters = std::move(parameters);
        }
    }
    return best;
}

HttpResponse Router::errorResponse(const Error &error, const HttpRequest &request) const
{
    return m_errorResponse ? m_errorResponse(error, request) : plainErrorResponse(error, request);
}

int httpStatusOf(const Error &error)
{
    switch (error.code) {
    case ErrorCode::Invalid:
        return error.reason == QLatin1String("malformedRequest") ? 400 : 422;
    case ErrorCode::NotFound:
        return 404;
    case ErrorCode::Forbidden:
        return 403;
    case ErrorCode::Conflict:
        return 409;
    case ErrorCode::Unauthenticated:
        return 401;
    case ErrorCode::TooLarge:
        if (error.reason == QLatin1String("headerTooLarge"))
            return 431;
        return error.reason == QLatin1String("addressTooLong") ? 414 : 413;
    case ErrorCode::TooMany:
        return 429;
    case ErrorCode::Unavailable:
        return 503;
    case ErrorCode::Unsupported:
        if (error.reason == QLatin1String("methodNotAllowed"))
            return 405;
        return error.reason == QLatin1String("expectationUnknown") ? 417 : 415;
    case ErrorCode::Corrupt:
        return 400;
    case ErrorCode::Internal:
    case ErrorCode::Cancelled:
        break;
    }
    return 500;
}

}
