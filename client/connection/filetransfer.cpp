// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/connection/filetransfer.h"

#include "client/connection/downloadjob.h"
#include "client/connection/previewjobs.h"
#include "client/connection/uploadjob.h"

namespace tandem::client {

std::unique_ptr<QNetworkAccessManager> newNetworkAccess()
{
    return std::make_unique<QNetworkAccessManager>();
}

FileTransfer::FileTransfer(ServerAddress address, const NetworkAccessFactory &newNetwork, QObject *parent)
    : QObject(parent)
    , m_network(newNetwork())
    , m_session{std::move(address), {}, QSslCertificate()}
{
}

FileTransfer::~FileTransfer() = default;

void FileTransfer::setSession(const QByteArray &token, const QSslCertificate &pinned)
{
    // A connection that is open under the old certificate would go on being used.
    if (m_session.pinned != pinned)
        m_network->clearConnectionCache();
    m_session.token = token;
    m_session.pinned = pinned;
}

void FileTransfer::upload(
    const QString &path, const QByteArray &sha256, QObject *context, std::function<void(Result<void>)> done)
{
    enqueue(std::make_unique<UploadJob>(*m_network, path, sha256, context, std::move(done)));
}

void FileTransfer::download(
    const QByteArray &sha256, const QString &partPath, QObject *context, std::function<void(Result<void>)> done)
{
    enqueue(std::make_unique<DownloadJob>(*m_network, sha256, partPath, context, std::move(done)));
}

void FileTransfer::uploadPreview(
    const QByteArray &sha256, const QByteArray &picture, QObject *context, std::function<void(Result<void>)> done)
{
    enqueue(std::make_unique<PreviewUpload>(*m_network, sha256, picture, context, std::move(done)));
}

void FileTransfer::downloadPreview(
    const QByteArray &sha256, const QString &path, QObject *context, std::function<void(Result<void>)> done)
{
    enqueue(std::make_unique<PreviewDownload>(*m_network, sha256, path, context, std::move(done)));
}

void FileTransfer::cancelDownload(const QByteArray &sha256)
{
    std::vector<TransferJob *> wanted;
    for (const auto &job : m_jobs) {
        if (job->sha256() == sha256 && qobject_cast<DownloadJob *>(job.get()))
            wanted.push_back(job.get());
    }
    // Each takes itself out of the list.
    for (TransferJob *job : wanted)
        job->cancel();
}

void FileTransfer::cancelAll()
{
    while (!m_jobs.empty())
        m_jobs.back()->cancel();
}

void FileTransfer::enqueue(std::unique_ptr<TransferJob> job)
{
    connect(job.get(), &TransferJob::progress, this, &FileTransfer::progress);
    connect(job.get(), &TransferJob::finished, this, [this, ended = job.get()] { remove(ended); });
    m_jobs.push_back(std::move(job));
    if (m_jobs.size() == 1)
        startFirst();
}

void FileTransfer::remove(TransferJob *ended)
{
    const auto found = std::find_if(m_jobs.begin(), m_jobs.end(), [&](const auto &job) { return job.get() == ended; });
    if (found == m_jobs.end())
        return;
    const bool wasRunning = found == m_jobs.begin();
    found->release()->deleteLater();
    m_jobs.erase(found);
    if (wasRunning && !m_jobs.empty())
        startFirst();
}

/// Later, so that no callback comes inside the call that asked.
void FileTransfer::startFirst()
{
    TransferJob *job = m_jobs.front().get();
    QMetaObject::invokeMethod(
        job, [this, job] { job->start(m_session); }, Qt::QueuedConnection);
}

}
