// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/base/errortext.h"
#include "tests/sync/twolaptops.h"

using namespace tandem;
using namespace tandem::client;
using namespace tandem::test;

namespace account = tandem::entities::account;

/// Builds apart: laptops and a server that were not updated together.
class TestSkew : public TwoLaptops
{
    Q_OBJECT

private slots:
    void init() { setUp(); }
    void cleanup() { tearDown(); }

    void oneVersionApartWorks_data()
    {
        QTest::addColumn<int>("newest");
        QTest::newRow("the same") << 5;
        QTest::newRow("a laptop one ahead") << 6;
        QTest::newRow("a laptop one behind") << 4;
    }
    void oneVersionApartWorks()
    {
        QFETCH(int, newest);
        m_server->update({4, 5});
        m_laptop->update({newest - 1, newest});
        const RecordId id = m_laptop->create(account::number, named(QStringLiteral("apart")));
        QVERIFY(m_laptop->sync());
        QVERIFY(m_server->core.find(account::number, id));
        m_server->core.update(account::number, id, {{account::field::phone, Value(QStringLiteral("021"))}});
        QTRY_COMPARE(m_laptop->value(account::number, id, account::field::phone).toText(), QStringLiteral("021"));
    }

    void furtherApartIsToldAndLosesNothing_data()
    {
        QTest::addColumn<int>("server");
        QTest::addColumn<int>("laptop");
        QTest::addColumn<QString>("reason");
        QTest::newRow("an old laptop") << 7 << 5 << QStringLiteral("clientTooOld");
        QTest::newRow("an old server") << 5 << 7 << QStringLiteral("clientTooNew");
    }
    void furtherApartIsToldAndLosesNothing()
    {
        QVERIFY(m_laptop->sync());
        QFETCH(int, server);
        QFETCH(int, laptop);
        m_laptop->update({laptop - 1, laptop});
        m_server->update({server - 1, server});
        const RecordId id = m_laptop->create(account::number, named(QStringLiteral("kept")));
        m_laptop->engine->start();
        QTRY_COMPARE(m_laptop->phase(), SyncState::Phase::Refused);
        const auto error = m_laptop->engine->state().error;
        QVERIFY(error);
        QTEST(error->reason, "reason");
        QVERIFY(hasErrorText(error->reason));
        QCOMPARE(m_laptop->replica->outboxCount(), qint64(1));
        QVERIFY(!m_server->core.find(account::number, id));

        // Whichever of the two was the old one.
        if (laptop < server)
            m_laptop->update({server - 1, server});
        else
            m_server->update({laptop - 1, laptop});
        m_laptop->engine->start();
        m_laptop->engine->syncNow();
        QVERIFY(m_laptop->waitUntilSynced());
        QVERIFY(m_server->core.find(account::number, id));
        QCOMPARE(m_laptop->replica->problemCount(), qint64(0));
    }
};

QTEST_GUILESS_MAIN(TestSkew)
#include "tst_skew.moc"
