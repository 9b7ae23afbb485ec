// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/shell/syncindicator.h"

#include <QTest>

using namespace tandem;
using namespace tandem::client;

class TestSyncIndicator : public QObject
{
    Q_OBJECT

private slots:
    void offlineIsAQuietStateWithACountdown()
    {
        SyncState state;
        state.phase = SyncState::Phase::Offline;
        state.waiting = 4;
        state.retryAt = 30'000;
        const SyncWords words = describeSync(state, 18'500, QLocale(QLocale::English));
        QCOMPARE(words.tone, Tone::Neutral);
        QVERIFY(words.pill.contains(QLatin1String("4")));
        QVERIFY(words.banner.contains(QLatin1String("4")));
        QVERIFY(words.banner.contains(QLatin1String("12")));
        QVERIFY(words.offerRetry);
    }

    void syncedSaysNothingInTheBanner()
    {
        SyncState state;
        state.phase = SyncState::Phase::Synced;
        const SyncWords words = describeSync(state, 0, QLocale(QLocale::English));
        QCOMPARE(words.tone, Tone::Success);
        QVERIFY(words.banner.isEmpty());
    }

    void problemsOutweighEverything()
    {
        SyncState state;
        state.phase = SyncState::Phase::Synced;
        state.problems = 1;
        state.conflicts = 2;
        const SyncWords words = describeSync(state, 0, QLocale(QLocale::English));
        QCOMPARE(words.tone, Tone::Danger);
        QVERIFY(words.pill.contains(QLatin1String("1")));
        QVERIFY(words.pill.contains(QLatin1String("2")));
    }

    void signedOutOffersToSignIn()
    {
        SyncState state;
        state.phase = SyncState::Phase::SignedOut;
        const SyncWords words = describeSync(state, 0, QLocale(QLocale::English));
        QVERIFY(words.offerSignIn);
        QVERIFY(!words.banner.isEmpty());
    }
};

QTEST_APPLESS_MAIN(TestSyncIndicator)
#include "tst_syncindicator.moc"
