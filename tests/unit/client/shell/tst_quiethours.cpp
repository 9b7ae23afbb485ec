// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/shell/noticeburst.h"
#include "client/shell/quiethours.h"
#include "tests/support/patience.h"

#include <QSignalSpy>
#include <QTest>
#include <QTimeZone>

using namespace tandem;
using namespace tandem::client;

constexpr std::chrono::milliseconds notWithinPatience(4 * test::patience);

/// When no notice may appear, and which ones are told together.
class TestQuietHours : public QObject
{
    Q_OBJECT

private slots:
    void aSpanOfADay_data()
    {
        QTest::addColumn<QString>("from");
        QTest::addColumn<QString>("to");
        QTest::addColumn<QString>("now");
        QTest::addColumn<QString>("until");
        const auto row = [](const char *name, const char *from, const char *to, const char *now, const char *until) {
            QTest::newRow(name) << QString::fromLatin1(from) << QString::fromLatin1(to) << QString::fromLatin1(now)
                                << QString::fromLatin1(until);
        };
        row("before noon", "12:00", "13:30", "2026-07-01T11:59:59", "");
        row("at noon", "12:00", "13:30", "2026-07-01T12:00:00", "2026-07-01T13:30:00");
        row("after lunch", "12:00", "13:30", "2026-07-01T13:30:00", "");
        row("in the evening", "22:00", "07:00", "2026-07-01T23:10:00", "2026-07-02T07:00:00");
        row("after midnight", "22:00", "07:00", "2026-07-02T00:00:00", "2026-07-02T07:00:00");
        row("in the morning", "22:00", "07:00", "2026-07-02T07:00:00", "");
        row("over new year", "22:00", "07:00", "2026-12-31T23:59:59", "2027-01-01T07:00:00");
        row("a whole day", "09:00", "09:00", "2026-07-02T08:00:00", "2026-07-02T09:00:00");
    }

    void aSpanOfADay()
    {
        QFETCH(QString, from);
        QFETCH(QString, to);
        QFETCH(QString, now);
        QFETCH(QString, until);
        const QuietHours hours = span(from, to);
        const auto end = quietUntil(hours, berlin(now));
        QCOMPARE(end ? end->toString(Qt::ISODate).left(19) : QString(), until);
    }

    void nothingIsQuietUnlessItIsSwitchedOn()
    {
        QuietHours hours = span(QStringLiteral("22:00"), QStringLiteral("07:00"));
        hours.enabled = false;
        QVERIFY(!quietUntil(hours, berlin(QStringLiteral("2026-07-01T23:10:00"))));
    }

    void aNightBelongsToTheDayOnWhichItBegins()
    {
        QuietHours hours = span(QStringLiteral("22:00"), QStringLiteral("07:00"));
        hours.days = {Qt::Friday};
        QVERIFY(!quietUntil(hours, berlin(QStringLiteral("2026-07-03T06:00:00")))); // the night to Friday
        QVERIFY(quietUntil(hours, berlin(QStringLiteral("2026-07-03T22:30:00"))));
        QVERIFY(quietUntil(hours, berlin(QStringLiteral("2026-07-04T06:00:00"))));
        QVERIFY(!quietUntil(hours, berlin(QStringLiteral("2026-07-04T22:30:00"))));
    }

    void aNightEndsOnceWhenTheClockIsChanged_data()
    {
        QTest::addColumn<QString>("evening");
        QTest::newRow("spring: half past two is passed over") << QStringLiteral("2026-03-28T22:00:00");
        QTest::newRow("autumn: half past two comes twice") << QStringLiteral("2026-10-24T22:00:00");
    }

    void aNightEndsOnceWhenTheClockIsChanged()
    {
        QFETCH(QString, evening);
        const QuietHours hours = span(QStringLiteral("22:00"), QStringLiteral("02:30"));
        QDateTime now = berlin(evening);
        const QDateTime noon = now.addSecs(14 * 3600);
        int quietMinutes = 0;
        int ends = 0;
        bool before = true;
        for (; now < noon; now = now.addSecs(60)) {
            const bool quiet = quietUntil(hours, now).has_value();
            quietMinutes += quiet ? 1 : 0;
            ends += before && !quiet ? 1 : 0;
            QVERIFY2(before || !quiet, qPrintable(now.toString(Qt::ISODate)));
            before = quiet;
        }
        QCOMPARE(ends, 1);
        QVERIFY2(quietMinutes >= 210 && quietMinutes <= 330, qPrintable(QString::number(quietMinutes)));
    }

    void anotherZoneAsksItsOwnClock()
    {
        const QuietHours hours = span(QStringLiteral("22:00"), QStringLiteral("07:00"));
        const QDateTime evening = berlin(QStringLiteral("2026-07-01T23:00:00"));
        const QTimeZone newYork("America/New_York");
        QVERIFY2(newYork.isValid(), "no time zones are installed");
        QVERIFY(quietUntil(hours, evening));
        QVERIFY(!quietUntil(hours, evening.toTimeZone(newYork)));
    }

    void aPauseEndsByItself()
    {
        const QDateTime now = berlin(QStringLiteral("2026-07-01T15:00:00"));
        const NoticePause hour = pauseForAnHour(now);
        QVERIFY(isPaused(hour, now));
        QVERIFY(isPaused(hour, now.addSecs(3599)));
        QVERIFY(!isPaused(hour, now.addSecs(3600)));
        const NoticePause night = pauseUntilTomorrow(now);
        QVERIFY(isPaused(night, berlin(QStringLiteral("2026-07-02T07:59:00"))));
        QVERIFY(!isPaused(night, berlin(QStringLiteral("2026-07-02T08:00:00"))));
        QVERIFY(!isPaused({}, now));
    }

    void aClockThatIsSetBackDoesNotProlongAPause()
    {
        const QDateTime now = berlin(QStringLiteral("2026-07-01T15:00:00"));
        QVERIFY(!isPaused(pauseForAnHour(now), now.addDays(-2)));
    }

    void whatComesInABurstIsTogether()
    {
        NoticeBurst burst(std::chrono::milliseconds(50), notWithinPatience);
        std::vector<std::vector<RecordId>> told;
        connect(&burst, &NoticeBurst::ended, this, [&told](const std::vector<RecordId> &ids) { told.push_back(ids); });
        QSignalSpy ended(&burst, &NoticeBurst::ended);
        std::vector<RecordId> all;
        for (int i = 0; i < 50; ++i) {
            all.push_back(newRecordId());
            burst.add({all.back()});
        }
        QVERIFY(ended.wait(test::patience));
        QCOMPARE(told.size(), size_t(1));
        QVERIFY(told.front() == all);
        burst.add({all.front()});
        QVERIFY(ended.wait(test::patience));
        QCOMPARE(told.back().size(), size_t(1));
    }

    void aBurstWithoutEndIsToldInTheMiddle()
    {
        NoticeBurst burst(notWithinPatience, std::chrono::milliseconds(50));
        QSignalSpy ended(&burst, &NoticeBurst::ended);
        burst.add({newRecordId()});
        burst.add({newRecordId()});
        QVERIFY(ended.wait(test::patience));
    }

private:
    static QuietHours span(const QString &from, const QString &to)
    {
        QuietHours hours;
        hours.enabled = true;
        hours.from = QTime::fromString(from, QStringLiteral("HH:mm"));
        hours.to = QTime::fromString(to, QStringLiteral("HH:mm"));
        return hours;
    }

    /// With its summer time where zones are installed; else of this machine, which the other tests do not mind.
    static QDateTime berlin(const QString &text)
    {
        const QDateTime local = QDateTime::fromString(text, Qt::ISODate);
        const QTimeZone zone("Europe/Berlin");
        return zone.isValid() ? QDateTime(local.date(), local.time(), zone) : local;
    }
};

QTEST_GUILESS_MAIN(TestQuietHours)
#include "tst_quiethours.moc"
