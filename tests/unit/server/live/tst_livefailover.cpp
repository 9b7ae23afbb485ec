// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "livesessionfixture.h"

#include "server/store/sequence.h"
#include "shared/database/postgresql/opendatabase.h"

using namespace tandem;
using namespace tandem::server;
using namespace tandem::test;

/// What sessions hear when the database has failed over to a standby, which a file cannot.
class TestLiveFailover : public QObject, private LiveSessionFixture
{
    Q_OBJECT

private slots:
    void init() { startHub(); }
    void cleanup() { stopHub(); }

    /// What it says cannot be checked, so it is taken for its own affair.
    void aLaptopThatIsAheadBeginsAnewAndNobodyElse()
    {
        const RecordId generation = m_core->store->generation();
        const auto connection = *openDatabase(m_core->store->database());
        const qint64 kept = *Sequence::committed(*connection);
        // As if a standby had been promoted that had everything which this server knows of.
        QVERIFY(connection->execute(QStringLiteral("UPDATE meta SET value = 'other' WHERE name = 'timeline'")).ok());
        Client upToDate(*m_hub);
        const auto same = greet(upToDate, toBytes(generation), kept);
        QVERIFY(same);
        QCOMPARE(same->generation, toBytes(generation));

        Client ahead(*m_hub);
        const auto anew = greet(ahead, toBytes(generation), kept + 1);
        QVERIFY(anew);
        QVERIFY(anew->generation != toBytes(generation));
        QVERIFY(anew->metadata);
        QVERIFY(anew->cursor != kept + 1);
        const auto answers = ahead.push({ahead.createAccount(QStringLiteral("Again"))});
        QCOMPARE(answers.size(), size_t(1));
        QVERIFY(!answers.front().error);
        QVERIFY(!upToDate.socket->isClosed);
        QCOMPARE(m_core->store->generation(), generation);

        // The name stays good, and whoever says the same once more has nothing of it.
        Client again(*m_hub);
        const auto known = greet(again, anew->generation, anew->cursor);
        QVERIFY(known);
        QCOMPARE(known->generation, anew->generation);
        QCOMPARE(known->cursor, anew->cursor);
        Client liar(*m_hub);
        const auto told = greet(liar, anew->generation, kept + 1);
        QVERIFY(told);
        QCOMPARE(told->generation, anew->generation);
        QVERIFY(!upToDate.socket->isClosed);
        QCOMPARE(m_core->store->generation(), generation);
    }

private:
    static std::optional<Welcome> greet(Client &client, const QByteArray &generation, qint64 cursor)
    {
        Hello hello = client.hello(QStringLiteral("rep"));
        hello.generation = generation;
        hello.cursor = cursor;
        client.say(hello);
        return client.next<Welcome>();
    }
};

QTEST_GUILESS_MAIN(TestLiveFailover)
#include "tst_livefailover.moc"
