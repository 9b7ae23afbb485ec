// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/api/transport/httpheaders.h"

#include <QString>

#include <optional>

class QJsonArray;
class QJsonObject;

namespace tandem::server {

/// What a handler answers. Content-Length, Date, Connection and the security headers are the transport's business.
struct HttpResponse
{
    /// A part of a file, sent from disk piece by piece.
    struct FileBody
    {
        QString path;
        qint64 offset = 0;
        qint64 length = 0;
    };

    int status = 200;
    HttpHeaders headers;
    QByteArray body;
    std::optional<FileBody> file; ///< instead of `body`
    bool closeConnection = false;

    static HttpResponse text(int status, QByteArray text);
    static HttpResponse json(int status, const QJsonObject &object);
    static HttpResponse jsonText(int status, QByteArray json);
    static HttpResponse bytes(int status, QByteArrayView contentType, QByteArray bytes);
    static HttpResponse noContent();
};

}
