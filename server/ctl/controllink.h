// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/base/result.h"

#include <QByteArray>
#include <QJsonObject>
#include <QNetworkAccessManager>
#include <QObject>

#include <functional>

namespace tandem::server {

/// The way to the daemon that has a data folder open: address, token and certificate are what the folder says.
class ControlLink final : public QObject
{
    Q_OBJECT

public:
    /// Error: Unavailable ("daemonNotRunning") if no daemon has written its control file there, "controlForbidden" if
    /// it may not be read.
    static Result<std::unique_ptr<ControlLink>> open(const QString &dataFolder);

    using Done = std::function<void(Result<QJsonObject>)>;
    void get(const QString &path, Done done);
    void post(const QString &path, const QByteArray &body, const QMap<QByteArray, QByteArray> &headers, Done done);

private:
    ControlLink() = default;
    QNetworkRequest request(const QString &path) const;
    void watch(QNetworkReply *reply, Done done);

    QString m_base;
    QByteArray m_token;
    QByteArray m_fingerprint;
    QNetworkAccessManager m_network;
};

}
