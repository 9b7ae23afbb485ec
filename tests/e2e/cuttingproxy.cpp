// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/e2e/cuttingproxy.h"

#include <QTcpServer>
#include <QTcpSocket>
#include <QTimer>

#include <algorithm>
#include <atomic>

namespace tandem::test {

class CuttingProxy::Listener : public QObject
{
public:
    quint16 listen(const QList<quint16> &serverPorts)
    {
        m_serverPorts = serverPorts;
        connect(&m_server, &QTcpServer::newConnection, this, &Listener::accept);
        return m_server.listen(QHostAddress::LocalHost) ? m_server.serverPort() : quint16(0);
    }

    void hold(bool held)
    {
        m_isHeld = held;
        for (QTcpSocket *socket : m_server.findChildren<QTcpSocket *>()) {
            if (!held && socket->bytesAvailable() > 0)
                emit socket->readyRead();
        }
    }

    int connectionsTo(quint16 serverPort) const
    {
        const QList<QTcpSocket *> sockets = m_server.findChildren<QTcpSocket *>();
        return int(std::count_if(sockets.begin(), sockets.end(), [serverPort](const QTcpSocket *socket) {
            return socket->property(portProperty).toInt() == serverPort
                && socket->state() != QAbstractSocket::UnconnectedState;
        }));
    }

    std::atomic<qint64> left = -1; ///< from clients until the cut; negative: none is ordered
    std::atomic<qint64> leftBack = -1; ///< the same from the server
    std::atomic<int> cuts = 0;
    std::atomic<int> delay = 0; ///< milliseconds

private:
    /// One direction of a connection: what is on its way comes out in the order in which it went in.
    class Line
    {
    public:
        explicit Line(QTcpSocket &end)
            : m_end(end)
        {
        }

        void put(const QByteArray &bytes, int delay)
        {
            m_underWay.append(bytes);
            if (delay == 0 && m_underWay.size() == 1)
                takeOne();
            else
                QTimer::singleShot(delay, &m_end, [this] { takeOne(); });
        }

        bool isEmpty() const { return m_underWay.isEmpty(); }

    private:
        void takeOne() { m_end.write(m_underWay.takeFirst()); }

        QTcpSocket &m_end;
        QByteArrayList m_underWay;
    };

    void accept()
    {
        QTcpSocket *client = m_server.nextPendingConnection();
        connect(client, &QTcpSocket::disconnected, client, &QObject::deleteLater);
        QList<quint16> ports = m_serverPorts;
        std::stable_sort(ports.begin(), ports.end(),
            [this](quint16 one, quint16 other) { return connectionsTo(one) < connectionsTo(other); });
        connectToFirst(client, ports);
    }

    /// What the client says meanwhile waits in its socket.
    void connectToFirst(QTcpSocket *client, QList<quint16> ports)
    {
        auto *server = new QTcpSocket(client);
        const quint16 port = ports.takeFirst();
        server->setProperty(portProperty, int(port));
        connect(server, &QTcpSocket::connected, client, [this, client, server] { join(client, server); });
        connect(server, &QTcpSocket::errorOccurred, client,
            [this, client, server, ports](QAbstractSocket::SocketError error) {
                if (error != QAbstractSocket::ConnectionRefusedError || ports.isEmpty())
                    return client->disconnectFromHost();
                server->deleteLater(); // nobody listens behind it
                connectToFirst(client, ports);
            });
        server->connectToHost(QHostAddress(QHostAddress::LocalHost), port);
    }

    void join(QTcpSocket *client, QTcpSocket *server)
    {
        const auto there = std::make_shared<Line>(*server);
        const auto back = std::make_shared<Line>(*client);
        connect(client, &QTcpSocket::readyRead, server,
            [this, client, server, there] { handOn(*client, *server, *there, left); });
        connect(server, &QTcpSocket::readyRead, client, [this, client, server, back] {
            if (!m_isHeld)
                handOn(*server, *client, *back, leftBack);
        });
        connect(server, &QTcpSocket::disconnected, client, &QTcpSocket::disconnectFromHost);
        if (client->bytesAvailable() > 0)
            handOn(*client, *server, *there, left);
    }

    void handOn(QTcpSocket &from, QTcpSocket &to, Line &line, std::atomic<qint64> &untilCut)
    {
        const QByteArray bytes = from.readAll();
        const qint64 allowed = untilCut;
        if (allowed < 0 || bytes.size() < allowed) {
            if (allowed >= 0)
                untilCut = allowed - bytes.size();
            line.put(bytes, delay);
            return;
        }
        untilCut = -1;
        ++cuts;
        if (line.isEmpty()) { // or this would overtake what is under way, which is lost
            to.write(bytes.first(allowed));
            if (to.state() == QAbstractSocket::ConnectedState)
                to.flush();
        }
        for (QTcpSocket *socket : m_server.findChildren<QTcpSocket *>())
            socket->abort();
    }

    static constexpr auto portProperty = "serverPort"; ///< of the sockets to servers

    QTcpServer m_server{this};
    QList<quint16> m_serverPorts;
    bool m_isHeld = false;
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

quint16 CuttingProxy::start(const QList<quint16> &serverPorts)
{
    quint16 port = 0;
    QMetaObject::invokeMethod(
        m_listener.get(), [&] { port = m_listener->listen(serverPorts); }, Qt::BlockingQueuedConnection);
    return port;
}

void CuttingProxy::cutAfter(qint64 bytes)
{
    m_listener->left = bytes;
}

void CuttingProxy::cutBackAfter(qint64 bytes)
{
    m_listener->leftBack = bytes;
}

void CuttingProxy::slowDown(int milliseconds)
{
    m_listener->delay = milliseconds;
}

void CuttingProxy::holdAnswers(bool held)
{
    QMetaObject::invokeMethod(
        m_listener.get(), [&] { m_listener->hold(held); }, Qt::BlockingQueuedConnection);
}

int CuttingProxy::connectionsTo(quint16 serverPort) const
{
    int connections = 0;
    QMetaObject::invokeMethod(
        m_listener.get(), [&] { connections = m_listener->connectionsTo(serverPort); }, Qt::BlockingQueuedConnection);
    return connections;
}

int CuttingProxy::cuts() const
{
    return m_listener->cuts;
}

}
