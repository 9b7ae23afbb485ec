// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/access/throttle.h"

#include <QTest>

using namespace tandem;
using namespace tandem::server;

class TestThrottle : public QObject
{
    Q_OBJECT

private slots:
    void theFirstFailuresAreFreeThenEachDoubles()
    {
        Throttle throttle;
        for (int i = 0; i < 4; ++i)
            throttle.failed(m_key, 1000);
        QCOMPARE(throttle.wait(m_key, 1000), 0);
        throttle.failed(m_key, 1000);
        QCOMPARE(throttle.wait(m_key, 1000), 1);
        throttle.failed(m_key, 1000);
        throttle.failed(m_key, 1000);
        QCOMPARE(throttle.wait(m_key, 1000), 4);
        QCOMPARE(throttle.wait(m_key, 4000), 1);
        QCOMPARE(throttle.wait(m_key, 5000), 0);
        QCOMPARE(throttle.wait(QStringLiteral("other"), 1000), 0);
    }

    void theWaitHasAnEnd()
    {
        Throttle throttle;
        for (int i = 0; i < 100; ++i)
            throttle.failed(m_key, 1000);
        QCOMPARE(throttle.wait(m_key, 1000), 900);
        QCOMPARE(throttle.wait(m_key, -50'000), 900); // a clock that went back
        QCOMPARE(throttle.wait(m_key, 850'000), 0);
        throttle.succeeded(m_key);
        QCOMPARE(throttle.wait(m_key, 1000), 0);
    }

    void memoryIsBounded()
    {
        Throttle throttle(Throttle::Limits{1, 900, 3600, 100});
        for (int i = 0; i < 1000; ++i)
            throttle.failed(QString::number(i), i);
        QVERIFY(throttle.failures(QStringLiteral("999")).count > 0);
        QCOMPARE(throttle.failures(QStringLiteral("0")).count, 0);
    }

    void whatWasKeptCountsOn()
    {
        Throttle throttle;
        throttle.restore(m_key, {7, 1000});
        QCOMPARE(throttle.wait(m_key, 1000), 4);
        throttle.restore(m_key, {2, 1000});
        QCOMPARE(throttle.failures(m_key).count, 7);
    }

private:
    const QString m_key = QStringLiteral("li.wei");
};

QTEST_GUILESS_MAIN(TestThrottle)
#include "tst_throttle.moc"
