// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/jobs/clamd.h"
#include "tests/support/fakeclamd.h"

#include <QTemporaryFile>
#include <QTest>

using namespace tandem;
using namespace tandem::server;

/// The conversation with a virus scanner.
class TestClamd : public QObject
{
    Q_OBJECT

private slots:
    void addressesAreRead_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("isOne");
        QTest::newRow("port") << QStringLiteral("clamd://scanner.example.com:3311") << true;
        QTest::newRow("usual port") << QStringLiteral("clamd://10.0.0.7") << true;
        QTest::newRow("socket") << QStringLiteral("clamd:///run/clamav/clamd.ctl") << true;
        QTest::newRow("nothing") << QStringLiteral("clamd://") << false;
        QTest::newRow("both") << QStringLiteral("clamd://host:3310/run/clamd.ctl") << false;
        QTest::newRow("another protocol") << QStringLiteral("https://host:3310") << false;
        QTest::newRow("a name") << QStringLiteral("localhost:3310") << false;
    }
    void addressesAreRead()
    {
        QFETCH(QString, text);
        QFETCH(bool, isOne);
        QCOMPARE(clamd::addressOf(text).has_value(), isOne);
    }

    void partsOfAnAddress()
    {
        QCOMPARE(clamd::addressOf(QStringLiteral("clamd://host"))->port, quint16(3310));
        QCOMPARE(clamd::addressOf(QStringLiteral("clamd://host:1"))->port, quint16(1));
        const auto socket = clamd::addressOf(QStringLiteral("clamd:///run/clamd.ctl"));
        QVERIFY(socket->host.isEmpty());
        QCOMPARE(socket->socket, QStringLiteral("/run/clamd.ctl"));
    }

    void whatIsFoundIsNamed()
    {
        test::FakeClamd scanner;
        QVERIFY(scanner.begin());
        QCOMPARE(scan(scanner, QByteArray(3'000'000, 'a')).valueOr(QStringLiteral("?")), QString());
        QCOMPARE(scan(scanner, {}).valueOr(QStringLiteral("?")), QString());
        QCOMPARE(scan(scanner, QByteArray(500'000, 'a') + "virus").valueOr({}), QStringLiteral("Test.Virus"));
    }

    void aScannerThatGivesNoVerdictIsUnreachable()
    {
        test::FakeClamd scanner;
        scanner.setMostBytes(100'000);
        QVERIFY(scanner.begin());
        const Error tooLarge = scan(scanner, QByteArray(8'000'000, 'a')).error();
        QCOMPARE(tooLarge.code, ErrorCode::Unavailable);
        QCOMPARE(tooLarge.reason, QStringLiteral("scannerUnreachable"));
        scanner.finish();
        QCOMPARE(scan(scanner, "a").error().reason, QStringLiteral("scannerUnreachable"));
    }

    /// Many wait behind a scanner that hangs, and all of them when the server ends.
    void whoseTimeIsOverAsksNobody()
    {
        QTcpServer server;
        QVERIFY(server.listen(QHostAddress::LocalHost));
        const clamd::Address address{QStringLiteral("127.0.0.1"), server.serverPort(), {}};
        QTemporaryFile file;
        QVERIFY(file.open());
        const std::atomic<bool> goesOn = false;
        const std::atomic<bool> cancelled = true;
        for (const auto &answer : {clamd::scan(address, file, QDeadlineTimer(0), goesOn),
                 clamd::scan(address, file, QDeadlineTimer(30'000), cancelled)})
            QCOMPARE(answer.error().reason, QStringLiteral("scannerUnreachable"));
        QVERIFY(!server.waitForNewConnection(0));
    }

private:
    static Result<QString> scan(const test::FakeClamd &scanner, const QByteArray &content)
    {
        QTemporaryFile file;
        if (!file.open() || file.write(content) != content.size() || !file.seek(0))
            return Error::internal(QStringLiteral("no file"));
        const std::atomic<bool> cancelled = false;
        return clamd::scan(*clamd::addressOf(scanner.address()), file, QDeadlineTimer(30'000), cancelled);
    }
};

QTEST_GUILESS_MAIN(TestClamd)
#include "tst_clamd.moc"
