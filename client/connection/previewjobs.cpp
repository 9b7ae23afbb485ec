// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/connection/previewjobs.h"

#include "client/connection/filetransfer.h"
#include "shared/base/savefileerror.h"

#include <QDir>
#include <QFileInfo>

namespace tandem::client {

namespace {

QString previewPath(const QString &hash)
{
    return QStringLiteral("/files/%1/preview").arg(hash);
}

}

PreviewUpload::PreviewUpload(
    QNetworkAccessManager &network, QByteArray sha256, QByteArray picture, QObject *context, Done done)
    : TransferJob(network, std::move(sha256), context, std::move(done))
    , m_picture(std::move(picture))
{
}

void PreviewUpload::begin()
{
    QNetworkRequest put = request(previewPath(hash()));
    put.setHeader(QNetworkRequest::ContentTypeHeader, QByteArray("application/octet-stream"));
    watch(m_network.put(put, m_picture), [this](QNetworkReply &reply) { finish(outcome(reply)); });
}

PreviewDownload::PreviewDownload(
    QNetworkAccessManager &network, QByteArray sha256, QString path, QObject *context, Done done)
    : TransferJob(network, std::move(sha256), context, std::move(done))
    , m_path(std::move(path))
{
}

void PreviewDownload::begin()
{
    QNetworkReply *reply = m_network.get(request(previewPath(hash())));
    // One byte more than is taken: what is longer stays with the server, and is none.
    reply->setReadBufferSize(FileTransfer::largestPreview + 1);
    connect(reply, &QIODevice::readyRead, this, [reply] {
        if (reply->bytesAvailable() > FileTransfer::largestPreview)
            reply->abort();
    });
    watch(reply, [this](QNetworkReply &whole) {
        const auto answered = outcome(whole);
        finish(answered.ok() ? keep(whole) : answered);
    });
}

Result<void> PreviewDownload::keep(QNetworkReply &reply) const
{
    QDir().mkpath(QFileInfo(m_path).path());
    return saveFile(m_path, reply.readAll());
}

}
