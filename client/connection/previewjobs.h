// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/connection/transferjob.h"

namespace tandem::client {

/// Sends the small picture of a content.
class PreviewUpload final : public TransferJob
{
    Q_OBJECT

public:
    PreviewUpload(QNetworkAccessManager &network, QByteArray sha256, QByteArray picture, QObject *context, Done done);

protected:
    void begin() override;

private:
    QByteArray m_picture;
};

/// Fetches it into a file.
class PreviewDownload final : public TransferJob
{
    Q_OBJECT

public:
    PreviewDownload(QNetworkAccessManager &network, QByteArray sha256, QString path, QObject *context, Done done);

protected:
    void begin() override;

private:
    Result<void> keep(QNetworkReply &reply) const;

    QString m_path;
};

}
