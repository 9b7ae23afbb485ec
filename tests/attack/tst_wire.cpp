// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/base/errortext.h"
#include "shared/protocol/limits.h"
#include "shared/protocol/message.h"
#include "tests/support/daemonprocess.h"
#include "tests/support/testdatabaseurl.h"
#include "wirecaller.h"

#include <QElapsedTimer>
#include <QProcess>
#include <QRandomGenerator>
#include <QTest>
#include <QTimer>

using namespace tandem;
using namespace tandem::test;

/// Bytes that are no Tandem, on the one port that is open to the world.
class TestWire : public QObject
{
    Q_OBJECT

    DaemonProcess m_daemon;

    static Hello hello()
    {
        Hello hello;
        hello.device = newRecordId();
        hello.deviceName = QStringLiteral("test");
        hello.password = PasswordSignIn{QStringLiteral("admin"), QStringLiteral("wrong password")};
        return hello;
    }

    /// What the daemon answers until it closes.
    static QByteArray answerOf(QAbstractSocket &socket)
    {
        QByteArray all;
        while (socket.state() == QAbstractSocket::ConnectedState && socket.waitForReadyRead(30'000))
            all += socket.readAll();
        return all + socket.readAll();
    }

    static QByteArray randomBytes(QRandomGenerator &random, int size)
    {
        QByteArray bytes(size, Qt::Uninitialized);
        for (char &byte : bytes)
            byte = char(random.bounded(256));
        return bytes;
    }

private slots:
    void initTestCase()
    {
        QVERIFY2(m_daemon.start(), m_daemon.standardError().constData());
        QVERIFY(m_daemon.signInAsAdministrator());
    }

    void cleanup()
    {
        QCOMPARE(m_daemon.process().state(), QProcess::Running);
        QCOMPARE(m_daemon.ask("GET", QStringLiteral("/api/v1/me")).status, 200);
    }

    void framesThatAreNoMessages_data()
    {
        QTest::addColumn<QByteArray>("frame");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("zero byte") << QByteArray(1, '\0');
        QTest::newRow("text") << QByteArray("GET / HTTP/1.1\r\n\r\n");
        QTest::newRow("JSON") << QByteArray("{\"type\":1}");
        QTest::newRow("empty array") << QByteArray::fromHex("80");
        QTest::newRow("array without end") << QByteArray::fromHex("9f");
        QTest::newRow("very long array") << QByteArray::fromHex("9bffffffffffffffff");
        QTest::newRow("long array") << QByteArray::fromHex("9b00000000ffffffff01");
        QTest::newRow("very long bytes") << QByteArray::fromHex("82015bffffffffffffffff");
        QTest::newRow("long text") << QByteArray::fromHex("82017a7fffffff");
        QTest::newRow("break") << QByteArray::fromHex("ff");
        QTest::newRow("reserved") << QByteArray::fromHex("1c1d1e1f");
        QTest::newRow("deep") << QByteArray(100'000, char(0x81));
        QTest::newRow("deep maps") << QByteArray::fromHex("a100").repeated(50'000);
        QTest::newRow("deep tags") << QByteArray(100'000, char(0xc1));
        QTest::newRow("hello of nothing") << QByteArray::fromHex("8101");
        QTest::newRow("hello of floats") << QByteArray::fromHex("8601fb7ff8000000000000f97e00f6f5f4");
    }

    void framesThatAreNoMessages()
    {
        QFETCH(QByteArray, frame);
        WireCaller caller(m_daemon.webSocketUrl());
        QVERIFY(caller.open());
        caller.socket.sendBinaryMessage(frame);
        QVERIFY(caller.closed());
        QVERIFY(caller.said<Bye>() || caller.said<Refused>());
        QVERIFY(!caller.said<Welcome>());
    }

    void damagedHellos()
    {
        const QByteArray good = encode(hello());
        QList<QByteArray> frames;
        for (qsizetype i = 0; i < good.size(); i += 3)
            frames.append(good.first(i));
        QRandomGenerator random(20260711);
        for (int i = 0; i < 60; ++i) {
            QByteArray bad = good;
            for (int flips = 0; flips < 3; ++flips)
                bad[random.bounded(int(bad.size()))] = char(random.bounded(256));
            frames.append(bad);
        }
        for (int i = 0; i < 30; ++i)
            frames.append(randomBytes(random, 1 + random.bounded(4000)));
        std::vector<std::unique_ptr<WireCaller>> callers;
        for (const QByteArray &frame : frames) {
            auto &caller = callers.emplace_back(std::make_unique<WireCaller>(m_daemon.webSocketUrl()));
            QObject::connect(&caller->socket, &QWebSocket::connected, &caller->socket,
                [raw = caller.get(), frame] { raw->socket.sendBinaryMessage(frame); });
        }
        for (const auto &caller : callers) {
            QVERIFY(caller->closed());
            QVERIFY(!caller->said<Welcome>());
        }
    }

    void messagesBeforeTheWelcome()
    {
        const Message early[] = {Push{}, Pull{0, 10}, SnapshotRequest{40, {}, 10}, Welcome{}, Changes{}};
        for (const Message &message : early) {
            WireCaller caller(m_daemon.webSocketUrl());
            QVERIFY(caller.open());
            caller.socket.sendBinaryMessage(encode(message));
            QVERIFY(caller.closed());
            const auto bye = caller.said<Bye>();
            QVERIFY(bye);
            QCOMPARE(bye->reason, QStringLiteral("protocolError"));
        }
    }

    void otherProtocols_data()
    {
        QTest::addColumn<int>("oldest");
        QTest::addColumn<int>("newest");
        QTest::addColumn<QString>("reason");
        QTest::newRow("newer") << 98 << 99 << QStringLiteral("clientTooNew");
        QTest::newRow("older") << 0 << 0 << QStringLiteral("clientTooOld");
        QTest::newRow("turned round") << 99 << 0 << QStringLiteral("clientTooOld");
    }

    void otherProtocols()
    {
        QFETCH(int, oldest);
        QFETCH(int, newest);
        Hello other = hello();
        other.protocolOldest = oldest;
        other.protocolNewest = newest;
        WireCaller caller(m_daemon.webSocketUrl());
        QVERIFY(caller.open());
        caller.socket.sendBinaryMessage(encode(other));
        QVERIFY(caller.closed());
        const auto refused = caller.said<Refused>();
        QVERIFY(refused);
        QCOMPARE(refused->error.code, ErrorCode::Unsupported);
        QTEST(refused->error.reason, "reason");
        QVERIFY(refused->error.arguments.contains(QStringLiteral("newest")));
        QVERIFY(hasErrorText(refused->error.reason));
    }

    void messageTooLarge()
    {
        WireCaller caller(m_daemon.webSocketUrl());
        QVERIFY(caller.open());
        caller.socket.sendBinaryMessage(QByteArray(limits::messageBytes + 1, 'x'));
        QVERIFY(caller.closed());
        QVERIFY(!caller.said<Welcome>());
    }

    void wrongTokens()
    {
        for (const QByteArray &token : {QByteArray("x"), QByteArray(100'000, 'a'), QByteArray("\0\xff", 2)}) {
            Hello bad = hello();
            bad.password.reset();
            bad.token = token;
            WireCaller caller(m_daemon.webSocketUrl());
            QVERIFY(caller.open());
            caller.socket.sendBinaryMessage(encode(bad));
            QVERIFY(caller.closed());
            const auto refused = caller.said<Refused>();
            QVERIFY(refused);
            QCOMPARE(refused->error.code, ErrorCode::Unauthenticated);
        }
    }

    void noTls()
    {
        QRandomGenerator random(7);
        for (const QByteArray &bytes : {QByteArray("GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n"),
                 QByteArray("\x16\x03\x01\xff\xff\x01", 6) + randomBytes(random, 70'000), randomBytes(random, 5000)}) {
            QTcpSocket socket;
            socket.connectToHost(QStringLiteral("127.0.0.1"), m_daemon.port());
            QVERIFY(socket.waitForConnected(30'000));
            socket.write(bytes);
            const QByteArray answer = answerOf(socket);
            QVERIFY(!answer.contains("200"));
            QVERIFY(socket.state() != QAbstractSocket::ConnectedState);
        }
    }

    void requestsOfOddShape_data()
    {
        QTest::addColumn<QByteArray>("request");
        QTest::addColumn<QByteArray>("status");
        const QByteArray line = "POST /api/v1/sign-in HTTP/1.1\r\nHost: x\r\n";
        QTest::newRow("no HTTP") << QByteArray("\1\2\3\4\r\n\r\n") << QByteArray("400");
        QTest::newRow("header too large") << line + "X: " + QByteArray(100'000, 'x') + "\r\n\r\n" << QByteArray("431");
        QTest::newRow("headers too many") << line + QByteArray("X: y\r\n").repeated(20'000) + "\r\n"
                                          << QByteArray("431");
        QTest::newRow("URL too long") << "GET /" + QByteArray(20'000, 'x') + " HTTP/1.1\r\nHost: x\r\n\r\n"
                                      << QByteArray("414");
        QTest::newRow("body too large") << line + "Content-Length: 10000000000\r\n\r\n" << QByteArray("413");
        QTest::newRow("length is no number") << line + "Content-Length: -1\r\n\r\n" << QByteArray("400");
        QTest::newRow("two lengths") << line + "Content-Length: 1\r\nContent-Length: 2\r\n\r\nxx" << QByteArray("400");
        QTest::newRow("length and chunks") << line + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
                                           << QByteArray("400");
        QTest::newRow("bad chunk") << line + "Transfer-Encoding: chunked\r\n\r\nzz\r\nxx\r\n" << QByteArray("400");
        QTest::newRow("chunks without end") << line + "Transfer-Encoding: chunked\r\n\r\n"
                + ("10000\r\n" + QByteArray(0x10000, 'x') + "\r\n").repeated(200)
                                            << QByteArray("413");
        QTest::newRow("unknown expectation") << line + "Expect: miracles\r\nContent-Length: 1\r\n\r\n"
                                             << QByteArray("417");
        QTest::newRow("upgrade elsewhere")
            << QByteArray("GET /api/v1/me HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n")
            << QByteArray("401");
        QTest::newRow("sync without upgrade") << QByteArray("GET /sync HTTP/1.1\r\nHost: x\r\n\r\n") << QByteArray("4");
    }

    void requestsOfOddShape()
    {
        QFETCH(QByteArray, request);
        QFETCH(QByteArray, status);
        const auto socket = m_daemon.openTls();
        QVERIFY(socket);
        socket->write(request);
        QByteArray answer;
        while (!answer.contains("\r\n\r\n") && socket->state() == QAbstractSocket::ConnectedState
            && socket->waitForReadyRead(30'000))
            answer += socket->readAll();
        QVERIFY2(answer.startsWith("HTTP/1.1 " + status), answer.left(200).constData());
    }

    /// Whoever sends a byte now and then is not waited for: neither in the handshake, nor in a head, nor in a body.
    void slowSenders()
    {
        if (testdatabase::isPostgresql())
            QSKIP("takes long, and no database has a part in it");
        QTcpSocket silent;
        silent.connectToHost(QStringLiteral("127.0.0.1"), m_daemon.port());
        QVERIFY(silent.waitForConnected(30'000));
        const auto head = m_daemon.openTls();
        const auto body = m_daemon.openTls();
        QVERIFY(head && body);
        head->write("GET /healthz HTTP/1.1\r\nX-Slow: ");
        body->write("POST /api/v1/sign-in HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n{");
        QTimer drip;
        connect(&drip, &QTimer::timeout, this, [&] {
            head->write("x");
            body->write(" ");
        });
        drip.start(500);
        WireCaller mute(m_daemon.webSocketUrl()); // open, and no hello
        QVERIFY(mute.open());
        const auto ended = [](const QAbstractSocket &socket) {
            return socket.state() == QAbstractSocket::UnconnectedState;
        };
        QVERIFY(
            QTest::qWaitFor([&] { return ended(silent) && ended(*head) && ended(*body) && mute.isClosed; }, 90'000));
        const auto bye = mute.said<Bye>();
        QVERIFY(bye);
        QCOMPARE(bye->reason, QStringLiteral("idle"));
    }

    void manyAtOnce()
    {
        std::vector<std::unique_ptr<QTcpSocket>> sockets;
        for (int i = 0; i < 300; ++i) {
            auto &socket = sockets.emplace_back(std::make_unique<QTcpSocket>());
            socket->connectToHost(QStringLiteral("127.0.0.1"), m_daemon.port());
        }
        QCOMPARE(m_daemon.ask("GET", QStringLiteral("/healthz")).status, 200);
    }
};

QTEST_GUILESS_MAIN(TestWire)
#include "tst_wire.moc"
