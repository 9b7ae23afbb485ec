// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/base/recordid.h"
#include "shared/base/repeatedids.h"

#include <QTest>

using namespace tandem;

namespace {

class StoppedClock : public Clock
{
public:
    Timestamp now() const override { return time; }
    Timestamp time = 1'700'000'000'000;
};

}

class TestRecordId : public QObject
{
    Q_OBJECT

private slots:
    void isVersionSevenWithItsTime()
    {
        StoppedClock clock;
        clock.time = QDateTime::currentMSecsSinceEpoch() + 86'400'000;
        const QByteArray bytes = toBytes(newRecordId(clock));
        QCOMPARE(quint8(bytes[6]) >> 4, 7);
        QCOMPARE(quint8(bytes[8]) >> 6, 2);
        qint64 milliseconds = 0;
        for (int i = 0; i < 6; ++i)
            milliseconds = (milliseconds << 8) | quint8(bytes[i]);
        QCOMPARE(milliseconds, clock.time);
    }

    void ascendsThoughTheClockStandsOrStepsBack()
    {
        StoppedClock clock;
        QByteArray previous;
        for (int i = 0; i < 10'000; ++i) {
            if (i == 5'000)
                clock.time -= 3'600'000;
            const QByteArray next = toBytes(newRecordId(clock));
            QVERIFY2(previous < next, qPrintable(QString::number(i)));
            previous = next;
        }
    }

    void oneSeedGivesTheSameIds()
    {
        const auto ids = [](quint64 seed) {
            repeatRecordIds(seed);
            QList<RecordId> made;
            for (int i = 0; i < 5'000; ++i)
                made.append(newRecordId());
            return made;
        };
        const QList<RecordId> first = ids(1);
        QCOMPARE(ids(1), first);
        QVERIFY(ids(2) != first);
        QVERIFY(std::is_sorted(
            first.begin(), first.end(), [](const RecordId &a, const RecordId &b) { return toBytes(a) < toBytes(b); }));
        QCOMPARE(QSet<RecordId>(first.begin(), first.end()).size(), first.size());
    }

    void textAndBytesRoundTrip()
    {
        const RecordId id = newRecordId();
        QCOMPARE(recordIdFromText(toText(id)), id);
        QCOMPARE(recordIdFromBytes(toBytes(id)), id);
        QVERIFY(recordIdFromText(QStringLiteral("nonsense")).isNull());
        QVERIFY(recordIdFromBytes(QByteArray(15, 'x')).isNull());
    }
};

QTEST_APPLESS_MAIN(TestRecordId)
#include "tst_recordid.moc"
