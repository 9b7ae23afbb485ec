// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/connection/transferjob.h"

#include <QJsonObject>

namespace tandem::client {

/// One question or order over REST.
class ServerCall final : public TransferJob
{
    Q_OBJECT

public:
    using Answered = std::function<void(Result<QJsonObject>)>;

    ServerCall(QNetworkAccessManager &network, QByteArray verb, QString path, QByteArray body, QObject *context,
        const Answered &answered);

protected:
    void begin() override;

private:
    void received(QNetworkReply &reply);

    QByteArray m_verb;
    QString m_path;
    QByteArray m_body;
    QJsonObject m_answer;
};

}
