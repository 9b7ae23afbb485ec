// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/e2e/cuttingproxy.h"

#include <QTcpServer>
#include <QTcpSocket>

#include <atomic>

namespace tandem::test {

class CuttingProxy::Listener : public QObject
{
public:
    quint16 listen(quint16 serverPort)
    {
        m_serverPort = serverPort;
        connect(&m_server, &QTcpServer::newConnection, this, &Listener::accept);
        return m_server.listen(QHostAddress::LocalHost) ? m_server.serverPort() : quint16(0);
    }

    std::atomic<qint64> left = -1; ///< until the cut; negative: none is ordered
    std::atomic<int> cuts = 0;

private:
    void accept()
    {
        QTcpSocket *client = m_server.nextPendingConnection();
        auto *server = new QTcpSocket(client);
        server->connectToHost(QHostAddress(QHostAddress::LocalHost), m_serverPort);
        connect(client, &QTcpSocket::readyRead, server, [this, client, server] { handOn(*client, *server); });
        connect(server, &QTcpSocket::readyRead, client, [client, server] { client->write(server->readAll()); });
        connect(client, &QTcpSocket::disconnected, client, &QObject::deleteLater);
        connect(server, &QTcpSocket::disconnected, client, &QTcpSocket::disconnectFromHost);
    }

    void handOn(QTcpSocket &client, QTcpSocket &server)
    {
        const QByteArray bytes = client.readAll();
        const qint64 allowed = left;
        if (allowed < 0 || bytes.size() < allowed) {
            if (allowed >= 0)
                left = allowed - bytes.size();
            server.write(bytes);
            return;
        }
        left = -1;
        ++cuts;
        server.write(bytes.first(allowed));
        server.flush();
        for (QTcpSocket *socket : m_server.findChildren<QTcpSocket *>())
            socket->abort();
    }

    QTcpServer m_server{this};
    quint16 m_serverPort = 0;
};

CuttingProxy::CuttingProxy()
    : m_listener(std::make_unique<Listener>())
{
    m_listener->moveToThread(&m_thread);
    m_thread.start();
}

CuttingProxy::~CuttingProxy()
{
    m_listener.release()->deleteLater();
    m_thread.quit();
    m_thread.wait();
}

quint16 CuttingProxy::start(quint16 serverPort)
{
    quint16 port = 0;
    QMetaObject::invokeMethod(
        m_listener.get(), [&] { port = m_listener->listen(serverPort); }, Qt::BlockingQueuedConnection);
    return port;
}

void CuttingProxy::cutAfter(qint64 bytes)
{
    m_listener->left = bytes;
}

int CuttingProxy::cuts() const
{
    return m_listener->cuts;
}

}
