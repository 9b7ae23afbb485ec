// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/daemonprocess.h"

#include <QChar>
#include <QJsonArray>
#include <QProcess>
#include <QStringEncoder>
#include <QTest>

using namespace tandem::test;

/// Files as people really send them: in other encodings, cut off, too large, not meant for this.
class TestFiles : public QObject
{
    Q_OBJECT

    DaemonProcess m_daemon;

    DaemonProcess::Answer import(const QByteArray &csv, const QString &entity = QStringLiteral("account"))
    {
        return m_daemon.ask("POST", QStringLiteral("/api/v1/import/") + entity, csv);
    }

    /// Also says that it is there once.
    bool hasAccount(const QString &name)
    {
        const auto found = m_daemon.askEncoded("GET",
            "/api/v1/account?fields=name&filter="
                + QStringLiteral("name = '%1'").arg(name).toUtf8().toPercentEncoding());
        return found.json().value(QLatin1String("items")).toArray().size() == 1;
    }

    /// The first bytes of the answer to a request whose body never comes.
    QByteArray answerToHead(const QByteArray &head)
    {
        const auto socket = m_daemon.openTls();
        if (!socket)
            return {};
        socket->write(head);
        return socket->waitForReadyRead(30'000) ? socket->readAll() : QByteArray();
    }

    static QByteArray utf16(const QString &text, bool bigEndian, bool mark)
    {
        QByteArray bytes;
        for (const QChar c : (mark ? QString(QChar(0xfeff)) : QString()) + text) {
            const char low = char(c.unicode() & 0xff);
            const char high = char(c.unicode() >> 8);
            bytes += bigEndian ? high : low;
            bytes += bigEndian ? low : high;
        }
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
        QCOMPARE(m_daemon.ask("GET", QStringLiteral("/readyz")).status, 200);
    }

    void encodings_data()
    {
        QTest::addColumn<QByteArray>("csv");
        QTest::addColumn<QString>("name");
        const auto text = [](const QString &name) {
            return QStringLiteral("客户名称,网站\r\n%1,https://example.com\r\n").arg(name);
        };
        QString name = QStringLiteral("远景科技一");
        QTest::newRow("UTF-8") << text(name).toUtf8() << name;
        name = QStringLiteral("远景科技二");
        QTest::newRow("UTF-8 with mark") << "\xef\xbb\xbf" + text(name).toUtf8() << name;
        name = QStringLiteral("远景科技三");
        QTest::newRow("UTF-16LE with mark") << utf16(text(name), false, true) << name;
        name = QStringLiteral("远景科技四");
        QTest::newRow("UTF-16BE with mark") << utf16(text(name), true, true) << name;
        name = QStringLiteral("Plain sixteen");
        QTest::newRow("UTF-16LE without mark")
            << utf16(QStringLiteral("name,website\n") + name + QStringLiteral(",\n"), false, false) << name;
        QStringEncoder gb("GB18030");
        if (gb.isValid()) {
            name = QStringLiteral("远景科技五");
            QTest::newRow("GB18030") << QByteArray(gb(text(name))) << name;
        }
    }

    void encodings()
    {
        QFETCH(QByteArray, csv);
        QFETCH(QString, name);
        const auto answer = import(csv);
        QVERIFY2(answer.status == 200, answer.body.constData());
        QVERIFY2(answer.json().value(QLatin1String("created")).toInt() == 1, answer.body.constData());
        QVERIFY(hasAccount(name));
    }

    void refusedAsAWhole_data()
    {
        QTest::addColumn<QByteArray>("csv");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("only line ends") << QByteArray("\n\n\r\n");
        QTest::newRow("columns of something else") << QByteArray("Kraut,Rüben\n1,2\n");
        QTest::newRow("a picture") << QByteArray("\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1", 20) + QByteArray(500, '\xfe');
        QTest::newRow("zeros") << QByteArray(100'000, '\0');
    }

    void refusedAsAWhole()
    {
        QFETCH(QByteArray, csv);
        const auto answer = import(csv);
        QVERIFY2(answer.status >= 400 && answer.status < 500,
            (QByteArray::number(answer.status) + answer.body.left(500)).constData());
        QVERIFY(!answer.reason().isEmpty());
        QVERIFY(!answer.message().isEmpty());
    }

    void rowsThatCannotBeKeepTheOthers()
    {
        QByteArray csv = "name,website,employees\n";
        csv += "First good,https://a.example,1\n";
        csv += "Huge,\"" + QByteArray(10 * 1024 * 1024, 'x') + "\",1\n";
        csv += "Second good,https://b.example,2\n";
        csv += "Too many cells,https://c.example,3,4,5,6\n";
        csv += "No number,https://d.example,many\n";
        csv += ",https://e.example,1\n";
        csv += QByteArray(300, 'n') + ",https://f.example,1\n";
        csv += "Third good,https://g.example,3\n";
        csv += "Not closed,\"https://h.example,3\n";
        const auto answer = import(csv);
        QVERIFY2(answer.status == 200, answer.body.left(500).constData());
        QCOMPARE(answer.json().value(QLatin1String("created")).toInt(), 3);
        QCOMPARE(answer.json().value(QLatin1String("failed")).toInt(), 6);
        for (const char *name : {"First good", "Second good", "Third good"})
            QVERIFY2(hasAccount(QLatin1String(name)), name);
        QStringList reasons;
        for (const QJsonValue &error : answer.json().value(QLatin1String("errors")).toArray()) {
            reasons.append(error.toObject().value(QLatin1String("reason")).toString());
            QVERIFY(error.toObject().value(QLatin1String("line")).toInt() > 1);
            QVERIFY(!error.toObject().value(QLatin1String("message")).toString().isEmpty());
        }
        for (const char *reason : {"cellTooLarge", "tooManyCells", "required", "tooLong", "unclosedQuote"})
            QVERIFY2(reasons.contains(QLatin1String(reason)),
                (reason + reasons.join(QLatin1Char(' ')).toUtf8()).constData());
        QVERIFY(answer.body.size() < 1024 * 1024);
    }

    void bytesThatMeanNothingEndTheImport()
    {
        QByteArray csv = "\xef\xbb\xbfname,website\nBefore the damage,https://a.example\n";
        csv += "Damaged \xff\xfe\xc0 bytes,https://b.example\n";
        const auto answer = import(csv);
        QVERIFY2(answer.status == 422 || answer.status == 200, answer.body.left(500).constData());
        QVERIFY2(answer.body.contains("wrongEncoding"), answer.body.left(500).constData());
        QVERIFY(!hasAccount(QStringLiteral("Damaged \ufffd\ufffd\ufffd bytes")));
    }

    /// A cell that a spreadsheet would run comes back as text, and comes in again as it was.
    void formulasAreDefusedInTheErrorFile()
    {
        const auto answer = import("name,website\n\"=cmd|' /C calc'!A0\",not a website\n@SUM(1),not a website\n");
        QCOMPARE(answer.json().value(QLatin1String("failed")).toInt(), 2);
        const QString file = answer.json().value(QLatin1String("errorFile")).toString();
        QVERIFY2(file.contains(QStringLiteral("'=cmd|")), qPrintable(file));
        QVERIFY2(file.contains(QStringLiteral("'@SUM")), qPrintable(file));
        QVERIFY(!file.contains(QStringLiteral("\n=")) && !file.contains(QStringLiteral("\n\"=")));
    }

    void noRightNoImport()
    {
        const QByteArray administrator = m_daemon.token();
        QVERIFY(m_daemon.addUser(QStringLiteral("guest"), QStringLiteral("employee")));
        QVERIFY(m_daemon.signIn(QStringLiteral("guest"), QStringLiteral("correct horse")));
        const auto answer = import("name\nSmuggled\n", QStringLiteral("user"));
        QVERIFY2(answer.status == 403, answer.body.constData());
        // He is told before he has sent anything, so nothing of his is kept meanwhile.
        const QByteArray refusal =
            answerToHead("POST /api/v1/import/user HTTP/1.1\r\nHost: localhost\r\nAuthorization: "
                         "Bearer "
                + m_daemon.token() + "\r\nContent-Length: 500000000\r\n\r\n");
        QVERIFY2(refusal.startsWith("HTTP/1.1 403"), refusal.constData());
        m_daemon.setToken({});
        QCOMPARE(import("name\nSmuggled\n").status, 401);
        m_daemon.setToken(administrator);
        QCOMPARE(import("name\nx\n", QStringLiteral("unicorn")).status, 404);
        QVERIFY(!hasAccount(QStringLiteral("Smuggled")));
    }

    void filesUnderWrongNames()
    {
        const QString wrong = QString(64, QLatin1Char('a'));
        const auto answer = m_daemon.ask("PUT", QStringLiteral("/files/%1?offset=0&total=5").arg(wrong), "hello");
        QVERIFY2(answer.status >= 400 && answer.status < 500, answer.body.constData());
        QCOMPARE(m_daemon.ask("GET", QStringLiteral("/files/") + wrong).status, 404);
        for (const char *query : {"offset=-1&total=5", "offset=0&total=-5", "offset=99&total=5", "offset=x&total=y",
                 "offset=0&total=99999999999999", "offset=9223372036854775807&total=1", ""}) {
            const auto odd =
                m_daemon.ask("PUT", QStringLiteral("/files/%1?%2").arg(wrong, QLatin1String(query)), "hello");
            QVERIFY2(odd.status >= 400 && odd.status < 500,
                (QByteArray(query) + QByteArray::number(odd.status) + odd.body).constData());
        }
    }
};

QTEST_GUILESS_MAIN(TestFiles)
#include "tst_files.moc"
