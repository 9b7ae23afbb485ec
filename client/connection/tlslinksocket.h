// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/connection/linksocket.h"

#include <QWebSocket>

namespace tandem::client {

/// The real one: Qt's WebSocket over TLS.
class TlsLinkSocket final : public LinkSocket
{
    Q_OBJECT

public:
    TlsLinkSocket();

    void open(const QUrl &url) override;
    void send(const QByteArray &frame) override;
    void flush() override;
    qint64 queuedBytes() const override { return m_socket.bytesToWrite(); }
    void acceptCertificate() override;

private:
    void close() override;
    void judge(const QList<QSslError> &errors);
    void broke(QAbstractSocket::SocketError code);
    void ended();

    QWebSocket m_socket;
    QList<QSslError> m_doubts;
    bool m_wasOpen = false;
};

}
