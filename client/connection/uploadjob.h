// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/connection/transferjob.h"

#include <QFile>

namespace tandem::client {

/// Asks how much the server has, and sends the rest piece by piece.
class UploadJob final : public TransferJob
{
    Q_OBJECT

public:
    UploadJob(QNetworkAccessManager &network, const QString &path, QByteArray sha256, QObject *context, Done done);

protected:
    void begin() override;

private:
    void sendFrom(qint64 offset);
    static qint64 receivedOf(QNetworkReply &reply); ///< -1 if the answer does not say

    QFile m_file;
};

}
