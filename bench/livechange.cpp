// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "bench/support/eventloop.h"
#include "bench/support/figure.h"
#include "bench/support/laptopthread.h"
#include "bench/support/salescompany.h"

#include <QSemaphore>
#include <QThread>
#include <QWebSocket>
#include <QWebSocketServer>

using namespace tandem;
using namespace tandem::bench;
namespace account = tandem::entities::account;

namespace {

constexpr int warmUp = 20;
constexpr int samples = 300;

/// Sends each message back after a durable commit of one row.
class EchoServer : public QObject
{
public:
    explicit EchoServer(const QString &database)
        : m_connection(*Connection::open({database}))
        , m_listener(QStringLiteral("echo"), QWebSocketServer::SecureMode)
    {
        m_connection->execute(QStringLiteral("CREATE TABLE t (id INTEGER PRIMARY KEY, body BLOB)")).ok();
        m_listener.setSslConfiguration(test::firstIdentity().tls());
        m_listener.listen(QHostAddress::LocalHost);
        connect(&m_listener, &QWebSocketServer::newConnection, this, [this] {
            QWebSocket *socket = m_listener.nextPendingConnection();
            connect(socket, &QWebSocket::binaryMessageReceived, this, [this, socket](const QByteArray &message) {
                auto insert = *m_connection->prepare(QStringLiteral("INSERT INTO t (body) VALUES (?1)"));
                insert.bind(1, message).run().ok();
                socket->sendBinaryMessage(message);
            });
        });
    }
    QUrl url() const { return m_listener.serverUrl(); }

private:
    std::unique_ptr<Connection> m_connection;
    QWebSocketServer m_listener;
};

class EchoClient
{
public:
    explicit EchoClient(const QUrl &url)
    {
        QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
        tls.setPeerVerifyMode(QSslSocket::VerifyNone);
        m_socket.setSslConfiguration(tls);
        QObject::connect(&m_socket, &QWebSocket::binaryMessageReceived, &m_socket, [this] { ++m_came; });
        m_socket.open(url);
        runUntil([this] { return m_socket.state() == QAbstractSocket::ConnectedState; }, "the echo server");
    }

    double roundTrip()
    {
        QElapsedTimer timer;
        timer.start();
        m_socket.sendBinaryMessage(QByteArray(100, 'x'));
        runUntil([this, wanted = m_came + 1] { return m_came == wanted; }, "the echo");
        return millisecondsOf(timer);
    }

private:
    QWebSocket m_socket;
    int m_came = 0;
};

void bringUp(LaptopThread &thread, const QString &login)
{
    thread.run([&](test::Laptop &laptop) {
        laptop.engine->setNetwork(client::SyncControl::Network::Online);
        laptop.engine->start();
        laptop.engine->signIn(login, SalesCompany::password, [](const Result<void> &) {});
        runUntil([&] { return laptop.isSynced(); }, "the first sync");
    });
}

void waitUntilSynced(LaptopThread &thread)
{
    thread.run([](test::Laptop &laptop) { runUntil([&] { return laptop.isSynced(); }, "the acknowledgement"); });
}

/// From the edit at one laptop to the row in the other's replica.
double change(LaptopThread &from, LaptopThread &to, const RecordId &record, int turn)
{
    QElapsedTimer timer;
    double took = 0;
    QSemaphore arrived;
    QMetaObject::Connection connection;
    to.run([&](test::Laptop &laptop) {
        client::Replica *replica = laptop.replica.get();
        connection =
            QObject::connect(replica, &client::Replica::changed, replica, [&](const client::ChangeSet &changes) {
                if (!changes.touches(client::RecordKey{account::number, record}))
                    return;
                took = millisecondsOf(timer);
                QObject::disconnect(connection);
                arrived.release();
            });
    });
    timer.start();
    from.post([&](test::Laptop &laptop) {
        laptop.update(account::number, record, {{account::field::preferences, Value(QString::number(turn))}});
    });
    if (!arrived.tryAcquire(1, 120'000))
        qFatal("waited in vain: the change");
    waitUntilSynced(from);
    waitUntilSynced(to);
    return took;
}

}

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    QThread thread;
    QTemporaryDir folder;
    EchoServer *echoServer = nullptr;
    QObject host;
    host.moveToThread(&thread);
    thread.start();
    QMetaObject::invokeMethod(
        &host, [&] { echoServer = new EchoServer(folder.filePath(QStringLiteral("echo.db"))); },
        Qt::BlockingQueuedConnection);

    SalesCompany company(1, 1'000);
    const auto &daemon = company.serve();
    const QString login = company.reps.front().login;
    LaptopThread first({QStringLiteral("127.0.0.1"), daemon.port()}, login);
    LaptopThread second({QStringLiteral("127.0.0.1"), daemon.port()}, login);
    bringUp(first, login);
    bringUp(second, login);
    {
        EchoClient echo(echoServer->url());
        std::vector<double> echoes;
        std::vector<double> changes;
        for (int turn = 0; turn < warmUp + samples; ++turn) {
            const double there = change(first, second, company.accounts[size_t(turn)], turn);
            const double back = echo.roundTrip();
            if (turn >= warmUp) {
                changes.push_back(there);
                echoes.push_back(back);
            }
        }
        const double ratio = median(changes) / median(echoes);
        Figure{QStringLiteral("Live change, client → server → other client, p50 (p99 %1)")
                   .arg(milliseconds(percentile(changes, 0.99))),
            milliseconds(median(changes)), milliseconds(median(echoes)), number(ratio, 2), QStringLiteral("≤ 3"),
            ratio <= 3}
            .print();
    }
    QMetaObject::invokeMethod(
        &host, [&] { delete echoServer; }, Qt::BlockingQueuedConnection);
    thread.quit();
    thread.wait();
    return 0;
}
