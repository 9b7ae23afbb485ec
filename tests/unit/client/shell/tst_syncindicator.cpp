// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/shell/syncindicator.h"

#include <QDateTime>
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

    void offlineByChoiceOffersToGoOnline()
    {
        SyncState state;
        state.phase = SyncState::Phase::Offline;
        state.offlineByChoice = true;
        const SyncWords words = describeSync(state, 0, QLocale(QLocale::English));
        QVERIFY(words.offerOnline);
        QVERIFY(!words.offerRetry);
    }

    /// That everything is kept is not to be read there.
    void whatCannotBeKeptIsTold()
    {
        SyncState state;
        state.phase = SyncState::Phase::Offline;
        state.retryAt = 30'000;
        state.storing = Error::unavailable(QStringLiteral("diskFull"));
        const SyncWords words = describeSync(state, 18'500, QLocale(QLocale::English));
        QCOMPARE(words.tone, Tone::Danger);
        QCOMPARE(words.bannerTone, Tone::Danger);
        QCOMPARE(words.pill, QStringLiteral("Disk full"));
        QCOMPARE(words.banner,
            QStringLiteral("What comes from the server cannot be kept on this computer. The disk is full. "
                           "Next attempt in 12 second(s)."));
        QVERIFY(words.offerRetry);
        // Who has gone offline gets nothing that would have to be kept.
        state.offlineByChoice = true;
        QCOMPARE(describeSync(state, 0, QLocale(QLocale::English)).bannerTone, Tone::Neutral);
        state.offlineByChoice = false;
        state.phase = SyncState::Phase::Synced;
        QVERIFY(describeSync(state, 0, QLocale(QLocale::English)).banner.isEmpty());
    }

    void refusedOffersWhatCanHelp()
    {
        SyncState state;
        state.phase = SyncState::Phase::Refused;
        state.error = Error::forbidden(QStringLiteral("userDisabled"));
        SyncWords words = describeSync(state, 0, QLocale(QLocale::English));
        QVERIFY(words.offerRetry && words.offerSignIn && !words.offerCertificate);
        state.error->reason = QStringLiteral("certificateChanged");
        words = describeSync(state, 0, QLocale(QLocale::English));
        QVERIFY(words.offerCertificate && !words.offerRetry && !words.offerSignIn);
    }

    void syncedSaysNothingInTheBanner()
    {
        SyncState state;
        state.phase = SyncState::Phase::Synced;
        const SyncWords words = describeSync(state, 0, QLocale(QLocale::English));
        QCOMPARE(words.tone, Tone::Success);
        QVERIFY(words.banner.isEmpty());
    }

    /// As in every list and form, whatever the language's own habit is.
    void timesAreWrittenAsEverywhere()
    {
        SyncState state;
        state.phase = SyncState::Phase::Synced;
        state.lastSynced = QDateTime(QDate(2026, 11, 29), QTime(17, 36)).toMSecsSinceEpoch();
        QCOMPARE(describeSync(state, 0, QLocale(QLocale::English)).pill, QStringLiteral("Synced 17:36"));
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
        state.error = Error{ErrorCode::Unauthenticated, QStringLiteral("sessionRevoked"), {}, {}, {}};
        const SyncWords revoked = describeSync(state, 0, QLocale(QLocale::English));
        QVERIFY(revoked.offerSignIn);
        QVERIFY2(revoked.banner.contains(QStringLiteral("signed out elsewhere")), qPrintable(revoked.banner));
    }
};

QTEST_APPLESS_MAIN(TestSyncIndicator)
#include "tst_syncindicator.moc"
