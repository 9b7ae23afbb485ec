// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/entities/entitynames.h"
#include "tests/support/daemonprocess.h"
#include "tests/support/laptop.h"
#include "tests/support/ownpostgresql.h"
#include "tests/support/patience.h"

#include <QTest>

using namespace tandem;
using namespace tandem::test;
using namespace Qt::Literals::StringLiterals;

namespace account = tandem::entities::account;

/// Two PostgreSQL servers, one the standby of the other, behind two daemons with a laptop at each: the primary dies and
/// the standby is promoted.
class TestFailover : public QObject
{
    Q_OBJECT

    OwnPostgresql m_servers;
    std::array<std::unique_ptr<DaemonProcess>, 2> m_daemons;
    std::array<std::unique_ptr<Laptop>, 2> m_laptops; ///< one at each
    int m_created = 0;

    qint64 accountsNamed(const QString &server, const QString &name) const
    {
        return m_servers.number(server, u"SELECT count(*) FROM account WHERE name = '%1'"_s.arg(name));
    }

    RecordId createAt(int at, const QString &name)
    {
        ++m_created;
        return m_laptops[at]->create(account::number, {{account::field::name, Value(name)}});
    }

    int restStatus(int at, const QString &name) const
    {
        return m_daemons[at]->send("POST", u"/api/v1/account"_s, {{u"name"_s, name}}).status;
    }

private slots:
    void initTestCase()
    {
        QVERIFY(m_servers.run(u"start"_s, u"a"_s));
        QVERIFY(m_servers.configure(u"a"_s, u"synchronous_commit = on"_s));
        QVERIFY(m_servers.run(u"standby"_s, u"b"_s, u"a"_s));
        QVERIFY(m_servers.configure(u"a"_s, u"synchronous_standby_names = '*'"_s));
        QTRY_COMPARE(
            m_servers.number(u"a"_s, u"SELECT count(*) FROM pg_stat_replication WHERE sync_state = 'sync'"_s), 1);
        const QString url = OwnPostgresql::urlOf(
            m_servers.folderOf(u"b"_s) + u',' + m_servers.folderOf(u"a"_s)); // the standby stands first
        for (int i = 0; i < 2; ++i) {
            DaemonProcess &daemon =
                *(m_daemons[i] = std::make_unique<DaemonProcess>(QStringList{u"--database"_s, url}));
            QVERIFY2(daemon.start(), daemon.standardError().constData());
            QVERIFY(i == 0 ? daemon.signInAsAdministrator() : daemon.signIn(u"admin"_s, u"correct horse"_s));
            const QString login = u"rep%1"_s.arg(i);
            QVERIFY(daemon.addUser(login, u"sales"_s));
            m_laptops[i] =
                std::make_unique<Laptop>(client::ServerAddress{u"127.0.0.1"_s, daemon.port()}, login, daemon.pin());
            QVERIFY(m_laptops[i]->sync());
        }
    }

    void cleanupTestCase()
    {
        for (int i = 0; i < 2; ++i) {
            m_laptops[i].reset();
            m_daemons[i].reset();
        }
        QVERIFY(m_servers.run(u"stop"_s, u"a"_s));
        QVERIFY(m_servers.run(u"stop"_s, u"b"_s));
    }

    void whatWasAcknowledgedIsOnASynchronousStandby()
    {
        const QByteArray generation = m_laptops[0]->replica->generation();
        for (int i = 0; i < 20; ++i)
            QVERIFY(!createAt(i % 2, u"Before %1"_s.arg(i)).isNull());
        for (int i = 0; i < 2; ++i) {
            QCOMPARE(restStatus(i, u"REST before"_s), 201);
            QVERIFY(m_laptops[i]->waitUntilSynced());
        }
        constexpr int each = 30;
        for (int i = 0; i < 2 * each; ++i)
            QVERIFY(!createAt(i % 2, u"Meanwhile %1"_s.arg(i)).isNull());
        QTRY_VERIFY(m_laptops[0]->replica->outboxCount() < each); // the others are on their way
        QVERIFY(m_servers.run(u"crash"_s, u"a"_s));
        for (const auto &daemon : m_daemons) {
            QTRY_COMPARE(daemon->ask("GET", u"/readyz"_s).body, QByteArray("writes fail: noPrimary\n"));
            QTRY_COMPARE(daemon->askControl("GET", u"/status"_s).reason(), u"noPrimary"_s);
            QCOMPARE(daemon->send("POST", u"/api/v1/account"_s, {{u"name"_s, u"Nobody"_s}}).status, 503);
        }
        QVERIFY(!createAt(0, u"Without a database"_s).isNull());
        QVERIFY(m_servers.run(u"promote"_s, u"b"_s));
        for (int i = 0; i < 2; ++i) {
            QTRY_COMPARE(m_daemons[i]->ask("GET", u"/readyz"_s).status, 200);
            QTRY_COMPARE(m_daemons[i]->ask("GET", u"/api/v1/account?limit=1"_s).status, 200);
            QCOMPARE(restStatus(i, u"REST after"_s), 201);
            // Other rights are to be read over lines that were cut, which signs nobody out.
            QVERIFY(m_daemons[i]->addUser(u"newcomer%1"_s.arg(i), u"sales"_s));
            QVERIFY(m_laptops[i]->waitUntilSynced());
            QCOMPARE(m_laptops[i]->replica->problemCount(), qint64(0));
            QCOMPARE(m_laptops[i]->replica->generation(), generation);
            QVERIFY(m_daemons[i]
                        ->askControl("GET", u"/status"_s)
                        .json()
                        .value("databaseServer"_L1)
                        .toString()
                        .startsWith(m_servers.folderOf(u"b"_s)));
        }
        QCOMPARE(
            m_servers.number(u"b"_s, u"SELECT count(*) FROM account WHERE name NOT LIKE 'REST%'"_s), qint64(m_created));
        QCOMPARE(accountsNamed(u"b"_s, u"REST before"_s), qint64(2));
        QCOMPARE(accountsNamed(u"b"_s, u"REST after"_s), qint64(2));
        QCOMPARE(accountsNamed(u"b"_s, u"Nobody"_s), qint64(0));
        // One entry of the log for each of them.
        QCOMPARE(m_servers.number(
                     u"b"_s, u"SELECT count(*) FROM change_log WHERE entity = %1"_s.arg(quint64(account::number))),
            qint64(m_created + 4));
    }

    /// And the daemons that knew of it died too, so that only laptops do.
    void whatAnAsynchronousStandbyLacksIsSentAgain()
    {
        QVERIFY(m_servers.run(u"standby"_s, u"a"_s, u"b"_s));
        QTRY_COMPARE(m_servers.number(u"b"_s,
                         u"SELECT count(*) FROM pg_stat_replication "
                         "WHERE flush_lsn = pg_current_wal_flush_lsn()"_s),
            1);
        const QByteArray generation = m_laptops[0]->replica->generation();
        const qint64 kept = m_servers.number(u"b"_s, u"SELECT \"last\" FROM change_counter"_s);
        QVERIFY(m_servers.run(u"crash"_s, u"a"_s)); // from here on it misses everything
        for (int i = 0; i < 2; ++i) {
            const RecordId id = createAt(i, u"Lost %1"_s.arg(i));
            QVERIFY(m_laptops[i]->waitUntilSynced());
            QVERIFY(m_laptops[i]->update(account::number, id, {{account::field::employees, Value(7)}}));
            QVERIFY(m_laptops[i]->waitUntilSynced());
            QTRY_VERIFY(m_laptops[i]->replica->cursor() > kept);
        }
        QCOMPARE(restStatus(0, u"Lost for good"_s), 201);
        for (int i = 0; i < 2; ++i) {
            m_daemons[i]->kill();
            QTRY_VERIFY(!m_laptops[i]->isSynced());
        }
        QVERIFY(m_servers.run(u"crash"_s, u"b"_s));
        QVERIFY(m_servers.run(u"resume"_s, u"a"_s));
        QCOMPARE(accountsNamed(u"a"_s, u"Lost 0"_s), qint64(0));
        QVERIFY(m_servers.run(u"promote"_s, u"a"_s));
        for (const auto &daemon : m_daemons)
            QVERIFY2(daemon->start(), daemon->standardError().constData());
        for (int i = 0; i < 2; ++i) {
            QTRY_VERIFY(m_laptops[i]->isSynced() && m_laptops[i]->replica->generation() != generation);
            QCOMPARE(m_laptops[i]->replica->problemCount(), qint64(0));
            QCOMPARE(
                m_servers.number(u"a"_s, u"SELECT employees FROM account WHERE name = 'Lost %1'"_s.arg(i)), qint64(7));
        }
        QCOMPARE(m_laptops[1]->replica->generation(), m_laptops[0]->replica->generation());
        QCOMPARE(accountsNamed(u"a"_s, u"Lost for good"_s), qint64(0));
        QCOMPARE(
            m_servers.number(u"a"_s, u"SELECT count(*) FROM account WHERE name NOT LIKE 'REST%'"_s), qint64(m_created));
        QCOMPARE(m_servers.number(
                     u"a"_s, u"SELECT count(*) FROM change_log WHERE entity = %1"_s.arg(quint64(account::number))),
            qint64(m_created + 4 + 2));
    }
};

QTEST_GUILESS_MAIN(TestFailover)
#include "tst_failover.moc"
