// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/api/transport/httpresponse.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace tandem::server {

HttpResponse HttpResponse::text(int status, QByteArray text)
{
    return bytes(status, "text/plain; charset=utf-8", std::move(text));
}

HttpResponse HttpResponse::json(int status, const QJsonObject &object)
{
    return jsonText(status, QJsonDocument(object).toJson(QJsonDocument::Compact));
}

HttpResponse HttpResponse::jsonText(int status, QByteArray json)
{
    return bytes(status, "application/json", std::move(json));
}

HttpResponse HttpResponse::bytes(int status, QByteArrayView contentType, QByteArray bytes)
{
    HttpResponse response;
    response.status = status;
    response.headers.set("Content-Type", contentType.toByteArray());
    response.body = std::move(bytes);
    return response;
}

HttpResponse HttpResponse::noContent()
{
    HttpResponse response;
    response.status = 204;
    return response;
}

}
