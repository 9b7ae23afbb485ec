// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/store/s3/httpcourier.h"

#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QNetworkRequest>
#include <QSemaphore>

namespace tandem::server {

namespace {

QNetworkRequest requestOf(const HttpCourier::Call &call, std::chrono::milliseconds patience)
{
    QNetworkRequest request(call.url);
    for (const auto &[name, value] : call.headers)
        request.setRawHeader(name, value);
    // Else Qt unpacks what it believes to be packed for the way.
    request.setRawHeader("Accept-Encoding", "identity");
    request.setHeader(QNetworkRequest::ContentTypeHeader, QByteArrayLiteral("application/octet-stream"));
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    request.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    request.setTransferTimeout(int(patience.count()));
    return request;
}

QNetworkReply *send(QNetworkAccessManager &network, const QNetworkRequest &request, const HttpCourier::Call &call)
{
    if (call.verb == "PUT")
        return network.put(request, call.body);
    if (call.verb == "POST")
        return network.post(request, call.body);
    return call.verb == "DELETE" ? network.deleteResource(request) : network.get(request);
}

/// An answer that says no is one as well; what broke off is none, even if its head has come. Of a line that is cut Qt
/// may ask again by itself, and then gives the second answer behind what it has given of the first.
bool isWhole(const QNetworkReply &reply, qint64 received)
{
    const QNetworkReply::NetworkError error = reply.error();
    const bool isBroken = error == QNetworkReply::ProtocolFailure || error == QNetworkReply::ProtocolUnknownError;
    const QVariant length = reply.header(QNetworkRequest::ContentLengthHeader);
    return (error == QNetworkReply::NoError || (error >= QNetworkReply::ContentAccessDenied && !isBroken))
        && (!length.isValid() || length.toLongLong() == received);
}

}

/// What both threads hold until the later of them is done with it.
struct HttpCourier::Errand
{
    Call call;
    Answer answer;
    QSemaphore done;
};

std::optional<QByteArray> HttpCourier::Answer::header(const QByteArray &name) const
{
    for (const auto &[known, value] : headers) {
        if (known.compare(name, Qt::CaseInsensitive) == 0)
            return value;
    }
    return std::nullopt;
}

HttpCourier::HttpCourier(std::chrono::milliseconds patience)
    : m_patience(patience)
    , m_inThread(new QObject)
{
    m_thread.setObjectName(QStringLiteral("contents"));
    m_inThread->moveToThread(&m_thread);
    QObject::connect(&m_thread, &QThread::finished, m_inThread, &QObject::deleteLater);
    m_thread.start();
}

HttpCourier::~HttpCourier()
{
    stop();
    m_thread.quit();
    m_thread.wait();
}

HttpCourier::Answer HttpCourier::ask(const Call &call)
{
    const auto errand = std::make_shared<Errand>();
    errand->call = call;
    QMetaObject::invokeMethod(
        m_inThread, [this, errand] { begin(errand); }, Qt::QueuedConnection);
    errand->done.acquire();
    return std::move(errand->answer);
}

void HttpCourier::begin(const std::shared_ptr<Errand> &errand)
{
    if (m_stopping) {
        errand->answer.trouble = QStringLiteral("stopping");
        errand->done.release();
        return;
    }
    if (!m_network)
        m_network = new QNetworkAccessManager(m_inThread);
    QNetworkReply *reply = send(*m_network, requestOf(errand->call, m_patience), errand->call);
    QObject::connect(reply, &QNetworkReply::readyRead, reply, [reply, errand] {
        errand->answer.body += reply->readAll();
        if (errand->answer.body.size() > errand->call.mostBytes)
            reply->abort();
    });
    QObject::connect(reply, &QNetworkReply::finished, reply, [reply, errand] {
        Answer &answer = errand->answer;
        answer.body += reply->readAll();
        if (isWhole(*reply, answer.body.size())) {
            answer.status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
            for (const auto &[name, value] : reply->rawHeaderPairs())
                answer.headers.emplaceBack(name, value);
        }
        if (answer.status == 0)
            answer.trouble = reply->errorString();
        reply->deleteLater();
        errand->done.release();
    });
}

void HttpCourier::stop()
{
    m_stopping = true;
    QMetaObject::invokeMethod(
        m_inThread,
        [this] {
            const auto replies = m_network ? m_network->findChildren<QNetworkReply *>() : QList<QNetworkReply *>();
            for (QNetworkReply *reply : replies)
                reply->abort();
        },
        Qt::QueuedConnection);
}

}
