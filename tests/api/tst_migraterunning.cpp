// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/database/transaction.h"
#include "shared/entities/entitynames.h"
#include "tests/support/ctlprocess.h"
#include "tests/support/laptop.h"
#include "tests/support/patience.h"
#include "tests/support/testdatabase.h"

#include <QProcess>
#include <QTest>
#include <QTimer>

#include <optional>

using namespace tandem;
using namespace tandem::test;

namespace account = tandem::entities::account;

namespace {

/// Keeps tandemctl waiting at the first table that it makes.
class Barrier
{
public:
    explicit Barrier(const QString &url)
        : m_connection(openDatabase({url}))
    {
        if (!m_connection.ok())
            qFatal("%s", qPrintable(m_connection.error().toLog()));
        Connection &connection = **m_connection;
        auto begun = Transaction::begin(connection);
        if (!begun.ok() || !connection.execute(connection.dialect().prepareSchema()).ok())
            qFatal("no barrier");
        m_transaction.emplace(*std::move(begun));
    }

    /// Cuts the lines of those who wait at it: how many.
    qint64 cutTheOthers() const
    {
        return testdatabase::number(m_connection,
            QStringLiteral("SELECT count(pg_terminate_backend(pid)) FROM pg_locks "
                           "WHERE NOT granted AND pg_backend_pid() = ANY (pg_blocking_pids(pid))"));
    }

private:
    Result<std::unique_ptr<Connection>> m_connection;
    std::optional<Transaction> m_transaction; ///< ends before its connection
};

}

/// A company moves to PostgreSQL while its daemon runs and people write.
class MigrateRunningTest : public QObject
{
    Q_OBJECT

    /// Of the file, whatever the tests run on; the last flag counts.
    DaemonProcess m_daemon{QStringList{QStringLiteral("--database"), QString()}};
    std::unique_ptr<Laptop> m_laptop;
    QString m_hash; ///< of an attached file
    int m_created = 0; ///< accounts, by the laptop and by REST

    QString url() const { return testdatabase::urlOfFolder(m_daemon.path(QStringLiteral("moved"))); }
    QStringList words(const QString &to) const
    {
        return {QStringLiteral("--json"), QStringLiteral("migrate"), QStringLiteral("--to"), to};
    }
    void launch(QProcess &ctl, const QStringList &more = {}) const
    {
        ctl.start(DaemonProcess::binary(QStringLiteral("tandemctl")),
            QStringList{QStringLiteral("--data"), m_daemon.dataFolder()} + words(url()) + more);
    }
    DaemonProcess::Answer post()
    {
        const auto answer = m_daemon.send("POST", QStringLiteral("/api/v1/account"),
            {{QStringLiteral("name"), QStringLiteral("Posted %1").arg(m_created)}});
        m_created += answer.status == 201 ? 1 : 0;
        return answer;
    }
    void writeAtTheLaptop()
    {
        const QString name = QStringLiteral("Typed %1").arg(m_created);
        QVERIFY(!m_laptop->create(account::number, {{account::field::name, Value(name)}}).isNull());
        ++m_created;
    }
    int readingStatus() { return m_daemon.ask("GET", QStringLiteral("/api/v1/account")).status; }
    qint64 inTheNewPlace(const QString &sql) const { return testdatabase::number(openDatabase({url()}), sql); }

private slots:
    void initTestCase()
    {
        QVERIFY2(m_daemon.start(), m_daemon.standardError().constData());
        QVERIFY(m_daemon.signInAsAdministrator());
        m_hash = m_daemon.upload("attached");
        m_daemon.create(QStringLiteral("file"),
            {{QStringLiteral("name"), QStringLiteral("letter.txt")}, {QStringLiteral("sha256"), m_hash},
                {QStringLiteral("size"), 8}});
        QVERIFY(m_daemon.addUser(QStringLiteral("rep"), QStringLiteral("sales")));
        m_laptop = std::make_unique<Laptop>(
            client::ServerAddress{QStringLiteral("127.0.0.1"), m_daemon.port()}, QStringLiteral("rep"), m_daemon.pin());
        QVERIFY(m_laptop->sync());
    }

    void aDatabaseThatNobodyReachesHoldsNothing()
    {
        const CtlProcess away =
            CtlProcess::run(m_daemon.dataFolder(), words(QStringLiteral("postgresql://127.0.0.1:1/nothing")));
        QCOMPARE(away.code, 1);
        QCOMPARE(post().status, 201);
    }

    void whenTandemctlDiesWritesGoOn()
    {
        const Barrier barrier(url());
        QProcess ctl;
        launch(ctl);
        QTRY_COMPARE(post().reason(), QStringLiteral("companyBeingMoved"));
        QCOMPARE(readingStatus(), 200);
        QCOMPARE(m_daemon.ask("GET", QStringLiteral("/readyz")).status, 503);
        QCOMPARE(m_daemon.ask("PUT", QStringLiteral("/files/%1/preview").arg(m_hash), "small").reason(),
            QStringLiteral("companyBeingMoved"));
        writeAtTheLaptop();

        ctl.kill();
        QVERIFY(ctl.waitForFinished(patience));
        QCOMPARE(post().status, 201);
        QVERIFY(m_laptop->waitUntilSynced());
    }

    void aDaemonThatDiesMeanwhileWritesOnlyAfterTheEnd()
    {
        const Barrier barrier(url());
        QProcess ctl;
        launch(ctl);
        QTRY_COMPARE(post().reason(), QStringLiteral("companyBeingMoved"));
        m_daemon.kill();
        QVERIFY(!m_daemon.start());
        QCOMPARE(m_daemon.process().exitCode(), 5);

        ctl.kill();
        QVERIFY(ctl.waitForFinished(patience));
        QVERIFY2(m_daemon.start(), m_daemon.standardError().constData());
        QCOMPARE(post().status, 201);
    }

    void whenTheDatabaseGoesAwayWritesGoOn()
    {
        const Barrier barrier(url());
        QProcess ctl;
        launch(ctl);
        QTRY_COMPARE(post().reason(), QStringLiteral("companyBeingMoved"));
        QVERIFY(waitFor([&barrier] { return barrier.cutTheOthers() > 0; })); // once
        QVERIFY(ctl.waitForFinished(patience));
        QCOMPARE(ctl.exitCode(), 1);
        QCOMPARE(post().status, 201);
        QVERIFY(m_laptop->waitUntilSynced());
    }

    void whatIsWrittenAllTheTimeIsThereOnce()
    {
        const QString shared = m_daemon.path(QStringLiteral("shared"));
        QTimer writing;
        connect(&writing, &QTimer::timeout, this, &MigrateRunningTest::writeAtTheLaptop);
        writing.start(10);
        QProcess ctl;
        launch(ctl, {QStringLiteral("--files"), shared});
        QTRY_COMPARE_WITH_TIMEOUT(ctl.state(), QProcess::NotRunning, 2 * patience);
        const QByteArray said = ctl.readAllStandardOutput();
        QVERIFY2(ctl.exitStatus() == QProcess::NormalExit && ctl.exitCode() == 0, said.constData());
        QVERIFY2(said.contains("filesFolder = "), said.constData());
        QCOMPARE(post().reason(), QStringLiteral("companyMoved"));
        QCOMPARE(readingStatus(), 200);

        QVERIFY(m_daemon.stop());
        QVERIFY(!m_daemon.start());
        QCOMPARE(m_daemon.process().exitCode(), 2);
        m_daemon.setArguments({QStringLiteral("--database"), url(), QStringLiteral("--files-folder"), shared});
        QVERIFY2(m_daemon.start(), m_daemon.standardError().constData());
        writing.stop();
        QVERIFY(m_laptop->waitUntilSynced());
        QCOMPARE(m_laptop->replica->problemCount(), qint64(0));
        QCOMPARE(inTheNewPlace(QStringLiteral("SELECT count(*) FROM account")), qint64(m_created));
        QCOMPARE(inTheNewPlace(QStringLiteral("SELECT count(DISTINCT name) FROM account")), qint64(m_created));
        QCOMPARE(inTheNewPlace(
                     QStringLiteral("SELECT count(*) FROM change_log WHERE entity = %1").arg(quint64(account::number))),
            qint64(m_created));
        QVERIFY(m_daemon.signIn(QStringLiteral("admin"), QStringLiteral("correct horse")));
        QCOMPARE(m_daemon.ask("GET", QStringLiteral("/files/") + m_hash).body, QByteArray("attached"));
    }
};

QTEST_GUILESS_MAIN(MigrateRunningTest)
#include "tst_migraterunning.moc"
