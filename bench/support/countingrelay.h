// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QTcpServer>
#include <QTcpSocket>

namespace tandem::bench {

/// Stands between clients and a daemon, and counts what passes, as the network sees it. On the thread that made it.
class CountingRelay : public QObject
{
public:
    explicit CountingRelay(quint16 target)
    {
        if (!m_listener.listen(QHostAddress::LocalHost))
            qFatal("no port for the relay");
        connect(&m_listener, &QTcpServer::newConnection, this, [this, target] {
            QTcpSocket *client = m_listener.nextPendingConnection();
            auto *server = new QTcpSocket(client);
            server->connectToHost(QHostAddress::LocalHost, target);
            handOn(client, server);
            handOn(server, client);
        });
    }

    quint16 port() const { return m_listener.serverPort(); }
    qint64 bytes() const { return m_bytes; } ///< in both directions

private:
    void handOn(QTcpSocket *from, QTcpSocket *to)
    {
        connect(from, &QTcpSocket::readyRead, this, [this, from, to] {
            const QByteArray part = from->readAll();
            m_bytes += part.size();
            to->write(part);
        });
        connect(from, &QTcpSocket::disconnected, to, &QTcpSocket::disconnectFromHost);
    }

    qint64 m_bytes = 0;
    QTcpServer m_listener;
};

}
