// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/daemonprocess.h"
#include "tests/support/testdatabaseurl.h"

#include <QJsonArray>
#include <QProcess>
#include <QTest>

using namespace tandem::test;

/// Requests that nobody in his right mind would send. Each gets an answer that names what is wrong; none of them a 500.
class TestRequests : public QObject
{
    Q_OBJECT

    DaemonProcess m_daemon;
    qsizetype m_accounts = 0; ///< before the attack

    static QList<QByteArray> oddValues()
    {
        return {"null", "true", "-1", "0", "1e308", "9223372036854775808", "1.5", "\"\"", "\" \"", "\"x\"",
            "\"2026-02-30\"", "\"9999-99-99T99:99:99Z\"", "\"\\u0000\\ud800\"", "\"'; DROP TABLE account; --\"",
            "\"01900000-0000-7000-8000-000000000000\"", "[]", "[null]", "[[1],{}]", "{}", "{\"amount\":\"x\"}",
            "{\"amount\":1e300,\"currency\":\"EUR\"}", "{\"entity\":\"account\",\"id\":7}",
            '"' + QByteArray(100'000, 'x') + '"'};
    }
    /// On PostgreSQL those that databases see differently; what is wrong with the others is found before it is asked.
    static QList<QByteArray> valuesToSend()
    {
        if (!testdatabase::isPostgresql())
            return oddValues();
        return {"-1", "1e308", "9223372036854775808", "1.5", "\"\\u0000\\ud800\"", "\"'; DROP TABLE account; --\"",
            "\"01900000-0000-7000-8000-000000000000\"", "{\"amount\":1e300,\"currency\":\"EUR\"}"};
    }

    QJsonArray entities()
    {
        return m_daemon.ask("GET", QStringLiteral("/api/v1/metadata"))
            .json()
            .value(QLatin1String("entities"))
            .toArray();
    }

    qsizetype accounts(const QString &filter = {})
    {
        const auto list =
            m_daemon.ask("GET", QStringLiteral("/api/v1/account?limit=1000&fields=name&filter=") + filter);
        return list.status == 200 ? list.json().value(QLatin1String("items")).toArray().size() : -1;
    }

    /// An answer that helps: a client's fault is named, and the daemon does not blame itself.
    static bool isClear(const DaemonProcess::Answer &answer)
    {
        if (answer.status >= 200 && answer.status < 300)
            return true;
        return answer.status >= 400 && answer.status < 500 && !answer.reason().isEmpty() && !answer.message().isEmpty();
    }

    static QByteArray shown(const QByteArray &what, const DaemonProcess::Answer &answer)
    {
        return what.left(300) + " -> " + QByteArray::number(answer.status) + ' ' + answer.body.left(500);
    }

private slots:
    void initTestCase()
    {
        QVERIFY2(m_daemon.start(), m_daemon.standardError().constData());
        QVERIFY(m_daemon.signInAsAdministrator());
        for (int i = 0; i < 5; ++i)
            QCOMPARE(
                m_daemon.send("POST", QStringLiteral("/api/v1/account"), {{QStringLiteral("name"), QString::number(i)}})
                    .status,
                201);
    }

    void init()
    {
        m_accounts = accounts();
        QVERIFY(m_accounts >= 5);
    }

    void cleanup()
    {
        QCOMPARE(m_daemon.process().state(), QProcess::Running);
        QCOMPARE(m_daemon.ask("GET", QStringLiteral("/readyz")).status, 200);
    }

    void wrongKindsOfValues()
    {
        const QJsonArray all = entities();
        QVERIFY(all.size() > 20);
        int refused = 0;
        for (const QJsonValue &entity : all) {
            const QString path = QStringLiteral("/api/v1/") + entity.toObject().value(QLatin1String("name")).toString();
            for (const QJsonValue &field : entity.toObject().value(QLatin1String("fields")).toArray()) {
                const QByteArray name = field.toObject().value(QLatin1String("name")).toString().toUtf8();
                QVERIFY(!name.isEmpty());
                for (const QByteArray &value : valuesToSend()) {
                    const QByteArray body = "{\"" + name + "\":" + value + '}';
                    const auto answer = m_daemon.ask("POST", path, body);
                    QVERIFY2(isClear(answer), shown(path.toUtf8() + ' ' + body, answer).constData());
                    refused += answer.status >= 400;
                }
            }
        }
        QVERIFY(refused > 1000);
    }

    void wrongBodies_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("array") << QByteArray("[]");
        QTest::newRow("number") << QByteArray("7");
        QTest::newRow("cut") << QByteArray("{\"name\":\"x");
        QTest::newRow("not UTF-8") << QByteArray("{\"name\":\"\xff\xfe\xc0\"}");
        QTest::newRow("binary") << QByteArray("\0\1\2\3\xff", 5);
        QTest::newRow("deep") << QByteArray(100'000, '[');
        QTest::newRow("deep objects") << QByteArray("{\"name\":").repeated(5000);
        QTest::newRow("id that is none") << QByteArray("{\"id\":\"7\",\"name\":\"x\"}");
        QTest::newRow("system field") << QByteArray("{\"name\":\"x\",\"createdAt\":1}");
        QTest::newRow("name too long") << QByteArray("{\"name\":\"" + QByteArray(201, 'x') + "\"}");
    }

    void wrongBodies()
    {
        QFETCH(QByteArray, body);
        const auto created = m_daemon.ask("POST", QStringLiteral("/api/v1/account"), body);
        QVERIFY2(created.status >= 400 && isClear(created), shown(body, created).constData());
        for (const char *path : {"/api/v1/sign-in", "/api/v1/me/password"}) {
            const auto answer = m_daemon.ask("POST", QLatin1String(path), body);
            QVERIFY2(answer.status >= 400 && isClear(answer), shown(body, answer).constData());
        }
        QCOMPARE(accounts(), m_accounts);
    }

    void hostileFilters_data()
    {
        QTest::addColumn<QByteArray>("query");
        const auto row = [](const char *name, const QByteArray &key, const QByteArray &value) {
            QTest::newRow(name) << key + '=' + value.toPercentEncoding();
        };
        row("second statement", "filter", "name = 'x'; DROP TABLE account");
        row("comment", "filter", "name = 'x' -- and more");
        row("unknown function", "filter", "load_extension('x')");
        row("select", "filter", "(select password from user)");
        row("column of the table", "filter", "owner_id = 1");
        row("other type", "filter", "name > 5");
        row("no condition", "filter", "name");
        row("parentheses", "filter", QByteArray(5000, '('));
        row("nots", "filter", QByteArray("not ").repeated(3000) + "true");
        row("long sum", "filter", "1" + QByteArray("+1").repeated(4000) + " > 0");
        row("long or", "filter", "name = 'a'" + QByteArray(" or name = 'a'").repeated(500));
        row("zero byte", "filter", QByteArray("name = 'a\0b'", 12));
        row("path", "filter", "owner.department.parent.parent.parent.parent.name = 'x'");
        row("division", "filter", "employees / 0 > 1");
        row("overflow", "filter", "employees * 9223372036854775807 * 9223372036854775807 > 1");
        row("unclosed", "filter", "name = 'x");
        row("sort by SQL", "sort", "name;DROP TABLE account");
        row("sort by column", "sort", "\"name\"");
        row("sort twice", "sort", "name,name,-name,name");
        row("sort by set", "sort", "tags");
        row("sort by much", "sort", QByteArray("name,").repeated(1500));
        row("fields", "fields", "*");
        row("fields SQL", "fields", "name,(select 1)");
        row("limit", "limit", "-1");
        row("limit too", "limit", "999999999999999999999");
        row("not UTF-8", "filter", "\xff\xfe = 'x'");
        QTest::newRow("bad percent") << QByteArray("filter=%zz%");
        QTest::newRow("plus") << QByteArray("filter=name+=+'x'");
    }

    void hostileFilters()
    {
        QFETCH(QByteArray, query);
        const auto answer = m_daemon.askEncoded("GET", "/api/v1/account?" + query);
        QVERIFY2(isClear(answer), shown(query, answer).constData());
        QCOMPARE(accounts(), m_accounts);
    }

    void quotesAreText()
    {
        const QString name = QStringLiteral("O'Brien \"; DROP TABLE account; --%_\\");
        QCOMPARE(
            m_daemon.send("POST", QStringLiteral("/api/v1/account"), {{QStringLiteral("name"), name}}).status, 201);
        const QByteArray filter = "name = 'O''Brien \"; DROP TABLE account; --%_\\'";
        const auto found = m_daemon.askEncoded("GET", "/api/v1/account?filter=" + filter.toPercentEncoding());
        const QJsonArray items = found.json().value(QLatin1String("items")).toArray();
        QVERIFY2(items.size() == 1, found.body.constData());
        QCOMPARE(items.first().toObject().value(QLatin1String("name")).toString(), name);
        QCOMPARE(accounts(QStringLiteral("name contains '%'")), 1);
        QVERIFY(
            m_daemon
                .ask("DELETE",
                    QStringLiteral("/api/v1/account/") + items.first().toObject().value(QLatin1String("id")).toString())
                .status
            < 300);
    }

    void pagesOfSomethingElse()
    {
        QList<QByteArray> tokens{"x", "AAAA", QByteArray(20'000, 'A')};
        // Whole CBOR arrays, of values that do not fit the sort field, or no id at the end.
        for (const char *hex : {"80", "81f6", "8120", "826161f6", "82a0a0", "82f97e00f6", "9bffffffffffffffff", "9fff",
                 "82811901005001900000000070008000000000000000", "82075001900000000070008000000000000000",
                 "8261785001900000000070008000000000000000", "8261005001900000000070008000000000000000",
                 "825001900000000070008000000000000000f5"})
            tokens.append(QByteArray::fromHex(hex).toBase64(QByteArray::Base64UrlEncoding));
        for (const QByteArray &token : tokens) {
            for (const char *sort : {"", "&sort=name", "&sort=createdAt", "&sort=owner", "&sort=annualRevenue,name"}) {
                const auto answer = m_daemon.askEncoded("GET", "/api/v1/account?after=" + token + sort);
                QVERIFY2(isClear(answer) || answer.status == 414, shown(token + sort, answer).constData());
            }
        }
    }

    void whatIsNotThere()
    {
        for (const char *path :
            {"/", "/api", "/api/v2/account", "/api/v1//account", "/api/v1/account/../../control/status",
                "/api/v1/%2e%2e/%2e%2e/etc/passwd", "/files/..%2f..%2ftandem.db",
                "/files/"
                "%00",
                "/api/v1/ACCOUNT", "/api/v1/account/%00", "/api/v1/sqlite_master", "/control/status"}) {
            const auto answer = m_daemon.askEncoded("GET", path);
            QVERIFY2(answer.status >= 400 && answer.status < 500, shown(path, answer).constData());
        }
        QCOMPARE(m_daemon.askEncoded("BREW", "/api/v1/account").status / 100, 4);
    }
};

QTEST_GUILESS_MAIN(TestRequests)
#include "tst_requests.moc"
