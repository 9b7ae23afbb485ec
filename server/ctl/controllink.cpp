// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/ctl/controllink.h"

#include <QCryptographicHash>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QLocale>
#include <QNetworkReply>
#include <QNetworkRequest>
#include <QSslCertificate>
#include <QSslKey>

#include <utility>

namespace tandem::server {

namespace {

QByteArray fingerprintOf(const QSslCertificate &certificate)
{
    return QCryptographicHash::hash(certificate.publicKey().toDer(), QCryptographicHash::Sha256).toHex();
}

Error errorFrom(const QJsonObject &json, const QString &fallback)
{
    const QJsonObject error = json.value(QLatin1String("error")).toObject();
    if (error.isEmpty())
        return Error::unavailable(QStringLiteral("daemonNotRunning"), fallback);
    // The daemon has said it in our language already.
    return {ErrorCode::Invalid, error.value(QLatin1String("reason")).toString(),
        error.value(QLatin1String("field")).toString(),
        {{QStringLiteral("message"), error.value(QLatin1String("message")).toString()}}, {}};
}

}

Result<std::unique_ptr<ControlLink>> ControlLink::open(const QString &dataFolder)
{
    QFile file(dataFolder + QLatin1String("/control.json"));
    if (!file.open(QIODevice::ReadOnly)) {
        const QFileInfo folder(dataFolder);
        const bool forbidden = file.exists() || (folder.isDir() && !folder.isReadable());
        return Error::unavailable(
            forbidden ? QStringLiteral("controlForbidden") : QStringLiteral("daemonNotRunning"), file.errorString());
    }
    const QJsonObject json = QJsonDocument::fromJson(file.readAll()).object();
    std::unique_ptr<ControlLink> link(new ControlLink);
    link->m_base = QStringLiteral("https://%1:%2")
                       .arg(json.value(QLatin1String("address")).toString())
                       .arg(json.value(QLatin1String("port")).toInt());
    link->m_token = json.value(QLatin1String("token")).toString().toLatin1();
    link->m_fingerprint = json.value(QLatin1String("fingerprint")).toString().toLatin1();
    return link;
}

QNetworkRequest ControlLink::request(const QString &path) const
{
    QNetworkRequest request(QUrl(m_base + path));
    request.setRawHeader("Authorization", "Bearer " + m_token);
    request.setRawHeader("Accept-Language", QLocale().language() == QLocale::Chinese ? "zh-CN" : "en");
    request.setRawHeader("Content-Type", "application/json");
    return request;
}

void ControlLink::get(const QString &path, Done done)
{
    watch(m_network.get(request(path)), std::move(done));
}

void ControlLink::post(
    const QString &path, const QByteArray &body, const QMap<QByteArray, QByteArray> &headers, Done done)
{
    QNetworkRequest post = request(path);
    for (auto it = headers.begin(); it != headers.end(); ++it)
        post.setRawHeader(it.key(), it.value());
    watch(m_network.post(post, body), std::move(done));
}

void ControlLink::watch(QNetworkReply *reply, Done done)
{
    connect(reply, &QNetworkReply::sslErrors, this, [this, reply](const QList<QSslError> &errors) {
        if (fingerprintOf(reply->sslConfiguration().peerCertificate()) == m_fingerprint)
            reply->ignoreSslErrors(errors);
    });
    connect(reply, &QNetworkReply::finished, this, [reply, done = std::move(done)]() mutable {
        // What `done` keeps alive may be the last to hold this link: it ends with this call, and the reply after it.
        const Done last = std::exchange(done, {});
        reply->setParent(nullptr);
        reply->deleteLater();
        const QJsonObject json = QJsonDocument::fromJson(reply->readAll()).object();
        if (reply->error() != QNetworkReply::NoError)
            return last(errorFrom(json, reply->errorString()));
        last(json);
    });
}

}
