// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/connection/serverlink.h"
#include "tests/support/identity.h"
#include "tests/support/patience.h"

#include <QSignalSpy>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>
#include <QWebSocket>
#include <QWebSocketServer>

using namespace tandem;
using namespace tandem::client;
using namespace tandem::test;
using namespace std::chrono_literals;

/// A server that takes WebSockets and keeps what arrives.
class EchoServer : public QObject
{
public:
    explicit EchoServer(const Identity &identity, quint16 port = 0)
        : m_server(QStringLiteral("test"), QWebSocketServer::SecureMode)
    {
        m_server.setSslConfiguration(identity.tls());
        m_server.listen(QHostAddress::LocalHost, port);
        connect(&m_server, &QWebSocketServer::newConnection, this, [this] {
            socket.reset(m_server.nextPendingConnection());
            ++connections;
            connect(socket.get(), &QWebSocket::binaryMessageReceived, this, [this](const QByteArray &frame) {
                const auto message = decode(frame);
                if (!message.ok())
                    return;
                received.push_back(*message);
                if (const auto *ping = std::get_if<Ping>(&*message); ping && answersPings)
                    send(Pong{ping->number, 0});
            });
        });
    }

    ~EchoServer() override { socket.reset(); }

    ServerAddress address() const { return {QStringLiteral("127.0.0.1"), m_server.serverPort()}; }
    void send(const Message &message) { socket->sendBinaryMessage(encode(message)); }

    int connections = 0;
    bool answersPings = true;
    std::vector<Message> received;
    std::unique_ptr<QWebSocket> socket;

private:
    QWebSocketServer m_server;
};

class TestServerLink : public QObject
{
    Q_OBJECT

private slots:
    void firstContactAsksAndSendsNothing()
    {
        EchoServer server(firstIdentity());
        ServerLink link(server.address(), CertificateTrust(), SystemClock::instance(), quick());
        QSignalSpy refused(&link, &ServerLink::certificateRefused);
        link.start();
        QVERIFY(refused.wait(patience));
        QCOMPARE(link.state(), ServerLink::State::Blocked);
        const Error error = refused.first().at(0).value<Error>();
        QCOMPARE(error.reason, QStringLiteral("certificateUnknown"));
        QCOMPARE(refused.first().at(1).toByteArray(), firstFingerprint());
        QVERIFY(error.arguments.value(QStringLiteral("fingerprint")).toString().contains(QLatin1Char(' ')));
        QCOMPARE(server.connections, 0);

        QSignalSpy opened(&link, &ServerLink::opened);
        link.trust(firstFingerprint());
        QVERIFY(opened.wait(patience));
        QCOMPARE(publicKeyFingerprint(link.pinnedCertificate()), firstFingerprint());
    }

    void anotherKeyThanThePinnedOneIsRefused()
    {
        EchoServer server(secondIdentity());
        ServerLink link(server.address(), CertificateTrust(firstFingerprint()), SystemClock::instance(), quick());
        QSignalSpy refused(&link, &ServerLink::certificateRefused);
        QSignalSpy opened(&link, &ServerLink::opened);
        link.start();
        QVERIFY(refused.wait(patience));
        QCOMPARE(refused.first().at(0).value<Error>().reason, QStringLiteral("certificateChanged"));
        QCOMPARE(link.state(), ServerLink::State::Blocked);
        QVERIFY(!opened.wait(200));
        QCOMPARE(server.connections, 0);
    }

    void messagesGoBothWays()
    {
        EchoServer server(firstIdentity());
        const auto link = openLink(server);
        QVERIFY(link);
        link->send(Pull{42, 7});
        QTRY_COMPARE(server.received.size(), size_t(1));
        QVERIFY(server.received.front() == Message(Pull{42, 7}));
        std::vector<Message> got;
        connect(link.get(), &ServerLink::received, this, [&](const Message &message) { got.push_back(message); });
        server.send(Bye{QStringLiteral("shuttingDown"), 3});
        QTRY_COMPARE(got.size(), size_t(1));
        QVERIFY(got.front() == Message(Bye{QStringLiteral("shuttingDown"), 3}));
    }

    void severalMessagesOfOneFrameComeInTheirOrder()
    {
        EchoServer server(firstIdentity());
        const auto link = openLink(server);
        QVERIFY(link);
        std::vector<Message> got;
        connect(link.get(), &ServerLink::received, this, [&](const Message &message) { got.push_back(message); });
        server.socket->sendBinaryMessage(encode(Pong{1, 0}) + encode(Ping{2}) + encode(Pong{3, 0}));
        QTRY_COMPARE(got.size(), size_t(2));
        QVERIFY(got[0] == Message(Pong{1, 0}));
        QVERIFY(got[1] == Message(Pong{3, 0}));
        QTRY_COMPARE(server.received.size(), size_t(1));
        QVERIFY(std::holds_alternative<Pong>(server.received.front()));
    }

    void aCutFrameEndsTheConnectionAfterWhatIsWhole()
    {
        EchoServer server(firstIdentity());
        const auto link = openLink(server);
        QVERIFY(link);
        QSignalSpy received(link.get(), &ServerLink::received);
        std::optional<Error> error;
        connect(link.get(), &ServerLink::closed, this, [&] { error = link->error(); });
        const QByteArray cut = encode(Pong{2, 0}).chopped(1);
        server.socket->sendBinaryMessage(encode(Pong{1, 0}) + cut);
        QTRY_VERIFY(error);
        QCOMPARE(error->code, ErrorCode::Corrupt);
        QCOMPARE(received.size(), 1);
    }

    void whatFollowsTheEndInOneFrameIsLeft()
    {
        EchoServer server(firstIdentity());
        const auto link = openLink(server);
        QVERIFY(link);
        int got = 0;
        connect(link.get(), &ServerLink::received, this, [&] {
            ++got;
            link->stop();
        });
        QSignalSpy closed(link.get(), &ServerLink::closed);
        server.socket->sendBinaryMessage(encode(Pong{1, 0}) + encode(Pong{2, 0}));
        QTRY_COMPARE(closed.size(), 1);
        QCOMPARE(got, 1);
    }

    void nobodyListeningMeansWaitingAndATryLater()
    {
        QTcpServer reserved;
        QVERIFY(reserved.listen(QHostAddress::LocalHost));
        const quint16 port = reserved.serverPort();
        reserved.close();
        ServerLink link({QStringLiteral("127.0.0.1"), port}, CertificateTrust(firstFingerprint()),
            SystemClock::instance(), quick());
        link.start();
        QTRY_COMPARE(link.state(), ServerLink::State::Waiting);
        QCOMPARE(link.error()->reason, QStringLiteral("connectionRefused"));
        QVERIFY(link.retryAt() > 0);
        QSignalSpy opened(&link, &ServerLink::opened);
        EchoServer server(firstIdentity(), port);
        QVERIFY(opened.wait(patience));
        QCOMPARE(link.retryAt(), 0);
    }

    void aLostConnectionComesBack()
    {
        EchoServer server(firstIdentity());
        const auto link = openLink(server);
        QVERIFY(link);
        QSignalSpy closed(link.get(), &ServerLink::closed);
        QSignalSpy opened(link.get(), &ServerLink::opened);
        server.socket->abort();
        QVERIFY(closed.wait(patience));
        QVERIFY(opened.wait(patience));
        QCOMPARE(server.connections, 2);
    }

    void aSilentServerIsGone()
    {
        EchoServer server(firstIdentity());
        server.answersPings = false;
        const auto link = openLink(server);
        QVERIFY(link);
        QSignalSpy closed(link.get(), &ServerLink::closed);
        QVERIFY(closed.wait(patience));
        QCOMPARE(link->error()->reason, QStringLiteral("connectionLost"));
        QVERIFY(std::holds_alternative<Ping>(server.received.front()));
    }

    void aServerThatAnswersPingsIsKept()
    {
        EchoServer server(firstIdentity());
        const auto link = openLink(server);
        QVERIFY(link);
        QTRY_VERIFY(server.received.size() >= 5);
        QCOMPARE(link->state(), ServerLink::State::Open);
        QCOMPARE(server.connections, 1);
    }

    void aServerThatNeverFinishesTheHandshakeTimesOut()
    {
        QTcpServer mute;
        QVERIFY(mute.listen(QHostAddress::LocalHost));
        ServerLink link(
            {QStringLiteral("127.0.0.1"), mute.serverPort()}, CertificateTrust(), SystemClock::instance(), quick());
        link.start();
        QTRY_COMPARE(link.state(), ServerLink::State::Waiting);
        QCOMPARE(link.error()->reason, QStringLiteral("connectTimeout"));
    }

    void garbageEndsTheConnection()
    {
        EchoServer server(firstIdentity());
        const auto link = openLink(server);
        QVERIFY(link);
        QSignalSpy closed(link.get(), &ServerLink::closed);
        server.socket->sendBinaryMessage(QByteArray("\xff\xff\xff", 3));
        QVERIFY(closed.wait(patience));
        QCOMPARE(link->error()->code, ErrorCode::Corrupt);
    }

    void offlineByPolicyConnectsNowhere()
    {
        EchoServer server(firstIdentity());
        const auto link = openLink(server);
        QVERIFY(link);
        QSignalSpy closed(link.get(), &ServerLink::closed);
        link->setPolicy(NetworkPolicy::Offline);
        QCOMPARE(closed.count(), 1);
        QCOMPARE(link->state(), ServerLink::State::Offline);
        link->tryNow();
        QCOMPARE(link->state(), ServerLink::State::Offline);
        QSignalSpy opened(link.get(), &ServerLink::opened);
        link->setPolicy(NetworkPolicy::Online);
        QVERIFY(opened.wait(patience));
    }

private:
    static ServerLink::Timing quick() { return {500ms, 20ms, 200ms, 60ms, 180ms}; }

    static std::unique_ptr<ServerLink> openLink(const EchoServer &server)
    {
        auto link = std::make_unique<ServerLink>(
            server.address(), CertificateTrust(firstFingerprint()), SystemClock::instance(), quick());
        QSignalSpy opened(link.get(), &ServerLink::opened);
        link->start();
        return opened.wait(patience) ? std::move(link) : nullptr;
    }
};

QTEST_GUILESS_MAIN(TestServerLink)
#include "tst_serverlink.moc"
