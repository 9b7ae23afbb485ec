// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "transportfixture.h"

#include "server/api/transport/bodysink.h"

#include <QCryptographicHash>
#include <QJsonObject>
#include <QSemaphore>
#include <QSignalSpy>
#include <QTest>
#include <QTimer>

#include <thread>

using namespace tandem;
using namespace tandem::server;
using namespace std::chrono_literals;

namespace {

void echo(const HttpRequest &request, const Responder &responder)
{
    responder.respond(HttpResponse::text(
        200, request.body.isEmpty() ? request.parameters.value(QStringLiteral("name")).toUtf8() : request.body));
}

class CountingSink final : public BodySink
{
public:
    explicit CountingSink(std::shared_ptr<std::atomic<int>> alive)
        : m_alive(std::move(alive))
    {
        ++*m_alive;
    }
    ~CountingSink() override { --*m_alive; }
    Result<void> write(QByteArrayView piece) override
    {
        bytes += piece.size();
        largest = std::max(largest, piece.size());
        return {};
    }
    qint64 bytes = 0;
    qsizetype largest = 0;

private:
    std::shared_ptr<std::atomic<int>> m_alive;
};

QByteArray statusOf(const QByteArray &answer)
{
    return answer.mid(9, 3);
}

QByteArray bodyOf(const QByteArray &answer)
{
    return answer.mid(answer.indexOf("\r\n\r\n") + 4);
}

}

class TransportServerTest : public QObject
{
    Q_OBJECT

private slots:
    void answersWithSecurityHeaders()
    {
        TransportFixture fixture;
        fixture.router.add(HttpMethod::Get, QStringLiteral("/hello/{name}"), echo);
        fixture.start();
        const QByteArray answer = fixture.ask("GET /hello/%E5%B0%8F%E7%8E%8B?x=1 HTTP/1.1\r\nHost: a\r\n\r\n");
        QCOMPARE(statusOf(answer), QByteArray("200"));
        QCOMPARE(bodyOf(answer), QByteArray("小王"));
        for (const char *name : {"X-Content-Type-Options: nosniff", "X-Frame-Options: DENY", "Content-Security-Policy:",
                 "Strict-Transport-Security:", "Cache-Control: no-store", "Connection: keep-alive", "Date: "})
            QVERIFY2(answer.contains(name), name);
    }

    void answersPipelinedRequestsInOrder()
    {
        TransportFixture fixture;
        fixture.router.add(HttpMethod::Get, QStringLiteral("/hello/{name}"), echo);
        fixture.router.add(HttpMethod::Post, QStringLiteral("/echo"), echo);
        fixture.start();
        const auto socket = fixture.connect();
        QVERIFY(socket);
        socket->write(
            "GET /hello/1 HTTP/1.1\r\nHost: a\r\n\r\n"
            "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\ntwo"
            "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nthr\r\n2\r\nee\r\n0\r\n\r\n"
            "GET /hello/4 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
        QByteArray all;
        while (socket->waitForReadyRead(30'000)) // until the server ends it
            all += socket->readAll();
        all += socket->readAll();
        QCOMPARE(all.count("HTTP/1.1 200 OK"), 4);
        const qsizetype one = all.indexOf("\r\n\r\n1"), two = all.indexOf("\r\n\r\ntwo"),
                        three = all.indexOf("\r\n\r\nthree"), four = all.indexOf("\r\n\r\n4");
        QVERIFY(one > 0 && one < two && two < three && three < four);
        QCOMPARE(socket->state(), QAbstractSocket::UnconnectedState);
    }

    void answersFromAnotherThread()
    {
        TransportFixture fixture;
        std::thread worker;
        fixture.router.add(
            HttpMethod::Get, QStringLiteral("/later"), [&](const HttpRequest &, const Responder &responder) {
                worker = std::thread([responder] {
                    responder.respond(HttpResponse::text(200, "first"));
                    responder.respond(HttpResponse::text(200, "second"));
                });
            });
        fixture.router.add(HttpMethod::Get, QStringLiteral("/never"), [](const HttpRequest &, const Responder &) {});
        fixture.router.add(HttpMethod::Get, QStringLiteral("/throws"),
            [](const HttpRequest &, const Responder &) { throw std::runtime_error("broken"); });
        fixture.start();
        QCOMPARE(bodyOf(fixture.ask("GET /later HTTP/1.1\r\nHost: a\r\n\r\n")), QByteArray("first"));
        QCOMPARE(statusOf(fixture.ask("GET /never HTTP/1.1\r\nHost: a\r\n\r\n")), QByteArray("500"));
        QCOMPARE(statusOf(fixture.ask("GET /throws HTTP/1.1\r\nHost: a\r\n\r\n")), QByteArray("500"));
        worker.join();
    }

    void refusesBadRequests_data()
    {
        QTest::addColumn<QByteArray>("request");
        QTest::addColumn<QByteArray>("status");
        QTest::newRow("garbage") << QByteArray("\x01\x02 what is this\r\n\r\n") << QByteArray("400");
        QTest::newRow("no path") << QByteArray("GET x HTTP/1.1\r\nHost: a\r\n\r\n") << QByteArray("400");
        QTest::newRow("zero byte") << QByteArray("GET /hello/%00 HTTP/1.1\r\nHost: a\r\n\r\n") << QByteArray("400");
        QTest::newRow("not UTF-8") << QByteArray("GET /hello/%ff HTTP/1.1\r\nHost: a\r\n\r\n") << QByteArray("400");
        QTest::newRow("unknown path") << QByteArray("GET /nowhere HTTP/1.1\r\nHost: a\r\n\r\n") << QByteArray("404");
        QTest::newRow("wrong method") << QByteArray("DELETE /hello/x HTTP/1.1\r\nHost: a\r\n\r\n") << QByteArray("405");
        QTest::newRow("unknown method") << QByteArray("BREW /hello/x HTTP/1.1\r\nHost: a\r\n\r\n") << QByteArray("405");
        QTest::newRow("long address") << "GET /hello/" + QByteArray(9000, 'x') + " HTTP/1.1\r\nHost: a\r\n\r\n"
                                      << QByteArray("414");
        QTest::newRow("long header") << "GET /hello/x HTTP/1.1\r\nHost: a\r\nX: " + QByteArray(70000, 'x') + "\r\n\r\n"
                                     << QByteArray("431");
        QTest::newRow("announced body") << QByteArray(
            "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999\r\n\r\n")
                                        << QByteArray("413");
        QTest::newRow("announced body beyond 63 bits")
            << QByteArray("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 18446744073709551615\r\n\r\n")
            << QByteArray("413");
        QTest::newRow("chunked body") << "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1000\r\n"
                + QByteArray(4096, 'x')
                + "\r\n0\r\n\r\n" << QByteArray("413");
        QTest::newRow("bad chunk") << QByteArray(
            "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n\r\n")
                                   << QByteArray("400");
        QTest::newRow("bad length") << QByteArray("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: -5\r\n\r\n")
                                    << QByteArray("400");
        QTest::newRow("expectation") << QByteArray(
            "POST /echo HTTP/1.1\r\nHost: a\r\nExpect: tea\r\nContent-Length: 5\r\n\r\n")
                                     << QByteArray("417");
    }

    void refusesBadRequests()
    {
        QFETCH(QByteArray, request);
        QFETCH(QByteArray, status);
        TransportFixture fixture;
        Router::Options small;
        small.maxBodyBytes = 1000;
        fixture.router.add(HttpMethod::Get, QStringLiteral("/hello/{name}"), echo);
        fixture.router.add(HttpMethod::Post, QStringLiteral("/echo"), echo, small);
        fixture.start();
        QCOMPARE(statusOf(fixture.ask(request)), status);
        QCOMPARE(statusOf(fixture.ask("GET /hello/x HTTP/1.1\r\nHost: a\r\n\r\n")), QByteArray("200")); // and lives on
    }

    void answersExpectContinue()
    {
        TransportFixture fixture;
        fixture.router.add(HttpMethod::Post, QStringLiteral("/echo"), echo);
        fixture.start();
        const auto socket = fixture.connect();
        QVERIFY(socket);
        socket->write("POST /echo HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n");
        QVERIFY(TransportFixture::readAnswer(*socket).startsWith("HTTP/1.1 100 Continue"));
        socket->write("hello");
        QCOMPARE(bodyOf(TransportFixture::readAnswer(*socket)), QByteArray("hello"));
    }

    void cutsSlowSenders()
    {
        TransportFixture fixture;
        fixture.options.headerTimeout = 300ms;
        fixture.options.bodyTimeout = 300ms;
        fixture.router.add(HttpMethod::Post, QStringLiteral("/echo"), echo);
        fixture.start();
        for (const QByteArray &beginning :
            {QByteArray("POST /echo HT"), QByteArray("POST /echo HTTP/1.1\r\nContent-Length: 500\r\n\r\nhe")}) {
            const auto socket = fixture.connect();
            QVERIFY(socket);
            QSignalSpy disconnected(socket.get(), &QSslSocket::disconnected);
            // A byte now and then does not buy more time.
            QTimer drip;
            connect(&drip, &QTimer::timeout, socket.get(), [&] { socket->write("x"); });
            drip.start(50);
            socket->write(beginning);
            QVERIFY(disconnected.wait(30'000));
        }
        QTRY_COMPARE(fixture.server().connectionCount(), 0);
    }

    void streamsABigBodyWithoutHoldingIt()
    {
        TransportFixture fixture;
        constexpr qint64 total = 100 * 1024 * 1024;
        const auto alive = std::make_shared<std::atomic<int>>(0);
        Router::Options options;
        options.maxBodyBytes = total;
        options.sink = [alive](const HttpRequest &) -> Result<std::shared_ptr<BodySink>> {
            return std::shared_ptr<BodySink>(std::make_shared<CountingSink>(alive));
        };
        fixture.router.add(
            HttpMethod::Put, QStringLiteral("/upload"),
            [](const HttpRequest &request, const Responder &responder) {
                const auto &sink = static_cast<const CountingSink &>(*request.sink);
                responder.respond(
                    HttpResponse::text(200, QByteArray::number(sink.bytes) + ' ' + QByteArray::number(sink.largest)));
            },
            options);
        fixture.start();
        const auto socket = fixture.connect();
        QVERIFY(socket);
        socket->write("PUT /upload HTTP/1.1\r\nHost: a\r\nContent-Length: " + QByteArray::number(total) + "\r\n\r\n");
        const QByteArray piece(1024 * 1024, 'x');
        for (qint64 sent = 0; sent < total; sent += piece.size()) {
            socket->write(piece);
            while (socket->bytesToWrite() + socket->encryptedBytesToWrite() > piece.size())
                QVERIFY(socket->waitForBytesWritten(5000));
        }
        const QList<QByteArray> counted = bodyOf(TransportFixture::readAnswer(*socket, 20000)).split(' ');
        QCOMPARE(counted.size(), 2);
        QCOMPARE(counted[0].toLongLong(), total);
        QVERIFY(counted[1].toLongLong() <= 64 * 1024);
        QTRY_COMPARE(alive->load(), 0);

        // A client that goes away in the middle: the sink dies and can undo.
        const auto second = fixture.connect();
        second->write("PUT /upload HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\n\r\nabc");
        second->flush();
        QTRY_COMPARE(alive->load(), 1);
        second->abort();
        QTRY_COMPARE(alive->load(), 0);
    }

    void sendsBodiesOfAnySize()
    {
        TransportFixture fixture;
        fixture.router.add(HttpMethod::Get, QStringLiteral("/bytes/{count}"),
            [](const HttpRequest &request, const Responder &responder) {
                const int count = request.parameters.value(QStringLiteral("count")).toInt();
                responder.respond(HttpResponse::text(200, QByteArray(count, 'x')));
            });
        fixture.start();
        for (const int count : {0, 1, 14 * 1024, 14 * 1024 + 1, 64 * 1024, 100000, 5000000})
            QCOMPARE(
                bodyOf(fixture.ask("GET /bytes/" + QByteArray::number(count) + " HTTP/1.1\r\nHost: a\r\n\r\n")).size(),
                count);
    }

    void sendsAPartOfAFile()
    {
        TransportFixture fixture;
        QFile file(fixture.path(QStringLiteral("big")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QByteArray content(300000, Qt::Uninitialized);
        for (qsizetype i = 0; i < content.size(); ++i)
            content[i] = char('a' + i % 23);
        file.write(content);
        file.close();
        fixture.router.add(
            HttpMethod::Get, QStringLiteral("/file"), [&](const HttpRequest &, const Responder &responder) {
                HttpResponse response;
                response.file = HttpResponse::FileBody{file.fileName(), 100, 250000};
                responder.respond(response);
            });
        fixture.start();
        QCOMPARE(bodyOf(fixture.ask("GET /file HTTP/1.1\r\nHost: a\r\n\r\n")), content.mid(100, 250000));
        const auto socket = fixture.connect();
        socket->write("HEAD /file HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
        QByteArray head;
        while (socket->waitForReadyRead(30'000)) // until the server ends it
            head += socket->readAll();
        QVERIFY(head.contains("Content-Length: 250000\r\n"));
        QVERIFY(head.endsWith("\r\n\r\n"));
    }

    void limitsConnectionsPerServer()
    {
        TransportFixture fixture;
        fixture.options.maxConnections = 2;
        fixture.router.add(HttpMethod::Get, QStringLiteral("/hello/{name}"), echo);
        fixture.start();
        auto first = fixture.connect();
        const auto second = fixture.connect();
        QVERIFY(first && second);
        QVERIFY(!fixture.connect());
        first.reset();
        QTRY_COMPARE(fixture.server().connectionCount(), 1);
        QVERIFY(fixture.connect());
        QVERIFY(fixture.metrics.toText().contains("tandem_connections_refused_total 1\n"));
    }

    void finishesWhatRunsWhenItStops()
    {
        TransportFixture fixture;
        std::optional<Responder> waiting;
        QSemaphore arrived;
        fixture.router.add(
            HttpMethod::Get, QStringLiteral("/slow"), [&](const HttpRequest &, const Responder &responder) {
                waiting = responder;
                arrived.release();
            });
        fixture.start();
        const auto socket = fixture.connect();
        QVERIFY(socket);
        socket->write("GET /slow HTTP/1.1\r\nHost: a\r\n\r\n");
        socket->flush();
        QVERIFY(arrived.tryAcquire(1, 5000));
        std::thread stopping([&] { fixture.server().stop(); });
        waiting->respond(HttpResponse::text(200, "done"));
        waiting.reset();
        QCOMPARE(bodyOf(TransportFixture::readAnswer(*socket)), QByteArray("done"));
        stopping.join();
        QCOMPARE(fixture.server().connectionCount(), 0);
    }

    void answersAfterTheServerIsGone()
    {
        std::optional<Responder> kept;
        {
            TransportFixture fixture;
            QSemaphore arrived;
            fixture.router.add(
                HttpMethod::Get, QStringLiteral("/slow"), [&](const HttpRequest &, const Responder &responder) {
                    kept = responder;
                    arrived.release();
                });
            fixture.start();
            const auto socket = fixture.connect();
            socket->write("GET /slow HTTP/1.1\r\nHost: a\r\n\r\n");
            socket->flush();
            QVERIFY(arrived.tryAcquire(1, 5000));
            fixture.server().stop(50ms);
        }
        kept->respond(HttpResponse::text(200, "nobody listens"));
    }

    void tellsWhyItCannotListen()
    {
        TransportFixture fixture;
        fixture.start();
        TransportOptions options = fixture.options;
        options.port = fixture.port();
        TransportServer second(options, fixture.router, nullptr);
        const auto taken = second.start();
        QVERIFY(!taken);
        QCOMPARE(taken.error().reason, QStringLiteral("portInUse"));
        options.address = QStringLiteral("not an address");
        QCOMPARE(
            TransportServer(options, fixture.router, nullptr).start().error().reason, QStringLiteral("cannotListen"));
        options.certificate->keyPath = fixture.path(QStringLiteral("missing"));
        QCOMPARE(TransportServer(options, fixture.router, nullptr).start().error().reason,
            QStringLiteral("certificateUnreadable"));
    }

    void holdsAThousandIdleConnections()
    {
        TransportFixture fixture;
        fixture.options.headerTimeout = 600s; // a thousand handshakes under a sanitizer take more than a minute
        fixture.router.add(HttpMethod::Get, QStringLiteral("/hello/{name}"), echo);
        fixture.start();
        std::vector<std::unique_ptr<QSslSocket>> sockets;
        for (int i = 0; i < 1000; ++i) {
            sockets.push_back(fixture.connect());
            if (!sockets.back()) {
                if (i > 400)
                    QSKIP("too few file descriptors here");
                QFAIL("connection refused");
            }
        }
        // A client is done with its handshake before the server is.
        QTRY_COMPARE_WITH_TIMEOUT(fixture.server().connectionCount(), 1000, 30000);
        QCOMPARE(bodyOf(fixture.ask("GET /hello/quick HTTP/1.1\r\nHost: a\r\n\r\n")), QByteArray("quick"));
        QCOMPARE(statusOf([&] {
            sockets[500]->write("GET /hello/old HTTP/1.1\r\nHost: a\r\n\r\n");
            return TransportFixture::readAnswer(*sockets[500]);
        }()),
            QByteArray("200"));
        sockets.clear();
        QTRY_COMPARE_WITH_TIMEOUT(fixture.server().connectionCount(), 0, 10000);
    }
};

QTEST_GUILESS_MAIN(TransportServerTest)
#include "tst_transportserver.moc"
