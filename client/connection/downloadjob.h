// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/connection/transferjob.h"

#include <QCryptographicHash>
#include <QFile>

namespace tandem::client {

/// Goes on where the last attempt ended, and lets the file appear only when its hash is right.
class DownloadJob final : public TransferJob
{
    Q_OBJECT

public:
    DownloadJob(QNetworkAccessManager &network, QByteArray sha256, const QString &path, QObject *context, Done done);

protected:
    void begin() override;

private:
    void take(QNetworkReply &reply);
    void received(QNetworkReply &reply);
    Result<void> startAt(const QNetworkReply &reply);

    QString m_path;
    QFile m_part;
    QCryptographicHash m_sum{QCryptographicHash::Sha256};
    bool m_started = false;
    std::optional<Error> m_writeError;
};

}
