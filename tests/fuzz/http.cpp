// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "transportline.h"

using namespace tandem;
using namespace tandem::server;

namespace {

constexpr qint64 mostBodyBytes = 256;

class CountingSink final : public BodySink
{
public:
    Result<void> write(QByteArrayView piece) override
    {
        m_bytes += piece.size();
        fuzz::require(m_bytes <= mostBodyBytes, "a body is no longer than allowed");
        return {};
    }

private:
    qint64 m_bytes = 0;
};

void answer(const HttpRequest &request, const Responder &responder)
{
    fuzz::require(request.body.size() <= mostBodyBytes, "a body is no longer than allowed");
    fuzz::require(request.path.startsWith(u'/') && !request.path.contains(QChar(u'\0')), "a path is a path");
    const QString value = request.queryValue(QStringLiteral("filter")) + request.parameters.value(QStringLiteral("id"));
    responder.respond(HttpResponse::text(200, value.toUtf8() + request.bearerToken()));
}

Router makeRouter()
{
    Router router;
    Router::Options body;
    body.maxBodyBytes = mostBodyBytes;
    Router::Options sink = body;
    sink.sink = [](const HttpRequest &) -> Result<std::shared_ptr<BodySink>> {
        return std::shared_ptr<BodySink>(std::make_shared<CountingSink>());
    };
    router.add(HttpMethod::Get, QStringLiteral("/api/v1/{entity}/{id}"), answer, body);
    router.add(HttpMethod::Post, QStringLiteral("/api/v1/{entity}"), answer, body);
    router.add(HttpMethod::Put, QStringLiteral("/files/{rest*}"), answer, sink);
    return router;
}

}

/// What a stranger sends to the port, without TLS around it.
void fuzz::fuzzOne(QByteArrayView input)
{
    static const Router router = makeRouter();
    TransportLine line(router);
    // In two pieces, as the network may cut it.
    line.send(input.first(input.size() / 2));
    line.send(input.sliced(input.size() / 2));
    line.end();
    require(line.isOver(), "a connection ends when its peer has gone");
    require(line.answers().isEmpty() || line.answers().startsWith("HTTP/1.1 "), "answers are HTTP");
}
