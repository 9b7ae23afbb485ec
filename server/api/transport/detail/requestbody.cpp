// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/api/transport/detail/requestbody.h"

#include "server/api/transport/bodysink.h"
#include "shared/base/bytesize.h"

namespace tandem::server::detail {

namespace {

constexpr qsizetype pieceBytes = 64 * KiB;

Error tooLarge(const Router::Route &route)
{
    return {ErrorCode::TooLarge, QStringLiteral("bodyTooLarge"), {},
        {{QStringLiteral("limit"), route.options.maxBodyBytes}}, {}};
}

}

Result<void> RequestBody::admit(const Router::Route &route, HttpRequest &request, std::optional<quint64> contentLength)
{
    if (contentLength && *contentLength > quint64(route.options.maxBodyBytes))
        return tooLarge(route);
    const QByteArray expectation = request.headers.value("Expect");
    if (!expectation.isEmpty() && expectation.compare("100-continue", Qt::CaseInsensitive) != 0)
        return Error{ErrorCode::Unsupported, QStringLiteral("expectationUnknown"), {}, {}, {}};
    if (route.options.sink) {
        TANDEM_ASSIGN(request.sink, route.options.sink(request));
    }
    return {};
}

void RequestBody::begin(const Router::Route &route, HttpRequest &request, std::optional<quint64> contentLength)
{
    m_route = &route;
    m_request = &request;
    m_bytes = 0;
    m_bytesAtDeadline.reset();
    m_buffer.resize(pieceBytes);
    if (!route.options.sink && contentLength)
        request.body.reserve(qsizetype(*contentLength));
}

Result<void> RequestBody::take(qsizetype bytes)
{
    m_bytes += bytes;
    if (m_bytes > m_route->options.maxBodyBytes)
        return tooLarge(*m_route);
    const QByteArrayView piece(m_buffer.constData(), bytes);
    if (m_request->sink)
        return m_request->sink->write(piece);
    m_request->body.append(piece);
    return {};
}

bool RequestBody::hasGrownBy(qint64 wanted)
{
    if (m_bytesAtDeadline && m_bytes - *m_bytesAtDeadline < wanted)
        return false;
    m_bytesAtDeadline = m_bytes;
    return true;
}

}
