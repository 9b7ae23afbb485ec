// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/shell/noticeannouncer.h"
#include "client/shell/quiethourspanel.h"
#include "client/widgets/toast.h"
#include "noticesfixture.h"

#include <QCheckBox>
#include <QMenu>
#include <QSignalSpy>
#include <QTimeEdit>

#include <algorithm>

using namespace tandem;
using namespace tandem::client;
using namespace tandem::test;

/// What is held back, and when it is told.
class TestQuietHours : public NoticesFixture
{
    Q_OBJECT

private slots:
    void initTestCase() { startBus(); }
    void init() { setUp(); }
    void cleanup() { tearDown(); }

    void quietHoursHoldBackWhatIsToldAsANumberAfterwards()
    {
        QuietHours hours;
        hours.enabled = true;
        QuietSettings(m_test->settings(), m_test->records()).setHours(hours);
        announcer().setClock([] { return QDateTime(QDate(2026, 7, 1), QTime(23, 30)); });
        lookAway();
        QSignalSpy gathered(window().findChild<NoticeBurst *>(), &NoticeBurst::ended);
        receiveNotices(2);
        QVERIFY(gathered.wait(patience));
        QVERIFY(isReadUpToHere());
        QTRY_COMPARE(m_badge.shown, 2);
        announcer().releaseHeld();
        QVERIFY(m_desktop->shown().empty());

        announcer().setClock([] { return QDateTime(QDate(2026, 7, 2), QTime(7, 0)); });
        announcer().releaseHeld();
        QTRY_COMPARE(m_desktop->shown().size(), size_t(1));
        QVERIFY(m_desktop->shown().front().text.contains(QLatin1Char('2')));
    }

    void thePauseOfTheTraysMenu()
    {
        QAction *hour = trayAction(QStringLiteral("notices.pauseHour"));
        QAction *resume = trayAction(QStringLiteral("notices.resume"));
        QVERIFY(hour && resume);
        const QString english = hour->text();
        hour->trigger();
        QVERIFY(announcer().isPaused());
        lookAway();
        QSignalSpy gathered(window().findChild<NoticeBurst *>(), &NoticeBurst::ended);
        receiveNotices(1);
        QVERIFY(gathered.wait(patience));
        QVERIFY(isReadUpToHere());
        QVERIFY(m_desktop->shown().empty());
        resume->trigger();
        QVERIFY(!announcer().isPaused());
        QTRY_COMPARE(m_desktop->shown().size(), size_t(1));
        m_test->translator().setLanguage(QStringLiteral("zh_CN"));
        QTRY_VERIFY(hour->text() != english);
    }

    void theEndOfAPauseDoesNotPromiseMoreThanTheQuietHoursAllow()
    {
        QuietHours hours;
        hours.enabled = true;
        QuietSettings(m_test->settings(), m_test->records()).setHours(hours);
        announcer().setClock([] { return QDateTime(QDate(2026, 7, 1), QTime(23, 30)); });
        announcer().pauseForAnHour();
        announcer().endPause();
        QVERIFY(!announcer().isPaused());
        const QString told = window().findChild<Toast *>()->text();
        QVERIFY2(told.contains(QStringLiteral("no notifications")), qPrintable(told));
        QVERIFY2(told.contains(QStringLiteral("7:00")), qPrintable(told));
    }

    void quietHoursAreSetInTheSettings()
    {
        window().open(Location::view(QStringLiteral("settings")));
        auto *panel = window().findChild<QuietHoursPanel *>();
        QVERIFY(panel);
        const auto boxes = panel->findChildren<QCheckBox *>();
        const auto times = panel->findChildren<QTimeEdit *>();
        QCOMPARE(boxes.size(), 8);
        QCOMPARE(times.size(), 2);
        QVERIFY(!times.front()->isEnabled());
        const QString english = boxes.front()->text();
        QTest::keyClick(boxes.front(), Qt::Key_Space);
        QVERIFY(times.front()->isEnabled());
        times.front()->setFocus();
        times.front()->setSelectedSection(QDateTimeEdit::HourSection);
        QTest::keyClick(times.front(), Qt::Key_Down);
        QTest::keyClick(boxes.back(), Qt::Key_Space); // Sunday
        const QuietHours hours = QuietSettings(m_test->settings(), m_test->records()).hours();
        QVERIFY(hours.enabled);
        QCOMPARE(hours.from, QTime(21, 0));
        QCOMPARE(hours.to, QTime(7, 0));
        QCOMPARE(hours.days, QSet<int>({1, 2, 3, 4, 5, 6}));
        m_test->translator().setLanguage(QStringLiteral("zh_CN"));
        QTRY_VERIFY(boxes.front()->text() != english);
        QVERIFY(!boxes.back()->accessibleName().isEmpty() && !times.front()->accessibleName().isEmpty());
    }

private:
    NoticeAnnouncer &announcer() { return *window().findChild<NoticeAnnouncer *>(); }

    QAction *trayAction(const QString &id)
    {
        const QList<QAction *> actions = m_tray->menu().actions();
        const auto found =
            std::find_if(actions.begin(), actions.end(), [&id](const QAction *a) { return a->objectName() == id; });
        return found == actions.end() ? nullptr : *found;
    }
};

QTEST_MAIN(TestQuietHours)
#include "tst_quiethours.moc"
