// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/connection/uploadjob.h"

#include "client/connection/filetransfer.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace tandem::client {

UploadJob::UploadJob(
    QNetworkAccessManager &network, const QString &path, QByteArray sha256, QObject *context, Done done)
    : TransferJob(network, std::move(sha256), context, std::move(done))
    , m_file(path)
{
}

void UploadJob::begin()
{
    if (!m_file.open(QIODevice::ReadOnly))
        return finish(
            Error{ErrorCode::NotFound, QStringLiteral("notFound"), QStringLiteral("file"), {}, m_file.errorString()});
    // With its size, so that the server says at once if it has no room for it.
    QNetworkReply *asked = m_network.get(
        request(QStringLiteral("/files/%1/received").arg(hash()), QStringLiteral("total=%1").arg(m_file.size())));
    watch(asked, [this](QNetworkReply &reply) {
        const auto answered = outcome(reply);
        if (!answered.ok())
            return finish(answered.error());
        sendFrom(receivedOf(reply));
    });
}

void UploadJob::sendFrom(qint64 offset)
{
    const qint64 total = m_file.size();
    emit progress(m_sha256, offset, total);
    if (offset < 0 || offset > total)
        return finish(Error::unavailable(QStringLiteral("transferFailed"), QStringLiteral("offset %1").arg(offset)));
    // An empty file is one empty piece.
    if (offset == total && total > 0)
        return finish({});
    m_file.seek(offset);
    QNetworkRequest put =
        request(QStringLiteral("/files/%1").arg(hash()), QStringLiteral("offset=%1&total=%2").arg(offset).arg(total));
    put.setHeader(QNetworkRequest::ContentTypeHeader, QByteArray("application/octet-stream"));
    watch(m_network.put(put, m_file.read(FileTransfer::chunkBytes)), [this, offset, total](QNetworkReply &reply) {
        const auto answered = outcome(reply);
        if (!answered.ok())
            return finish(answered.error());
        const qint64 received = receivedOf(reply);
        if (total == 0 || received == total)
            return finish({});
        if (received <= offset)
            return finish(
                Error::unavailable(QStringLiteral("transferFailed"), QStringLiteral("the server took nothing")));
        sendFrom(received);
    });
}

qint64 UploadJob::receivedOf(QNetworkReply &reply)
{
    return QJsonDocument::fromJson(reply.readAll()).object()[QLatin1String("received")].toInteger(-1);
}

}
