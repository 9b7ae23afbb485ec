// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/daemonprocess.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonObject>
#include <QTest>

using namespace tandem::test;

class RestTest : public QObject
{
    Q_OBJECT

    DaemonProcess m_daemon;

    /// With a yearly revenue of 100 CNY.
    QString createMeasuredAccount(int employees)
    {
        const QJsonObject revenue{
            {QStringLiteral("amount"), QStringLiteral("100.00")}, {QStringLiteral("currency"), QStringLiteral("CNY")}};
        const auto created = m_daemon.send("POST", QStringLiteral("/api/v1/account"),
            {{QStringLiteral("name"), QStringLiteral("Measured")}, {QStringLiteral("employees"), employees},
                {QStringLiteral("annualRevenue"), revenue}});
        return created.json().value(QLatin1String("id")).toString();
    }

private slots:
    void initTestCase()
    {
        QVERIFY2(m_daemon.start(), m_daemon.standardError().constData());
        QVERIFY(m_daemon.signInAsAdministrator());
    }

    void signsInAndOut()
    {
        const QByteArray kept = m_daemon.token();
        QVERIFY(!m_daemon.signIn(QStringLiteral("admin"), QStringLiteral("wrong password")));
        QVERIFY(m_daemon.signIn(QStringLiteral("admin"), QStringLiteral("correct horse")));
        const auto me = m_daemon.ask("GET", QStringLiteral("/api/v1/me"));
        QCOMPARE(me.status, 200);
        QCOMPARE(me.json().value(QLatin1String("user")).toObject().value(QLatin1String("login")).toString(),
            QStringLiteral("admin"));
        QCOMPARE(m_daemon.ask("POST", QStringLiteral("/api/v1/sign-out")).status, 204);
        QCOMPARE(m_daemon.ask("GET", QStringLiteral("/api/v1/me")).status, 401);
        m_daemon.setToken({});
        QCOMPARE(m_daemon.ask("GET", QStringLiteral("/api/v1/account")).status, 401);
        QCOMPARE(m_daemon.ask("GET", QStringLiteral("/api/v1/openapi.json")).status, 401);
        m_daemon.setToken(kept);
    }

    void createsReadsUpdatesDeletes()
    {
        const QString id = m_daemon.createAccount(QStringLiteral("Acme"));
        QVERIFY(!id.isEmpty());
        const QString path = QStringLiteral("/api/v1/account/") + id;
        auto read = m_daemon.ask("GET", path);
        QCOMPARE(read.json().value(QLatin1String("name")).toString(), QStringLiteral("Acme"));
        const QByteArray old = '"' + QByteArray::number(read.json().value(QLatin1String("seq")).toInteger()) + '"';
        QVERIFY(read.head.contains("ETag: " + old));
        auto updated = m_daemon.send(
            "PATCH", path, {{QStringLiteral("name"), QStringLiteral("Acme 2")}}, "If-Match: " + old + "\r\n");
        QCOMPARE(updated.status, 200);
        QCOMPARE(updated.json().value(QLatin1String("name")).toString(), QStringLiteral("Acme 2"));
        updated = m_daemon.send(
            "PATCH", path, {{QStringLiteral("name"), QStringLiteral("Acme 3")}}, "If-Match: " + old + "\r\n");
        QCOMPARE(updated.status, 409);
        QCOMPARE(updated.reason(), QStringLiteral("changedMeanwhile"));
        QVERIFY(m_daemon.ask("DELETE", path).status < 300);
        const auto list = m_daemon.ask("GET", QStringLiteral("/api/v1/account?filter=name = 'Acme 2'"));
        QCOMPARE(list.status, 200);
        QVERIFY(list.json().value(QLatin1String("items")).toArray().isEmpty());
    }

    void showsFormulasAndRollUps()
    {
        const QString id = createMeasuredAccount(4);
        const auto read = m_daemon.ask("GET", QStringLiteral("/api/v1/account/") + id);
        const QJsonObject revenue{
            {QStringLiteral("amount"), QStringLiteral("25.00")}, {QStringLiteral("currency"), QStringLiteral("CNY")}};
        QCOMPARE(read.json().value(QLatin1String("revenuePerEmployee")).toObject(), revenue);
        QCOMPARE(read.json().value(QLatin1String("orderCount")), QJsonValue(0));
        QVERIFY(read.json().value(QLatin1String("openOpportunityAmount")).isNull());
        const auto list = m_daemon.ask(
            "GET", QStringLiteral("/api/v1/account?filter=id = id('%1')&fields=revenuePerEmployee,orderCount").arg(id));
        QVERIFY2(list.status == 200, list.body.constData());
        const QJsonObject item = list.json().value(QLatin1String("items")).toArray().first().toObject();
        QCOMPARE(item.value(QLatin1String("revenuePerEmployee")).toObject(), revenue);
        QVERIFY(!item.contains(QLatin1String("employees")));
        const auto written =
            m_daemon.send("PATCH", QStringLiteral("/api/v1/account/") + id, {{QStringLiteral("orderCount"), 5}});
        QCOMPARE(written.status, 422);
        QCOMPARE(written.reason(), QStringLiteral("computed"));
    }

    void everyThreadKnowsAChangedDefinitionAtOnce()
    {
        constexpr int connections = 4; // more than there are network threads
        const QString path = QStringLiteral("/api/v1/account/") + createMeasuredAccount(4);
        const auto bonusOn = [&](int connection) {
            m_daemon.useConnection(connection);
            const QJsonValue value = m_daemon.ask("GET", path).json().value(QLatin1String("bonus"));
            m_daemon.useConnection(0);
            return value;
        };
        for (int connection = 0; connection < connections; ++connection)
            QVERIFY(bonusOn(connection).isUndefined());
        QString field;
        for (int factor = 1; factor <= 3; ++factor) {
            const QJsonObject definition{{QStringLiteral("type"), QStringLiteral("formula")},
                {QStringLiteral("formula"), QStringLiteral("employees * %1").arg(factor)}};
            QJsonObject body{{QStringLiteral("definition"), definition}};
            if (field.isEmpty()) {
                body.insert(QStringLiteral("entity"), QStringLiteral("account"));
                body.insert(QStringLiteral("name"), QStringLiteral("bonus"));
                body.insert(QStringLiteral("label"), QStringLiteral("Bonus"));
            }
            const auto saved = m_daemon.send(field.isEmpty() ? "POST" : "PATCH",
                QStringLiteral("/api/v1/customField") + (field.isEmpty() ? QString() : QLatin1Char('/') + field), body);
            QVERIFY2(saved.status < 300, saved.body.constData());
            field = saved.json().value(QLatin1String("id")).toString();
            for (int connection = 0; connection < connections; ++connection)
                QCOMPARE(bonusOn(connection), QJsonValue(4 * factor));
        }
        QVERIFY(m_daemon.ask("DELETE", QStringLiteral("/api/v1/customField/") + field).status < 300);
        for (int connection = 0; connection < connections; ++connection)
            QVERIFY(bonusOn(connection).isUndefined());
    }

    void everyThreadCountsWhatIsThereNow()
    {
        const QString account = createMeasuredAccount(4);
        const auto countOn = [&](int connection) {
            m_daemon.useConnection(connection);
            const auto read = m_daemon.ask("GET", QStringLiteral("/api/v1/account/") + account);
            m_daemon.useConnection(0);
            return read.json().value(QLatin1String("orderCount"));
        };
        for (int orders = 0; orders < 3; ++orders) {
            for (int connection = 0; connection < 4; ++connection)
                QCOMPARE(countOn(connection), QJsonValue(orders));
            const auto added =
                m_daemon.send("POST", QStringLiteral("/api/v1/order"), {{QStringLiteral("account"), account}});
            QVERIFY2(added.status == 201, added.body.constData());
        }
    }

    void namesWhatIsWrong_data()
    {
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<QString>("path");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("reason");
        const QString list = QStringLiteral("/api/v1/account");
        QTest::newRow("no such entity") << QByteArray("GET") << QStringLiteral("/api/v1/unicorn") << QByteArray() << 404
                                        << QStringLiteral("notFound");
        QTest::newRow("no such record") << QByteArray("GET")
                                        << list + QStringLiteral("/01900000-0000-7000-8000-000000000000")
                                        << QByteArray() << 404 << QStringLiteral("notFound");
        QTest::newRow("not an id") << QByteArray("GET") << list + QStringLiteral("/x") << QByteArray() << 404
                                   << QStringLiteral("notFound");
        QTest::newRow("not JSON") << QByteArray("POST") << list << QByteArray("{") << 400
                                  << QStringLiteral("malformedRequest");
        QTest::newRow("unknown field") << QByteArray("POST") << list << QByteArray("{\"nosuch\":1}") << 422
                                       << QStringLiteral("unknownField");
        QTest::newRow("required") << QByteArray("POST") << list << QByteArray("{}") << 422
                                  << QStringLiteral("required");
        QTest::newRow("bad filter") << QByteArray("GET") << list + QStringLiteral("?filter=name = ") << QByteArray()
                                    << 422 << QStringLiteral("unexpectedEnd");
        QTest::newRow("bad sort") << QByteArray("GET") << list + QStringLiteral("?sort=nosuch") << QByteArray() << 422
                                  << QStringLiteral("unknownField");
        QTest::newRow("bad limit") << QByteArray("GET") << list + QStringLiteral("?limit=9999") << QByteArray() << 422
                                   << QStringLiteral("outOfRange");
        QTest::newRow("bad page") << QByteArray("GET") << list + QStringLiteral("?after=xyz") << QByteArray() << 422
                                  << QStringLiteral("badPosition");
    }

    void namesWhatIsWrong()
    {
        QFETCH(QByteArray, method);
        QFETCH(QString, path);
        QFETCH(QByteArray, body);
        const auto answer = m_daemon.ask(method, path, body);
        QTEST(answer.status, "status");
        QTEST(answer.reason(), "reason");
        QVERIFY(!answer.message().isEmpty());
    }

    void speaksTheLanguageOfTheRequest()
    {
        const auto english = m_daemon.ask("POST", QStringLiteral("/api/v1/account"), "{}", "Accept-Language: en\r\n");
        const auto chinese =
            m_daemon.ask("POST", QStringLiteral("/api/v1/account"), "{}", "Accept-Language: zh-CN,en;q=0.5\r\n");
        QVERIFY(english.message() != chinese.message());
        QVERIFY(chinese.head.contains("Content-Language: zh-CN"));
    }

    void answersARepeatedRequestOnce()
    {
        const QByteArray key = "Idempotency-Key: order-4711\r\n";
        const QJsonObject body{{QStringLiteral("name"), QStringLiteral("Once")}};
        const auto first = m_daemon.send("POST", QStringLiteral("/api/v1/account"), body, key);
        const auto second = m_daemon.send("POST", QStringLiteral("/api/v1/account"), body, key);
        QCOMPARE(first.status, 201);
        QCOMPARE(second.status, 201);
        QCOMPARE(second.json().value(QLatin1String("id")), first.json().value(QLatin1String("id")));
        const auto list = m_daemon.ask("GET", QStringLiteral("/api/v1/account?filter=name = 'Once'"));
        QCOMPARE(list.json().value(QLatin1String("items")).toArray().size(), 1);
    }

    void aRepeatedRequestKeepsTheNameOfItsRecord()
    {
        const QString id = QStringLiteral("0193a000-0000-7000-8000-0000000000aa");
        const auto made = m_daemon.send("POST", QStringLiteral("/api/v1/account"),
            {{QStringLiteral("id"), id}, {QStringLiteral("name"), QStringLiteral("Named")}},
            "Idempotency-Key: order-4712\r\n");
        QCOMPARE(made.json().value(QLatin1String("id")).toString(), id);
    }

    void describesItself()
    {
        const auto answer = m_daemon.ask("GET", QStringLiteral("/api/v1/openapi.json"));
        QCOMPARE(answer.status, 200);
        const QJsonObject paths = answer.json().value(QLatin1String("paths")).toObject();
        QVERIFY(paths.value(QLatin1String("/api/v1/account")).toObject().contains(QLatin1String("post")));
        QVERIFY(paths.contains(QLatin1String("/api/v1/opportunity/{id}")));
        QVERIFY(answer.body.contains("null on the last one"));
        QVERIFY(paths.value(QLatin1String("/api/v1/me/sessions/{id}")).toObject().contains(QLatin1String("delete")));
        QVERIFY(paths.contains(QLatin1String("/api/v1/user/{id}/sessions/{session}")));
        // What a router does not show: that it is the described entity which answers.
        for (const QString &path : paths.keys()) {
            for (const QString &method : paths.value(path).toObject().keys()) {
                QString concrete = path;
                concrete.replace(QLatin1String("{id}"), QLatin1String("01900000-0000-7000-8000-000000000000"))
                    .replace(QLatin1String("{session}"), QLatin1String("01900000-0000-7000-8000-000000000000"))
                    .replace(QLatin1String("{hash}"), QString(64, QLatin1Char('0')));
                if (concrete == QLatin1String("/api/v1/sign-out"))
                    continue;
                const auto reply = m_daemon.ask(method.toUpper().toLatin1(), concrete);
                const QString said = method + path + QString::fromUtf8(reply.body);
                QVERIFY2(reply.status != 405 && reply.status != 0 && reply.status != 500, qPrintable(said));
                const QString missing =
                    reply.json().value(QLatin1String("error")).toObject().value(QLatin1String("field")).toString();
                for (const char *part : {"route", "entity", "action"})
                    QVERIFY2(reply.status != 404 || missing != QLatin1String(part), qPrintable(said));
            }
        }
    }

    void keepsFiles()
    {
        QByteArray content(200000, 'a');
        content[150000] = 'b';
        const QString hash = QString::fromLatin1(QCryptographicHash::hash(content, QCryptographicHash::Sha256).toHex());
        const QString path = QStringLiteral("/files/") + hash;
        QCOMPARE(
            m_daemon.ask("PUT", path + QStringLiteral("?offset=0&total=200000"), content.left(120000)).status, 200);
        const auto received = m_daemon.ask("GET", path + QStringLiteral("/received"));
        QCOMPARE(received.json().value(QLatin1String("received")).toInt(), 120000);
        QCOMPARE(
            m_daemon.ask("PUT", path + QStringLiteral("?offset=120000&total=200000"), content.mid(120000)).status, 201);
        QCOMPARE(m_daemon.ask("GET", path).status, 404); // no record holds it yet
        const QString account = m_daemon.createAccount(QStringLiteral("With a file"));
        const auto record = m_daemon.send("POST", QStringLiteral("/api/v1/file"),
            {{QStringLiteral("name"), QStringLiteral("合同.txt")}, {QStringLiteral("size"), 200000},
                {QStringLiteral("sha256"), hash}, {QStringLiteral("record"), QStringLiteral("account/") + account}});
        QVERIFY2(record.status == 201, record.body.constData());
        QCOMPARE(m_daemon.ask("GET", path).body, content);
        const auto part = m_daemon.ask("GET", path, {}, "Range: bytes=149999-150001\r\n");
        QCOMPARE(part.status, 206);
        QCOMPARE(part.body, QByteArray("aba"));
        QVERIFY(part.head.contains("Content-Range: bytes 149999-150001/200000"));
        QCOMPARE(m_daemon.ask("GET", path, {}, "Range: bytes=900000-\r\n").status, 416);
    }

    void keepsEmptyFilesToo()
    {
        const QString hash =
            QString::fromLatin1(QCryptographicHash::hash(QByteArray(), QCryptographicHash::Sha256).toHex());
        QCOMPARE(m_daemon.ask("PUT", QStringLiteral("/files/%1?offset=0&total=0").arg(hash)).status, 201);
    }

    void importsAFile()
    {
        const auto answer =
            m_daemon.ask("POST", QStringLiteral("/api/v1/import/account"), "name\nImported One\nImported Two\n\"\"\n");
        QVERIFY2(answer.status == 200, answer.body.constData());
        QCOMPARE(answer.json().value(QLatin1String("created")).toInt(), 2);
        const auto list = m_daemon.ask("GET", QStringLiteral("/api/v1/account?filter=name startsWith 'Imported'"));
        QCOMPARE(list.json().value(QLatin1String("items")).toArray().size(), 2);
    }

    void takesAnImportBackOnce()
    {
        const auto imported = m_daemon.ask(
            "POST", QStringLiteral("/api/v1/import/account?file=leads.csv"), "name\nTaken Back One\nTaken Back Two\n");
        QVERIFY2(imported.status == 200, imported.body.constData());
        const QString run = imported.json().value(QLatin1String("import")).toString();
        const QString record = QStringLiteral("/api/v1/importRun/%1").arg(run);
        const auto stateOf = [&] {
            return m_daemon.ask("GET", record).json().value(QLatin1String("state")).toString();
        };
        QCOMPARE(m_daemon.ask("GET", record).json().value(QLatin1String("fileName")).toString(),
            QStringLiteral("leads.csv"));
        QCOMPARE(stateOf(), QStringLiteral("done"));
        const QString revert = QStringLiteral("/api/v1/imports/%1/revert").arg(run);
        QCOMPARE(m_daemon.ask("POST", revert).status, 202);
        QTRY_COMPARE_WITH_TIMEOUT(stateOf(), QStringLiteral("reverted"), 20'000);
        const auto left = m_daemon.ask("GET", QStringLiteral("/api/v1/account?filter=name startsWith 'Taken Back'"));
        QVERIFY(left.json().value(QLatin1String("items")).toArray().isEmpty());
        const auto again = m_daemon.ask("POST", revert);
        QCOMPARE(again.status, 409);
        QCOMPARE(again.reason(), QStringLiteral("alreadyReverted"));
    }

    void takesAMassChangeBackAsOne()
    {
        const auto made = m_daemon.send("POST", QStringLiteral("/api/v1/massChange"),
            {{QStringLiteral("entity"), QStringLiteral("account")}, {QStringLiteral("kind"), QStringLiteral("edit")},
                {QStringLiteral("count"), 2}});
        QVERIFY2(made.status == 201, made.body.constData());
        const QString note = QStringLiteral("/api/v1/massChange/") + made.json().value(QLatin1String("id")).toString();
        const QByteArray part =
            "Tandem-Part-Of: " + made.json().value(QLatin1String("id")).toString().toLatin1() + "\r\n";
        QStringList paths;
        for (const char *name : {"Mass One", "Mass Two"}) {
            const auto account = m_daemon.send(
                "POST", QStringLiteral("/api/v1/account"), {{QStringLiteral("name"), QLatin1String(name)}});
            paths.append(QStringLiteral("/api/v1/account/") + account.json().value(QLatin1String("id")).toString());
            const QJsonObject wrong{{QStringLiteral("website"), QStringLiteral("https://wrong.example")}};
            QCOMPARE(m_daemon.send("PATCH", paths.last(), wrong, part).status, 200);
        }
        QCOMPARE(m_daemon.send("PATCH", paths.first(), {}, "Tandem-Part-Of: nonsense\r\n").reason(),
            QStringLiteral("notAnId"));
        const QJsonObject right{{QStringLiteral("website"), QStringLiteral("https://right.example")}};
        QCOMPARE(m_daemon.send("PATCH", paths.first(), right).status, 200);
        QCOMPARE(m_daemon.ask("POST", note + QStringLiteral("/actions/revert")).status, 200);
        const auto read = [this](const QString &path, const char *field) {
            return m_daemon.ask("GET", path).json().value(QLatin1String(field));
        };
        QTRY_COMPARE_WITH_TIMEOUT(read(note, "state").toString(), QStringLiteral("reverted"), 20'000);
        QCOMPARE(read(note, "undone").toInt(), 1);
        QCOMPARE(read(note, "kept").toInt(), 1);
        QCOMPARE(read(paths.first(), "website").toString(), QStringLiteral("https://right.example"));
        QCOMPARE(read(paths.last(), "website").toString(), QString());
    }

    void controlRoutesNeedTheirToken() { QCOMPARE(m_daemon.ask("GET", QStringLiteral("/control/status")).status, 401); }
};

QTEST_GUILESS_MAIN(RestTest)
#include "tst_rest.moc"
