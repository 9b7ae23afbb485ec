// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/sync/simulation/httpdoor.h"

#include "server/api/rest/fileroutes.h"
#include "server/api/rest/resterror.h"

namespace tandem::sim {

namespace {

constexpr qint64 largestFile = 1 * MiB;

}

HttpDoor::HttpDoor(const Parts &parts)
    : m_files(parts.store.filesFolder(), largestFile)
    , m_jobs(parts.pipeline, parts.store, parts.clock)
    , m_api(server::RestApi::Parts{parts.store, parts.access, parts.authenticator, parts.pipeline, parts.actions,
          m_files, m_jobs, parts.clock, {}, {}, {}})
{
    m_router.setErrorResponse(
        [](const Error &error, const server::HttpRequest &request) { return server::errorResponse(error, request); });
    server::addFileRoutes(m_api, m_router);
}

void HttpDoor::Visit::Answer::respond(server::HttpResponse given)
{
    if (!response)
        response = std::move(given);
}

HttpDoor::Visit::Visit(HttpDoor &door, server::HttpRequest head)
    : m_door(door)
    , m_request(std::move(head))
{
    if (door.disguise)
        door.disguise(m_request);
    const server::Router::Match match = door.m_router.match(m_request.method, m_request.path);
    m_route = match.route;
    if (!m_route) {
        refuse(Error::notFound(m_request.path));
        return;
    }
    m_request.parameters = match.parameters;
    if (!m_route->options.sink)
        return;
    auto sink = m_route->options.sink(m_request);
    if (sink.ok())
        m_request.sink = *sink;
    else
        refuse(sink.error());
}

void HttpDoor::Visit::take(const QByteArray &piece)
{
    if (isAnswered() || !m_request.sink)
        return;
    if (const auto written = m_request.sink->write(piece); !written.ok())
        refuse(written.error());
}

void HttpDoor::Visit::finish()
{
    if (isAnswered())
        return;
    m_route->handler(m_request, server::Responder(m_answer));
    if (!isAnswered())
        refuse(Error::internal(QStringLiteral("no answer")));
}

void HttpDoor::Visit::refuse(const Error &error)
{
    m_answer->respond(m_door.m_router.errorResponse(error, m_request));
}

}
