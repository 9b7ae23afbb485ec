// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/daemonprocess.h"

#include <QJsonArray>
#include <QtTest>

using namespace tandem::test;

class TandemctlTest : public QObject
{
    Q_OBJECT

    DaemonProcess m_daemon;

    struct Run
    {
        int code = -1;
        QJsonObject json;
        QByteArray out;
    };

    Run run(const QStringList &words, const QString &folder = {})
    {
        QProcess process;
        process.start(DaemonProcess::binary(QStringLiteral("tandemctl")),
            QStringList{
                QStringLiteral("--json"), QStringLiteral("--data"), folder.isEmpty() ? m_daemon.dataFolder() : folder}
                + words);
        process.waitForFinished(30000);
        const QByteArray out = process.readAllStandardOutput();
        return {process.exitCode(), QJsonDocument::fromJson(out).object(), out};
    }

private slots:
    void initTestCase() { QVERIFY2(m_daemon.start(), m_daemon.standardError().constData()); }

    void showsTheStatus()
    {
        const Run status = run({QStringLiteral("status")});
        QCOMPARE(status.code, 0);
        QVERIFY(status.json.value(QLatin1String("lastSeq")).toInteger() > 0);
    }

    void managesUsers()
    {
        const Run added = run({QStringLiteral("user"), QStringLiteral("add"), QStringLiteral("li.wei"),
            QStringLiteral("--name"), QStringLiteral("李伟"), QStringLiteral("--roles"), QStringLiteral("sales")});
        QVERIFY2(added.code == 0, added.out.constData());
        const QString code = added.json.value(QLatin1String("code")).toString();
        QVERIFY(!code.isEmpty());
        QVERIFY(m_daemon.signIn(QStringLiteral("li.wei"), QStringLiteral("first password"), code));
        QCOMPARE(run({QStringLiteral("user"), QStringLiteral("password"), QStringLiteral("li.wei"),
                         QStringLiteral("--password"), QStringLiteral("second password")})
                     .code,
            0);
        QVERIFY(m_daemon.signIn(QStringLiteral("li.wei"), QStringLiteral("second password")));
        QCOMPARE(run({QStringLiteral("user"), QStringLiteral("disable"), QStringLiteral("li.wei")}).code, 0);
        QVERIFY(!m_daemon.signIn(QStringLiteral("li.wei"), QStringLiteral("second password")));
        QCOMPARE(run({QStringLiteral("user"), QStringLiteral("disable"), QStringLiteral("nobody")}).code, 1);
    }

    void importsWithAnErrorFile()
    {
        QFile csv(m_daemon.path(QStringLiteral("accounts.csv")));
        QVERIFY(csv.open(QIODevice::WriteOnly));
        csv.write("name,website\nGood,https://example.com\nBad,not a website\n");
        csv.close();
        const QString errors = m_daemon.path(QStringLiteral("errors.csv"));
        const Run imported = run(
            {QStringLiteral("import"), QStringLiteral("account"), csv.fileName(), QStringLiteral("--errors"), errors});
        QVERIFY2(imported.code == 4, imported.out.constData());
        QCOMPARE(imported.json.value(QLatin1String("created")).toInt(), 1);
        QFile errorFile(errors);
        QVERIFY(errorFile.open(QIODevice::ReadOnly));
        const QByteArray content = errorFile.readAll();
        QVERIFY(content.contains("Bad"));
        QVERIFY(!content.contains("Good"));
    }

    void backsUpAndRestores()
    {
        const QString backup = m_daemon.path(QStringLiteral("backup"));
        const Run written = run({QStringLiteral("backup"), backup});
        QVERIFY2(written.code == 0, written.out.constData());
        QCOMPARE(run({QStringLiteral("restore"), backup, QStringLiteral("--verify")}).code, 0);
        QCOMPARE(run({QStringLiteral("restore"), backup}).code, 1); // the folder is not empty
        const QString other = m_daemon.path(QStringLiteral("restored"));
        const Run restored = run({QStringLiteral("restore"), backup}, other);
        QVERIFY2(restored.code == 0, restored.out.constData());
        QCOMPARE(run({QStringLiteral("doctor")}, other).json.value(QLatin1String("findings")).toArray().size(), 4);

        QFile database(backup + QStringLiteral("/tandem.db"));
        QVERIFY(database.open(QIODevice::ReadWrite));
        database.seek(database.size() / 2);
        database.write("damage");
        database.close();
        QCOMPARE(run({QStringLiteral("restore"), backup, QStringLiteral("--verify")}).code, 1);
    }

    void tellsThatNoDaemonRuns()
    {
        QCOMPARE(run({QStringLiteral("status")}, m_daemon.path(QStringLiteral("empty"))).code, 3);
        QCOMPARE(run({QStringLiteral("dance")}).code, 2);
        QCOMPARE(run({QStringLiteral("doctor")}, m_daemon.path(QStringLiteral("empty"))).code, 4);
    }
};

QTEST_GUILESS_MAIN(TandemctlTest)
#include "tst_tandemctl.moc"
