// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/entities/entitynames.h"
#include "tests/e2e/cuttingproxy.h"
#include "tests/support/daemonprocess.h"
#include "tests/support/laptop.h"
#include "tests/support/patience.h"
#include "tests/support/testdatabase.h"

#include <QSet>
#include <QTest>

#include <algorithm>
#include <array>

using namespace tandem;
using namespace tandem::test;
using namespace Qt::Literals::StringLiterals;

namespace account = tandem::entities::account;

namespace {

constexpr int laptops = 6;

/// In the order of bytes, in which both databases sort the column.
const QString rowsSql = u"SELECT \"name\" || ' ' || coalesce(\"employees\", 0) FROM \"account\" ORDER BY \"name\""_s;

}

/// Three daemons on one PostgreSQL behind one address. Clients do not know which of them they have, and go on at
/// another when that one dies in the midst of work.
class TestOneAddress : public QObject
{
    Q_OBJECT

    struct Helper
    {
        QString login;
        std::unique_ptr<Laptop> laptop;
        RecordId tally; ///< an account in which he counts what he has created
        int made = 0;
    };

    std::array<std::unique_ptr<DaemonProcess>, 3> m_daemons;
    CuttingProxy m_address;
    std::vector<Helper> m_helpers; ///< all of them see all accounts
    int m_posted = 0; ///< accounts by REST

    QString folder() const { return m_daemons.front()->dataFolder(); }

    /// Each of them creates so many accounts and counts each. On their laptops only: it is sent when the test waits.
    void work(int steps)
    {
        for (int step = 0; step < steps; ++step) {
            for (Helper &helper : m_helpers) {
                const QString name = u"%1 %2"_s.arg(helper.login).arg(++helper.made);
                QVERIFY(!helper.laptop->create(account::number, {{account::field::name, Value(name)}}).isNull());
                QVERIFY(helper.laptop->update(
                    account::number, helper.tally, {{account::field::employees, Value(helper.made)}}));
            }
        }
    }

    /// What the log of changes must have of accounts by now.
    qint64 changesMade() const
    {
        qint64 changes = m_posted;
        for (const Helper &helper : m_helpers)
            changes += 1 + 2 * helper.made;
        return changes;
    }
    qint64 changesCommitted() const
    {
        return testdatabase::number(
            folder(), u"SELECT count(*) FROM \"change_log\" WHERE \"entity\" = %1"_s.arg(int(account::number)));
    }

    /// Names of the accounts with changes of this kind, one for each change, in the order in which they were judged.
    QStringList changed(MutationKind kind, const QString &nameCondition) const
    {
        return testdatabase::column(folder(),
            u"SELECT a.\"name\" FROM \"change_log\" AS c JOIN \"account\" AS a ON a.\"id\" = c.\"record\" "
            "WHERE c.\"kind\" = %1 AND a.\"name\" %2 ORDER BY c.\"seq\""_s.arg(int(kind))
                .arg(nameCondition));
    }

    static QStringList rowsOf(const Laptop &laptop)
    {
        return testdatabase::column(
            Connection::open({laptop.replica->readerPath(), DatabaseAddress::Mode::ReadOnly}), rowsSql);
    }

    void compareWorkOf(const Helper &helper) const
    {
        QStringList expected;
        for (int i = 1; i <= helper.made; ++i)
            expected.append(u"%1 %2"_s.arg(helper.login).arg(i));
        QCOMPARE(changed(MutationKind::Create, u"LIKE '%1 %' AND a.\"name\" NOT LIKE '% tally'"_s.arg(helper.login)),
            expected);
        QCOMPARE(changed(MutationKind::Update, u"= '%1 tally'"_s.arg(helper.login)).size(), helper.made);
    }

    /// And everybody has it, whatever daemon he is at.
    void nothingIsLostOrDoubled() const
    {
        for (const Helper &helper : m_helpers) {
            QVERIFY2(helper.laptop->waitUntilSynced(), qPrintable(helper.login));
            QCOMPARE(helper.laptop->replica->problemCount(), qint64(0));
        }
        for (const Helper &helper : m_helpers)
            compareWorkOf(helper);
        QCOMPARE(changesCommitted(), changesMade());
        QCOMPARE(testdatabase::number(folder(), u"SELECT count(*) FROM \"conflict\""_s), qint64(0));
        const QStringList rows = testdatabase::column(folder(), rowsSql);
        QVERIFY(!rows.isEmpty());
        for (const Helper &helper : m_helpers)
            QTRY_COMPARE(rowsOf(*helper.laptop), rows);
    }

    bool allHaveClients() const
    {
        return std::all_of(m_daemons.begin(), m_daemons.end(),
            [this](const auto &daemon) { return m_address.connectionsTo(daemon->port()) > 0; });
    }

private slots:
    void initTestCase()
    {
        QList<quint16> ports;
        for (auto &daemon : m_daemons) {
            daemon = std::make_unique<DaemonProcess>(
                ports.isEmpty() ? QStringList() : m_daemons.front()->neighbourArguments());
            QVERIFY2(daemon->start(), daemon->standardError().constData());
            QVERIFY(ports.isEmpty() ? daemon->signInAsAdministrator() : daemon->signIn(u"admin"_s, u"correct horse"_s));
            QCOMPARE(daemon->fingerprint(), m_daemons.front()->fingerprint());
            ports.append(daemon->port());
        }
        const quint16 port = m_address.start(ports);
        QVERIFY(port != 0);
        for (int i = 0; i < laptops; ++i) {
            const QString login = u"helper%1"_s.arg(i);
            QVERIFY(m_daemons.front()->addUser(login, u"service"_s));
            auto laptop =
                std::make_unique<Laptop>(client::ServerAddress{u"127.0.0.1"_s, port}, login, m_daemons.front()->pin());
            QVERIFY(laptop->sync());
            const RecordId tally =
                laptop->create(account::number, {{account::field::name, Value(login + u" tally"_s)}});
            QVERIFY(!tally.isNull() && laptop->waitUntilSynced());
            m_helpers.push_back({login, std::move(laptop), tally, 0});
        }
        QVERIFY(allHaveClients());
    }
    void cleanupTestCase() { m_helpers.clear(); }

    void whatOneTypesStandsAtAllTheOthersWhateverDaemonTheyHave()
    {
        work(3);
        nothingIsLostOrDoubled();
    }

    /// The worst moment: what died with the daemon is that it has done the work.
    void whatWasCommittedAndNotAnsweredIsNotDoneAgainAtAnotherDaemon()
    {
        for (const auto &victim : m_daemons) {
            QTRY_VERIFY(m_address.connectionsTo(victim->port()) > 0);
            m_address.holdAnswers(true);
            work(5);
            QTRY_COMPARE(changesCommitted(), changesMade());
            for (const Helper &helper : m_helpers)
                QCOMPARE(helper.laptop->replica->outboxCount(), qint64(10));
            victim->kill();
            QTRY_COMPARE(m_address.connectionsTo(victim->port()), 0); // its answers are gone with it
            m_address.holdAnswers(false);
            nothingIsLostOrDoubled();
            QVERIFY2(victim->start(), victim->standardError().constData());
            if (QTest::currentTestFailed())
                return;
        }
    }

    void whoLosesHisDaemonInTheMidstOfWorkGoesOnAtAnother()
    {
        constexpr int steps = 50;
        for (const auto &victim : m_daemons) {
            // Who came back has nobody until the lines are made anew.
            m_address.cutAfter(1);
            work(steps);
            QTRY_VERIFY(std::any_of(m_helpers.begin(), m_helpers.end(),
                [](const Helper &helper) { return helper.laptop->replica->outboxCount() < 2 * steps; }));
            victim->kill(); // all the others are on their way
            work(1);
            nothingIsLostOrDoubled();
            QVERIFY2(victim->start(), victim->standardError().constData());
            if (QTest::currentTestFailed())
                return;
        }
    }

    /// From one that lives to another that does, and back.
    void whoseLineBreaksGoesOnAtWhateverDaemonHeGets()
    {
        int cuts = m_address.cuts();
        for (const qint64 bytes : {1, 300, 1'000, 3'000}) {
            m_address.cutAfter(bytes);
            work(20);
            ++cuts;
            QTRY_COMPARE(m_address.cuts(), cuts);
            nothingIsLostOrDoubled();
            if (QTest::currentTestFailed())
                return;
        }
        QTRY_VERIFY(allHaveClients());
    }

    void aRequestThatIsSentAgainToAnotherDaemonIsDoneOnce()
    {
        QSet<QString> ids;
        for (const auto &daemon : m_daemons) {
            const auto answer =
                daemon->ask("POST", u"/api/v1/account"_s, R"({"name": "posted"})", "Idempotency-Key: once-for-all\r\n");
            QVERIFY2(answer.status == 201, answer.body.constData());
            ids.insert(answer.json().value("id"_L1).toString());
        }
        QCOMPARE(ids.size(), 1);
        ++m_posted;
        nothingIsLostOrDoubled();
    }
};

QTEST_GUILESS_MAIN(TestOneAddress)
#include "tst_oneaddress.moc"
