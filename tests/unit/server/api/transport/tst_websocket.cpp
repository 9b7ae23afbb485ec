// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "transportfixture.h"

#include <QSignalSpy>
#include <QWebSocket>

#include <mutex>

using namespace tandem;
using namespace tandem::server;
using namespace std::chrono_literals;

namespace {

/// What happened to a session, seen from the test's thread.
struct Log
{
    std::mutex mutex;
    std::shared_ptr<WebSocketSession> session;
    QByteArrayList received;
    std::optional<WebSocketCloseCode> closed;
    int drained = 0;

    template <typename Read>
    auto get(Read read)
    {
        const std::lock_guard lock(mutex);
        return read(*this);
    }
};

class LoggingHandler final : public WebSocketHandler
{
public:
    explicit LoggingHandler(std::shared_ptr<Log> log)
        : m_log(std::move(log))
    {
    }

    void opened(const std::shared_ptr<WebSocketSession> &session) override
    {
        const std::lock_guard lock(m_log->mutex);
        m_log->session = session;
    }
    void received(const QByteArray &message) override
    {
        if (message == "throw")
            throw std::runtime_error("broken");
        const std::lock_guard lock(m_log->mutex);
        m_log->received.append(message);
        if (message == "pause")
            m_log->session->setReading(false);
    }
    void drained() override
    {
        const std::lock_guard lock(m_log->mutex);
        ++m_log->drained;
    }
    void closed(WebSocketCloseCode code) override
    {
        const std::lock_guard lock(m_log->mutex);
        m_log->closed = code;
    }

private:
    std::shared_ptr<Log> m_log;
};

}

class WebSocketTest : public QObject
{
    Q_OBJECT

    TransportFixture *m_fixture = nullptr;
    std::shared_ptr<Log> m_log;
    WebSocketLimits m_limits;

    void serve()
    {
        m_log = std::make_shared<Log>();
        m_fixture->router.addWebSocket(
            QStringLiteral("/sync"),
            [log = m_log](const HttpRequest &) -> std::unique_ptr<WebSocketHandler> {
                return std::make_unique<LoggingHandler>(log);
            },
            m_limits);
        m_fixture->router.addWebSocket(QStringLiteral("/closed"),
            [](const HttpRequest &) -> std::unique_ptr<WebSocketHandler> { return nullptr; });
        m_fixture->start();
    }

    std::unique_ptr<QWebSocket> open()
    {
        serve();
        auto socket = std::make_unique<QWebSocket>();
        connect(socket.get(), &QWebSocket::sslErrors, socket.get(), [raw = socket.get()] { raw->ignoreSslErrors(); });
        QSignalSpy connected(socket.get(), &QWebSocket::connected);
        socket->open(QUrl(QStringLiteral("wss://127.0.0.1:%1/sync").arg(m_fixture->port())));
        if (!connected.wait(30'000))
            return nullptr;
        if (!QTest::qWaitFor([&] { return session() != nullptr; }))
            return nullptr;
        return socket;
    }

    std::shared_ptr<WebSocketSession> session()
    {
        return m_log->get([](Log &log) { return log.session; });
    }

    /// 0 while it is open.
    int closeCode()
    {
        return m_log->get([](Log &log) { return log.closed ? int(*log.closed) : 0; });
    }

    /// Without running the event loop: the client neither reads nor answers meanwhile.
    int awaitedCloseCode()
    {
        QElapsedTimer clock;
        clock.start();
        while (closeCode() == 0 && clock.elapsed() < 30'000)
            std::this_thread::yield();
        return closeCode();
    }

private slots:
    void init()
    {
        m_fixture = new TransportFixture;
        m_limits = {};
    }
    void cleanup()
    {
        m_log.reset();
        delete m_fixture;
    }

    void carriesMessagesBothWays()
    {
        const auto socket = open();
        QVERIFY(socket);
        QSignalSpy arrived(socket.get(), &QWebSocket::binaryMessageReceived);
        socket->sendBinaryMessage("up");
        QTRY_COMPARE(m_log->get([](Log &log) { return log.received; }), QByteArrayList{"up"});
        for (int i = 0; i < 100; ++i)
            QVERIFY(session()->send("down " + QByteArray::number(i)));
        QTRY_COMPARE(arrived.size(), 100);
        QCOMPARE(arrived.last().first().toByteArray(), QByteArray("down 99"));
        QTRY_COMPARE(session()->queuedBytes(), 0);
        QCOMPARE(session()->peerAddress(), QStringLiteral("127.0.0.1"));
    }

    void whatWaitsTogetherLeavesTogether()
    {
        const auto socket = open();
        QVERIFY(socket);
        QSignalSpy arrived(socket.get(), &QWebSocket::binaryMessageReceived);
        const QByteArray large(2'000, 'x');
        session()->post([session = session(), large] {
            session->joinMessages(5);
            for (const char *message : {"alone", "a", "b", "c"})
                session->send(message);
            session->send(large);
            session->send("d");
        });
        QByteArrayList messages;
        QTRY_VERIFY(([&] {
            while (!arrived.isEmpty())
                messages.append(arrived.takeFirst().first().toByteArray());
            return messages.join().size() == 5 + 3 + 2'000 + 1;
        })());
        QCOMPARE(session()->queuedBytes(), 0);
        QCOMPARE(messages, (QByteArrayList{"alone", "abc", large, "d"}));
    }

    void endsWithItsCodeOnBothSides()
    {
        const auto socket = open();
        QVERIFY(socket);
        QSignalSpy disconnected(socket.get(), &QWebSocket::disconnected);
        QSignalSpy arrived(socket.get(), &QWebSocket::binaryMessageReceived);
        session()->send("last words");
        session()->close(WebSocketCloseCode::PolicyViolation, QStringLiteral("再见"));
        QVERIFY(!session()->send("too late"));
        QVERIFY(disconnected.wait(30'000));
        QCOMPARE(arrived.size(), 1);
        QCOMPARE(int(socket->closeCode()), 1008);
        QCOMPARE(socket->closeReason(), QStringLiteral("再见"));
        QTRY_COMPARE(closeCode(), int(WebSocketCloseCode::PolicyViolation));
        QTRY_COMPARE(m_fixture->server().connectionCount(), 0);
    }

    void tellsThatTheClientClosed()
    {
        const auto socket = open();
        QVERIFY(socket);
        socket->close(QWebSocketProtocol::CloseCodeGoingAway);
        QTRY_COMPARE(closeCode(), int(WebSocketCloseCode::GoingAway));
    }

    void tellsThatTheClientBroke()
    {
        const auto socket = open();
        QVERIFY(socket);
        socket->abort();
        QTRY_COMPARE(closeCode(), int(WebSocketCloseCode::Abnormal));
    }

    void refusesMessagesOverTheLimit()
    {
        m_limits.maxMessageBytes = 1000;
        const auto socket = open();
        QVERIFY(socket);
        QSignalSpy disconnected(socket.get(), &QWebSocket::disconnected);
        socket->sendBinaryMessage(QByteArray(1001, 'x'));
        QVERIFY(disconnected.wait(30'000));
        QTRY_COMPARE(closeCode(), int(WebSocketCloseCode::TooBig));
        QVERIFY(m_log->get([](Log &log) { return log.received; }).isEmpty());
    }

    void theLimitCanBeRaised()
    {
        m_limits.maxMessageBytes = 1000;
        const auto socket = open();
        QVERIFY(socket);
        session()->post([session = session()] { session->setMaxMessageBytes(2000); });
        QSignalSpy answered(socket.get(), &QWebSocket::pong);
        socket->ping();
        QVERIFY(answered.wait(30'000)); // what was posted before has run
        socket->sendBinaryMessage(QByteArray(1001, 'x'));
        QTRY_COMPARE(m_log->get([](Log &log) { return log.received.size(); }), 1);
    }

    void boundsItsQueueAndTellsWhenThereIsRoom()
    {
        m_limits.maxQueuedBytes = 1000000;
        const auto socket = open();
        QVERIFY(socket);
        // The test's event loop does not run meanwhile, so nobody reads.
        const QByteArray piece(400000, 'x');
        int sent = 0;
        while (sent < 1000 && session()->send(piece))
            ++sent;
        QVERIFY(sent >= 2 && sent < 1000);
        QVERIFY(session()->queuedBytes() <= m_limits.maxQueuedBytes);
        QSignalSpy arrived(socket.get(), &QWebSocket::binaryMessageReceived);
        QTRY_COMPARE(m_log->get([](Log &log) { return log.drained; }), 1);
        QTRY_COMPARE(arrived.size(), sent);
        QVERIFY(session()->send(piece));
    }

    void closesWhoDoesNotRead()
    {
        m_limits.writeTimeout = 200ms;
        m_limits.maxQueuedBytes = 200 * 1000 * 1000;
        const auto socket = open();
        QVERIFY(socket);
        for (int i = 0; i < 20; ++i)
            session()->send(QByteArray(4000000, 'x'));
        QCOMPARE(awaitedCloseCode(), int(WebSocketCloseCode::Abnormal));
    }

    void closesWhoIsSilent()
    {
        m_limits.idleTimeout = 200ms;
        const auto socket = open();
        QVERIFY(socket);
        // Pings keep a live client open over many periods…
        QSignalSpy disconnected(socket.get(), &QWebSocket::disconnected);
        QVERIFY(!disconnected.wait(1000));
        // …and one that does not answer is gone.
        QCOMPARE(awaitedCloseCode(), int(WebSocketCloseCode::Abnormal));
    }

    void readsNothingWhileItIsPaused()
    {
        m_limits.idleTimeout = 200ms;
        const auto socket = open();
        QVERIFY(socket);
        QSignalSpy disconnected(socket.get(), &QWebSocket::disconnected);
        for (const char *message : {"pause", "later", "last"})
            socket->sendBinaryMessage(message);
        QTRY_COMPARE(m_log->get([](Log &log) { return log.received; }), QByteArrayList{"pause"});
        // Nobody hears its pongs, which is no silence of its own; and it is written to all the while.
        QVERIFY(!disconnected.wait(1000));
        QSignalSpy arrived(socket.get(), &QWebSocket::binaryMessageReceived);
        QVERIFY(session()->send("down"));
        QVERIFY(arrived.wait(30'000));
        QCOMPARE(m_log->get([](Log &log) { return log.received.size(); }), 1);
        session()->post([session = session()] { session->setReading(true); });
        QTRY_COMPARE(m_log->get([](Log &log) { return log.received; }), (QByteArrayList{"pause", "later", "last"}));
        socket->abort();
        QTRY_COMPARE(closeCode(), int(WebSocketCloseCode::Abnormal));
    }

    void closesWhoDoesNotReadAlsoWhileItIsPaused()
    {
        m_limits.writeTimeout = 200ms;
        m_limits.maxQueuedBytes = 200 * 1000 * 1000;
        const auto socket = open();
        QVERIFY(socket);
        socket->sendBinaryMessage("pause");
        QTRY_COMPARE(m_log->get([](Log &log) { return log.received.size(); }), 1);
        for (int i = 0; i < 20; ++i)
            session()->send(QByteArray(4000000, 'x'));
        QCOMPARE(awaitedCloseCode(), int(WebSocketCloseCode::Abnormal));
    }

    /// Silence of his tells nothing then, and nothing is on its way to him that could get stuck.
    void closesWhoIsGoneWhileItIsPaused()
    {
        m_limits.writeTimeout = 200ms;
        m_limits.idleTimeout = 200ms;
        const auto socket = open();
        QVERIFY(socket);
        socket->sendBinaryMessage("pause");
        QTRY_COMPARE(m_log->get([](Log &log) { return log.received.size(); }), 1);
        QCOMPARE(awaitedCloseCode(), int(WebSocketCloseCode::Abnormal));
        QTRY_COMPARE(m_fixture->server().connectionCount(), 0);
    }

    /// The good-bye waits for the read, and the read of the broken frame for the good-bye.
    void endsThoughABrokenFrameMeetsItsGoodBye()
    {
        m_limits.writeTimeout = 200ms;
        serve();
        const auto socket = m_fixture->connect();
        QVERIFY(socket);
        socket->write("GET /sync HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                      "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n");
        QTRY_VERIFY(session());
        // The good-bye begins behind the second message.
        socket->write(QByteArray::fromHex("828500000000") + "throw" + QByteArray::fromHex("828300000000") + "end"
            + QByteArray::fromHex("0000"));
        QTRY_COMPARE(closeCode(), int(WebSocketCloseCode::InternalError));
        QTRY_COMPARE(m_fixture->server().connectionCount(), 0);
    }

    void runsWorkOnItsStrandUntilTheEnd()
    {
        const auto socket = open();
        QVERIFY(socket);
        std::atomic<int> ran = 0;
        const auto held = session();
        held->post([&] { ++ran; });
        held->postAfter(20ms, [&] { ++ran; });
        held->postAfter(1h, [&] { ran += 100; });
        QTRY_COMPARE(ran.load(), 2);
        socket->close();
        QTRY_VERIFY(closeCode() != 0);
        held->post([&] { ++ran; });
        m_fixture->server().stop();
        QCOMPARE(ran.load(), 2);
        QVERIFY(!held->send("nobody"));
    }

    void survivesAHandlerThatThrows()
    {
        const auto socket = open();
        QVERIFY(socket);
        socket->sendBinaryMessage("throw");
        QTRY_COMPARE(closeCode(), int(WebSocketCloseCode::InternalError));
    }

    void tellsClientsThatItStops()
    {
        const auto socket = open();
        QVERIFY(socket);
        QSignalSpy disconnected(socket.get(), &QWebSocket::disconnected);
        std::thread stopping([&] { m_fixture->server().stop(); });
        QVERIFY(disconnected.wait(30'000));
        stopping.join();
        QCOMPARE(int(socket->closeCode()), 1001);
        QCOMPARE(closeCode(), int(WebSocketCloseCode::GoingAway));
    }

    void refusesTheUpgrade()
    {
        QVERIFY(open());
        QVERIFY(m_fixture
                    ->ask("GET /closed HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                          "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n")
                    .startsWith("HTTP/1.1 403"));
        QVERIFY(m_fixture->ask("GET /sync HTTP/1.1\r\nHost: a\r\n\r\n").startsWith("HTTP/1.1 400"));
    }
};

QTEST_GUILESS_MAIN(WebSocketTest)
#include "tst_websocket.moc"
