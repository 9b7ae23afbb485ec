// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/connection/transferjob.h"

#include <QCryptographicHash>
#include <QFile>

namespace tandem::client {

/// Fills a part file, going on where the last attempt ended. Succeeds only when its hash is right.
class DownloadJob final : public TransferJob
{
    Q_OBJECT

public:
    DownloadJob(
        QNetworkAccessManager &network, QByteArray sha256, const QString &partPath, QObject *context, Done done);

protected:
    void begin() override;

private:
    void take(QNetworkReply &reply);
    void received(QNetworkReply &reply);
    Result<void> startAt(const QNetworkReply &reply);

    QFile m_part;
    QCryptographicHash m_sum{QCryptographicHash::Sha256};
    bool m_started = false;
    std::optional<Error> m_writeError;
};

}
