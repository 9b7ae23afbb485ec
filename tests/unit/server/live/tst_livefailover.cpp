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

    void whatALaptopAloneKnowsToBeLostEndsTheGeneration()
    {
        const RecordId generation = m_core->store->generation();
        const auto connection = *openDatabase(m_core->store->database());
        const qint64 kept = *Sequence::committed(*connection);
        // As if a standby had been promoted that had everything which this server knows of.
        QVERIFY(connection->execute(QStringLiteral("UPDATE meta SET value = 'other' WHERE name = 'timeline'")).ok());
        const auto greet = [&](Client &client, qint64 cursor) {
            Hello hello = client.hello(QStringLiteral("rep"));
            hello.generation = toBytes(generation);
            hello.cursor = cursor;
            client.say(hello);
        };
        Client upToDate(*m_hub);
        greet(upToDate, kept);
        const auto welcome = upToDate.next<Welcome>();
        QVERIFY(welcome);
        QCOMPARE(welcome->generation, toBytes(generation));

        Client ahead(*m_hub);
        greet(ahead, kept + 1);
        const auto refused = ahead.next<Refused>();
        QVERIFY(refused);
        QCOMPARE(refused->error.reason, QStringLiteral("serverRestored"));
        QVERIFY(QTest::qWaitFor([&] {
            FakeSocket::runAll();
            return upToDate.socket->isClosed;
        }));
        QCOMPARE(upToDate.socket->closeReason, QStringLiteral("serverRestored"));
        QVERIFY(m_core->store->generation() != generation);

        Client again(*m_hub);
        greet(again, kept + 1);
        const auto other = again.next<Welcome>();
        QVERIFY(other);
        QCOMPARE(other->generation, toBytes(m_core->store->generation()));
    }
};

QTEST_GUILESS_MAIN(TestLiveFailover)
#include "tst_livefailover.moc"
