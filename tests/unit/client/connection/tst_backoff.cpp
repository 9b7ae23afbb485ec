// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/connection/backoff.h"

#include <QTest>

using namespace tandem::client;
using namespace std::chrono_literals;

class TestBackoff : public QObject
{
    Q_OBJECT

private slots:
    void eachWaitIsTwiceAsLongUpToTheBound()
    {
        QRandomGenerator random(7);
        Backoff backoff(1s, 60s, &random);
        std::chrono::milliseconds whole = 1s;
        for (int i = 0; i < 40; ++i) {
            const auto wait = backoff.next();
            QVERIFY(wait >= whole / 2);
            QVERIFY(wait <= whole);
            whole = std::min<std::chrono::milliseconds>(whole * 2, 60s);
        }
    }

    void resetBeginsWithTheShortest()
    {
        QRandomGenerator random(7);
        Backoff backoff(1s, 60s, &random);
        for (int i = 0; i < 10; ++i)
            backoff.next();
        backoff.reset();
        QVERIFY(backoff.next() <= 1s);
    }

    void manyClientsSpread()
    {
        QRandomGenerator random(7);
        QSet<qint64> waits;
        for (int client = 0; client < 100; ++client)
            waits.insert(Backoff(60s, 60s, &random).next().count());
        QVERIFY(waits.size() > 90);
    }
};

QTEST_APPLESS_MAIN(TestBackoff)
#include "tst_backoff.moc"
