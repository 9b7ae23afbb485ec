// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/connection/serveraddress.h"

#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QPointer>
#include <QSslCertificate>

#include <functional>

namespace tandem::client {

/// What a transfer needs of the session.
struct TransferSession
{
    ServerAddress address;
    QByteArray token;
    QSslCertificate pinned;
};

/// One upload or download. Ends with exactly one call of its callback.
class TransferJob : public QObject
{
    Q_OBJECT

public:
    using Done = std::function<void(Result<void>)>;

    TransferJob(QNetworkAccessManager &network, QByteArray sha256, QObject *context, Done done);
    ~TransferJob() override;

    void start(const TransferSession &session);
    void cancel();
    const QByteArray &sha256() const { return m_sha256; }

signals:
    void progress(const QByteArray &sha256, qint64 done, qint64 total);
    void finished();

protected:
    virtual void begin() = 0;

    QString hash() const { return QString::fromLatin1(m_sha256.toHex()); }
    QNetworkRequest request(const QString &path, const QString &query = {}) const;
    /// Watches the reply: certificate, silence, and `received` when it is whole.
    void watch(QNetworkReply *reply, std::function<void(QNetworkReply &)> received);
    /// Ok for 2xx, else what it means; then the body is read for the server's reason.
    static Result<void> outcome(QNetworkReply &reply);
    void finish(const Result<void> &result);

    QNetworkAccessManager &m_network;
    QByteArray m_sha256;

private:
    TransferSession m_session;
    QPointer<QNetworkReply> m_reply;
    QPointer<QObject> m_context;
    Done m_done;
};

}
