// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/connection/servercall.h"

#include "shared/base/bytesize.h"

#include <QJsonDocument>

namespace tandem::client {

namespace {

constexpr qint64 longestAnswer = 1 * MiB;

ErrorCode codeOf(int status)
{
    switch (status) {
    case 400:
    case 422:
        return ErrorCode::Invalid;
    case 401:
        return ErrorCode::Unauthenticated;
    case 403:
        return ErrorCode::Forbidden;
    case 404:
        return ErrorCode::NotFound;
    case 409:
        return ErrorCode::Conflict;
    case 429:
        return ErrorCode::TooMany;
    case 503:
        return ErrorCode::Unavailable;
    default:
        return ErrorCode::Internal;
    }
}

Error errorOf(int status, const QJsonObject &said, const QString &detail)
{
    return {codeOf(status), said[QLatin1String("reason")].toString(), said[QLatin1String("field")].toString(),
        said[QLatin1String("arguments")].toObject().toVariantMap(),
        QStringLiteral("HTTP %1, %2").arg(status).arg(detail)};
}

}

ServerCall::ServerCall(QNetworkAccessManager &network, QByteArray verb, QString path, QByteArray body, QObject *context,
    const Answered &answered)
    : TransferJob(network, {}, context,
        [this, answered](const Result<void> &done) {
            answered(done.ok() ? Result<QJsonObject>(m_answer) : Result<QJsonObject>(done.error()));
        })
    , m_verb(std::move(verb))
    , m_path(std::move(path))
    , m_body(std::move(body))
{
}

void ServerCall::begin()
{
    QNetworkRequest asked = request(m_path);
    if (!m_body.isEmpty())
        asked.setHeader(QNetworkRequest::ContentTypeHeader, QByteArray("application/json"));
    watch(m_network.sendCustomRequest(asked, m_verb, m_body), [this](QNetworkReply &reply) { received(reply); });
}

void ServerCall::received(QNetworkReply &reply)
{
    const int status = reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    if (status == 0)
        return finish(Error::unavailable(QStringLiteral("offline"), reply.errorString()));
    m_answer = QJsonDocument::fromJson(reply.read(longestAnswer)).object();
    if (status >= 200 && status < 300)
        return finish({});
    finish(errorOf(status, m_answer[QLatin1String("error")].toObject(), reply.errorString()));
}

}
