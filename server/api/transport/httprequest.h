// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/api/transport/httpheaders.h"
#include "server/api/transport/httpmethod.h"

#include <QMap>
#include <QString>
#include <QUrlQuery>

#include <memory>

namespace tandem::server {

class BodySink;

/// One request as its handler gets it: with its whole body, or with the sink that took the body.
struct HttpRequest
{
    HttpMethod method = HttpMethod::Get;
    QString path; ///< decoded, without the query
    QUrlQuery query;
    QMap<QString, QString> parameters; ///< {name} parts of the route's pattern
    HttpHeaders headers;
    QByteArray body; ///< empty for a route with a sink
    std::shared_ptr<BodySink> sink; ///< of a route with a sink, after its last byte
    QString peerAddress; ///< without port
    int networkThread = 0; ///< 0…N-1: which thread runs the handler; state kept per thread is found by it

    /// Decoded; empty if it is missing. "+" is a blank, as forms send it.
    QString queryValue(const QString &name) const;
    bool hasQueryValue(const QString &name) const;
    /// The token of "Authorization: Bearer …"; empty if there is none.
    QByteArray bearerToken() const;
};

}
