// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/e2e/cuttingproxy.h"

#include <QTcpServer>
#include <QTcpSocket>
#include <QTimer>

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
        auto *server = new QTcpSocket(client);
        server->connectToHost(QHostAddress(QHostAddress::LocalHost), m_serverPort);
        const auto there = std::make_shared<Line>(*server);
        const auto back = std::make_shared<Line>(*client);
        connect(client, &QTcpSocket::readyRead, server,
            [this, client, server, there] { handOn(*client, *server, *there, left); });
        connect(server, &QTcpSocket::readyRead, client,
            [this, client, server, back] { handOn(*server, *client, *back, leftBack); });
        connect(client, &QTcpSocket::disconnected, client, &QObject::deleteLater);
        connect(server, &QTcpSocket::disconnected, client, &QTcpSocket::disconnectFromHost);
        // Nobody listens behind it.
        connect(server, &QTcpSocket::errorOccurred, client, &QTcpSocket::disconnectFromHost);
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

void CuttingProxy::cutBackAfter(qint64 bytes)
{
    m_listener->leftBack = bytes;
}

void CuttingProxy::slowDown(int milliseconds)
{
    m_listener->delay = milliseconds;
}

int CuttingProxy::cuts() const
{
    return m_listener->cuts;
}

}
