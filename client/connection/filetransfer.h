// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/connection/transferjob.h"
#include "shared/base/bytesize.h"

#include <QNetworkAccessManager>
#include <QObject>

#include <functional>
#include <memory>
#include <vector>

namespace tandem::client {

/// Makes what HTTP is spoken through, in the thread of the transfers.
using NetworkAccessFactory = std::function<std::unique_ptr<QNetworkAccessManager>()>;
std::unique_ptr<QNetworkAccessManager> newNetworkAccess(); ///< Qt's own

/// Contents of files over HTTPS, named by their SHA-256, in chunks that go on where they were cut off. Trusts exactly
/// what the ServerLink trusts. Transfers run one after the other.
class FileTransfer : public QObject
{
    Q_OBJECT

public:
    static constexpr qint64 chunkBytes = 1 * MiB;
    static constexpr qint64 largestPreview = 64 * KiB;

    explicit FileTransfer(
        ServerAddress address, const NetworkAccessFactory &newNetwork = newNetworkAccess, QObject *parent = nullptr);
    ~FileTransfer() override;

    /// After each sign-in. `pinned`: the link's certificate; null when the system's authorities vouch for the server.
    void setSession(const QByteArray &token, const QSslCertificate &pinned);

    /// Done when the server has the whole content and has checked it. Error: NotFound (no such file here), Unavailable,
    /// TooLarge, Invalid ("hashMismatch").
    void upload(
        const QString &path, const QByteArray &sha256, QObject *context, std::function<void(Result<void>)> done);
    /// Into a part file that may hold the beginning already; checked against the hash. Error: NotFound, Forbidden,
    /// Unavailable, Corrupt.
    void download(
        const QByteArray &sha256, const QString &partPath, QObject *context, std::function<void(Result<void>)> done);
    /// A small picture of a content that was uploaded. Error: NotFound (the server knows no previews), as upload().
    void uploadPreview(
        const QByteArray &sha256, const QByteArray &picture, QObject *context, std::function<void(Result<void>)> done);
    /// Into the file at `path`. Error: NotFound (there is none), as download().
    void downloadPreview(
        const QByteArray &sha256, const QString &path, QObject *context, std::function<void(Result<void>)> done);
    void cancelDownload(const QByteArray &sha256); ///< answers with Cancelled; the part file stays
    void cancelAll(); ///< answers with Cancelled

signals:
    void progress(const QByteArray &sha256, qint64 done, qint64 total);

private:
    void enqueue(std::unique_ptr<TransferJob> job);
    void remove(TransferJob *ended);
    void startFirst();

    std::unique_ptr<QNetworkAccessManager> m_network;
    TransferSession m_session;
    std::vector<std::unique_ptr<TransferJob>> m_jobs; ///< the first one runs
};

}
