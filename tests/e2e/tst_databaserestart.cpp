// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/entities/entitynames.h"
#include "tests/support/daemonprocess.h"
#include "tests/support/laptop.h"
#include "tests/support/ownpostgresql.h"
#include "tests/support/patience.h"

#include <QTest>

#include <array>

using namespace tandem;
using namespace tandem::test;
using namespace Qt::Literals::StringLiterals;

namespace account = tandem::entities::account;

/// The PostgreSQL below two daemons ends and comes back, as when its machine is updated. Nobody has to do anything.
class TestDatabaseRestart : public QObject
{
    Q_OBJECT

    OwnPostgresql m_servers;
    std::array<std::unique_ptr<DaemonProcess>, 2> m_daemons;
    std::array<std::unique_ptr<Laptop>, 2> m_laptops; ///< one at each; both see all accounts
    int m_created = 0; ///< by both laptops and by REST

    RecordId createAt(size_t at, const QString &name)
    {
        ++m_created;
        return m_laptops[at]->create(account::number, {{account::field::name, Value(name)}});
    }
    static DaemonProcess::Answer post(DaemonProcess &daemon, const QString &name)
    {
        return daemon.send("POST", u"/api/v1/account"_s, {{u"name"_s, name}});
    }

    /// The other daemon has nothing to write: it learns of this by the database's notice alone.
    void isHeardAtTheOther(size_t from)
    {
        // The first may still come with all that is read after a new connection.
        for (const QString &name : {u"Perhaps read"_s, u"Heard"_s}) {
            const RecordId id = createAt(from, name);
            QVERIFY(!id.isNull());
            QTRY_VERIFY(m_laptops[1 - from]->has(account::number, id));
        }
    }

    void nothingIsLostOrDoubled()
    {
        for (const auto &laptop : m_laptops) {
            QVERIFY(laptop->waitUntilSynced());
            QCOMPARE(laptop->replica->problemCount(), qint64(0));
            QTRY_COMPARE(laptop->rows(account::number), qint64(m_created));
        }
        QCOMPARE(m_servers.number(u"a"_s, u"SELECT count(*) FROM account"_s), qint64(m_created));
        // One entry of the log for each of them.
        QCOMPARE(m_servers.number(
                     u"a"_s, u"SELECT count(*) FROM change_log WHERE entity = %1"_s.arg(quint64(account::number))),
            qint64(m_created));
    }

private slots:
    void initTestCase()
    {
        QVERIFY(m_servers.run(u"start"_s, u"a"_s));
        QVERIFY(m_servers.configure(u"a"_s, u"synchronous_commit = on"_s)); // what is acknowledged outlives a crash
        QTRY_COMPARE(m_servers.number(u"a"_s,
                         u"SELECT count(*) FROM pg_settings WHERE name = 'synchronous_commit' AND setting = 'on'"_s),
            qint64(1));
        const QString url = OwnPostgresql::urlOf(m_servers.folderOf(u"a"_s));
        for (size_t i = 0; i < m_daemons.size(); ++i) {
            m_daemons[i] = std::make_unique<DaemonProcess>(QStringList{u"--database"_s, url});
            DaemonProcess &daemon = *m_daemons[i];
            QVERIFY2(daemon.start(), daemon.standardError().constData());
            QVERIFY(i == 0 ? daemon.signInAsAdministrator() : daemon.signIn(u"admin"_s, u"correct horse"_s));
            const QString login = u"helper%1"_s.arg(i);
            QVERIFY(daemon.addUser(login, u"service"_s));
            m_laptops[i] =
                std::make_unique<Laptop>(client::ServerAddress{u"127.0.0.1"_s, daemon.port()}, login, daemon.pin());
            QVERIFY(m_laptops[i]->sync());
        }
    }

    void cleanupTestCase()
    {
        for (size_t i = 0; i < m_daemons.size(); ++i) {
            m_laptops[i].reset();
            m_daemons[i].reset();
        }
        QVERIFY(m_servers.run(u"stop"_s, u"a"_s));
    }

    void whileItIsAwayWritesAreRefusedWithTheReasonAndThenGoOnByThemselves()
    {
        const QByteArray generation = m_laptops[0]->replica->generation();
        QVERIFY(m_servers.run(u"crash"_s, u"a"_s));
        for (const auto &daemon : m_daemons) {
            QTRY_COMPARE(daemon->ask("GET", u"/readyz"_s).body, QByteArray("writes fail: cannotOpen\n"));
            QTRY_COMPARE(post(*daemon, u"Nobody"_s).reason(), u"cannotOpen"_s);
            const auto refused = post(*daemon, u"Nobody"_s);
            QCOMPARE(refused.status, 503);
            QVERIFY2(!refused.message().isEmpty(), refused.body.constData());
            QCOMPARE(daemon->ask("GET", u"/healthz"_s).status, 200);
        }
        for (size_t i = 0; i < m_laptops.size(); ++i)
            QVERIFY(!createAt(i, u"Typed meanwhile"_s).isNull());
        QVERIFY(m_servers.run(u"resume"_s, u"a"_s));
        for (const auto &daemon : m_daemons) {
            QTRY_COMPARE(daemon->ask("GET", u"/readyz"_s).status, 200);
            QTRY_COMPARE(daemon->ask("GET", u"/api/v1/account?limit=1"_s).status, 200);
            QCOMPARE(post(*daemon, u"Afterwards"_s).status, 201);
            ++m_created;
        }
        nothingIsLostOrDoubled();
        for (const size_t from : {size_t(0), size_t(1)}) {
            if (!QTest::currentTestFailed())
                isHeardAtTheOther(from);
        }
        // It is the same company with the same past: nobody was signed out, and nothing is sent again.
        for (const auto &laptop : m_laptops)
            QCOMPARE(laptop->replica->generation(), generation);
    }

    void aRestartInTheMidstOfWorkLosesAndDoublesNothing()
    {
        constexpr int each = 150;
        for (int round = 0; round < 3; ++round) {
            for (int i = 0; i < 2 * each; ++i)
                QVERIFY(!createAt(size_t(i % 2), u"Round %1, %2"_s.arg(round).arg(i)).isNull());
            QTRY_VERIFY(m_laptops[0]->replica->outboxCount() < each); // the others are on their way
            QVERIFY(m_servers.run(u"restart"_s, u"a"_s));
            nothingIsLostOrDoubled();
            if (QTest::currentTestFailed())
                return;
        }
        for (const size_t from : {size_t(1), size_t(0)}) {
            if (!QTest::currentTestFailed())
                isHeardAtTheOther(from);
        }
    }
};

QTEST_GUILESS_MAIN(TestDatabaseRestart)
#include "tst_databaserestart.moc"
