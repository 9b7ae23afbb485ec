// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/connection/filetransfer.h"
#include "client/connection/servercall.h"

namespace tandem::client {

/// What is about the account and not about records goes over REST, in the name of who is signed in. Trusts exactly what
/// the ServerLink trusts.
class ServerCalls : public QObject
{
    Q_OBJECT

public:
    ServerCalls(ServerAddress address, NetworkAccessFactory newNetwork, QObject *parent = nullptr);
    ~ServerCalls() override;

    /// After each sign-in, as FileTransfer::setSession().
    void setSession(const QByteArray &token, const QSslCertificate &pinned);
    /// An empty body is none. Error: what the server says, with its field; Unavailable.
    void send(
        const QByteArray &verb, const QString &path, const QJsonObject &body, const ServerCall::Answered &answered);
    void cancelAll(); ///< answers with Cancelled

private:
    void remove(ServerCall *ended);

    NetworkAccessFactory m_newNetwork;
    std::unique_ptr<QNetworkAccessManager> m_network; ///< once it is needed
    TransferSession m_session;
    std::vector<std::unique_ptr<ServerCall>> m_running;
};

}
