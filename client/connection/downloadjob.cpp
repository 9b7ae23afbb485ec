// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/connection/downloadjob.h"

#include "shared/base/bytesize.h"
#include "shared/base/platformfile.h"

#include <QDir>
#include <QFileInfo>

namespace tandem::client {

namespace {

constexpr qint64 readBuffer = 1 * MiB;

}

DownloadJob::DownloadJob(
    QNetworkAccessManager &network, QByteArray sha256, const QString &partPath, QObject *context, Done done)
    : TransferJob(network, std::move(sha256), context, std::move(done))
    , m_part(partPath)
{
}

void DownloadJob::begin()
{
    QDir().mkpath(QFileInfo(m_part.fileName()).absolutePath());
    if (!m_part.open(QIODevice::ReadWrite))
        return finish(Error::unavailable(QStringLiteral("notWritable"), m_part.errorString()));
    m_part.seek(0);
    QNetworkRequest get = request(QStringLiteral("/files/%1").arg(hash()));
    if (m_part.size() > 0)
        get.setRawHeader("Range", "bytes=" + QByteArray::number(m_part.size()) + '-');
    QNetworkReply *reply = m_network.get(get);
    reply->setReadBufferSize(readBuffer);
    watch(reply, [this](QNetworkReply &whole) { received(whole); });
    connect(reply, &QIODevice::readyRead, this, [this, reply] { take(*reply); });
}

/// 206 adds to what is there; 200 is the whole content, whatever was asked for.
Result<void> DownloadJob::startAt(const QNetworkReply &reply)
{
    const int status = reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    if (status == 200 && !m_part.resize(0))
        return Error::unavailable(QStringLiteral("notWritable"), m_part.errorString());
    m_part.seek(0);
    m_sum.addData(&m_part);
    m_started = true;
    return {};
}

void DownloadJob::take(QNetworkReply &reply)
{
    const int status = reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    if (m_writeError || (status != 200 && status != 206))
        return;
    if (!m_started) {
        if (const auto started = startAt(reply); !started.ok())
            m_writeError = started.error();
    }
    const QByteArray piece = reply.readAll();
    m_sum.addData(piece);
    if (!m_writeError && !writeAll(m_part, piece))
        m_writeError = Error::unavailable(QStringLiteral("diskFull"), m_part.errorString());
    if (m_writeError)
        reply.abort();
    else
        emit progress(m_sha256, m_part.pos(), 0);
}

void DownloadJob::received(QNetworkReply &reply)
{
    constexpr int rangeNotSatisfiable = 416; // nothing is missing, or the part is too long
    const int status = reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    take(reply);
    if (status == rangeNotSatisfiable)
        m_sum.addData(&m_part);
    m_part.close();
    if (m_writeError)
        return finish(*m_writeError);
    if (const auto answered = outcome(reply); !answered.ok() && status != rangeNotSatisfiable)
        return finish(answered.error());
    // A part that cannot be continued, or that became something else: the next attempt begins from nothing.
    if (m_sum.result() != m_sha256) {
        m_part.remove();
        return finish(Error::corrupt(QStringLiteral("another content than its hash says")));
    }
    finish({});
}

}
