// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/api/transport/httprequest.h"
#include "server/api/transport/router.h"

#include <optional>

namespace tandem::server::detail {

/// A request's body on its way in: what is refused before or while it comes, where it goes, and whether enough of it
/// comes. The buffer for the next piece is here too.
class RequestBody
{
public:
    /// Judges by the head alone, and makes the route's sink. Error: TooLarge ("bodyTooLarge"), Unsupported
    /// ("expectationUnknown"), or what the sink says.
    static Result<void> admit(const Router::Route &route, HttpRequest &request, std::optional<quint64> contentLength);

    /// After admit(). `request` and `route` outlive this.
    void begin(const Router::Route &route, HttpRequest &request, std::optional<quint64> contentLength);
    QByteArray &buffer() { return m_buffer; }
    /// The first `bytes` of the buffer have come. Error: TooLarge, or what the sink says.
    Result<void> take(qsizetype bytes);
    /// Whether `wanted` bytes have come since this was last true; true at first.
    bool hasGrownBy(qint64 wanted);
    void end() { m_buffer = {}; }

private:
    const Router::Route *m_route = nullptr;
    HttpRequest *m_request = nullptr;
    QByteArray m_buffer;
    qint64 m_bytes = 0;
    std::optional<qint64> m_bytesAtDeadline;
};

}
