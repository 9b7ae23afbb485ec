// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/connection/transferjob.h"

#include "client/connection/certificatetrust.h"
#include "shared/base/bytesize.h"
#include "shared/base/errortext.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QUrlQuery>

namespace tandem::client {

namespace {

constexpr int silenceMs = 30'000;
constexpr qint64 longestReason = 64 * KiB;

/// With the reason that the server gives, if people can be told what it means.
Error withReason(Error error, QNetworkReply &reply)
{
    const QJsonObject said =
        QJsonDocument::fromJson(reply.read(longestReason)).object()[QLatin1String("error")].toObject();
    const QString reason = said[QLatin1String("reason")].toString();
    if (hasErrorText(reason)) {
        error.reason = reason;
        error.arguments = said[QLatin1String("arguments")].toObject().toVariantMap();
    }
    return error;
}

}

TransferJob::TransferJob(QNetworkAccessManager &network, QByteArray sha256, QObject *context, Done done)
    : m_network(network)
    , m_sha256(std::move(sha256))
    , m_context(context)
    , m_done(std::move(done))
{
}

TransferJob::~TransferJob()
{
    if (m_reply) {
        m_reply->disconnect(this);
        m_reply->abort();
    }
}

void TransferJob::start(const TransferSession &session)
{
    if (!m_done)
        return; // cancelled before its turn came
    m_session = session;
    begin();
}

void TransferJob::cancel()
{
    if (m_reply) {
        m_reply->disconnect(this);
        m_reply->abort();
    }
    finish(Error::cancelled());
}

QNetworkRequest TransferJob::request(const QString &path, const QString &query) const
{
    QUrl url = m_session.address.httpUrl(path);
    url.setQuery(query);
    QNetworkRequest request(url);
    QSslConfiguration tls = CertificateTrust::configuration();
    // With the pinned certificate as the only authority, every other key is an error about that other key.
    if (!m_session.pinned.isNull())
        tls.setCaCertificates({m_session.pinned});
    request.setSslConfiguration(tls);
    request.setRawHeader("Authorization", "Bearer " + m_session.token);
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    request.setTransferTimeout(silenceMs);
    return request;
}

void TransferJob::watch(QNetworkReply *reply, std::function<void(QNetworkReply &)> received)
{
    m_reply = reply;
    connect(reply, &QNetworkReply::sslErrors, this, [this, reply](const QList<QSslError> &errors) {
        const bool pinnedOnly = !m_session.pinned.isNull()
            && std::all_of(errors.begin(), errors.end(),
                [&](const QSslError &error) { return error.certificate() == m_session.pinned; });
        if (pinnedOnly)
            reply->ignoreSslErrors(errors);
    });
    connect(reply, &QNetworkReply::finished, this, [reply, received = std::move(received)] {
        reply->deleteLater();
        received(*reply);
    });
}

Result<void> TransferJob::outcome(QNetworkReply &reply)
{
    const int status = reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    const QString detail = QStringLiteral("HTTP %1, %2").arg(status).arg(reply.errorString());
    if (status >= 200 && status < 300 && reply.error() == QNetworkReply::NoError)
        return {};
    switch (status) {
    case 401:
    case 403:
        return Error{ErrorCode::Forbidden, QStringLiteral("forbidden"), {}, {}, detail};
    case 404:
        return Error{ErrorCode::NotFound, QStringLiteral("notFound"), QStringLiteral("file"), {}, detail};
    case 413:
        return withReason({ErrorCode::TooLarge, QStringLiteral("tooLarge"), QStringLiteral("file"), {}, detail}, reply);
    case 400:
    case 409:
    case 422:
        return withReason(
            {ErrorCode::Invalid, QStringLiteral("hashMismatch"), QStringLiteral("file"), {}, detail}, reply);
    default:
        return withReason(Error::unavailable(QStringLiteral("transferFailed"), detail), reply);
    }
}

void TransferJob::finish(const Result<void> &result)
{
    if (const Done done = std::exchange(m_done, {}); done && m_context)
        done(result);
    emit finished();
}

}
