// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/desktop/appbadge.h"
#include "client/desktop/freedesktopnotices.h"
#include "client/desktop/trayicon.h"
#include "client/shell/commands.h"
#include "client/shell/navigationrail.h"
#include "client/shell/noticeannouncer.h"
#include "client/shell/notificationpanel.h"
#include "client/shell/quiethourspanel.h"
#include "client/widgets/toast.h"
#include "shared/entities/entitynames.h"
#include "tests/support/fakenotifications.h"
#include "tests/support/privatebus.h"
#include "tests/support/testwindow.h"

#include <QCheckBox>
#include <QMenu>
#include <QSignalSpy>
#include <QTest>
#include <QTimeEdit>
#include <QToolButton>

#include <algorithm>

using namespace tandem;
using namespace tandem::client;
using namespace tandem::test;

namespace account = entities::account;
namespace instance = entities::approvalInstance;
namespace notice = entities::notification;
namespace task = entities::approvalTask;

namespace {

class NoTray final : public NoticeService
{
public:
    bool isAvailable() const override { return false; }
    void show(const DesktopNotice &) override { }
    void withdraw(const QString &) override { }
};

class TestBadge final : public AppBadge
{
public:
    void show(int count) override { shown = count; }

    int shown = 0;
};

}

/// What reaches somebody who does not look at the window, over a real bus to a desktop that a test plays.
class TestNotices : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QVERIFY2(PrivateBus::isInstalled(), "dbus-daemon is not installed: scripts/install-packages installs it");
        QVERIFY(m_bus.start());
    }

    void init()
    {
        ++m_run;
        m_notices = 0;
        m_badge.shown = 0;
        m_desktop = std::make_unique<FakeNotifications>(
            m_bus.connect(QStringLiteral("desktop%1").arg(m_run)), QStringList{QStringLiteral("actions")});
        QVERIFY(m_desktop->appear());
        m_service = std::make_unique<FreedesktopNotices>(
            m_bus.connect(QStringLiteral("client%1").arg(m_run)), std::make_unique<NoTray>());
        QTRY_VERIFY(m_service->isAvailable());
        m_tray = std::make_unique<TrayIcon>();
        m_test = std::make_unique<TestWindow>(Desktop{m_service.get(), m_tray.get(), &m_badge});
        QVERIFY(m_test->isReady());
        QVERIFY(isReadUpToHere());
    }

    void cleanup()
    {
        m_other.reset();
        m_test.reset();
        m_tray.reset();
        m_service.reset();
        m_desktop.reset();
    }

    void anApprovalIsGivenFromTheNotice()
    {
        lookAway();
        receiveTask(QStringLiteral("open"));
        receiveNotices(1, taskLink(), QStringLiteral("approvalRequested"));
        QTRY_COMPARE(m_desktop->shown().size(), size_t(1));
        const FakeNotifications::Shown shown = m_desktop->shown().front();
        QCOMPARE(shown.title, QStringLiteral("Approval"));
        QVERIFY2(shown.text.contains(QStringLiteral("Trip to Paris")), qPrintable(shown.text));
        QVERIFY(shown.actions.contains(QStringLiteral("open")) && shown.actions.contains(QStringLiteral("Approve")));
        // The request and its task are one thing that waits.
        QTRY_COMPARE(m_badge.shown, 1);
        QVERIFY(m_tray->toolTip().contains(QLatin1Char('1')));

        m_desktop->invoke(shown.id, QStringLiteral("approve"));
        QTRY_COMPARE(approvalsToSend(), 1);
        QTRY_VERIFY(!readAt(1).isNull());
        QTRY_VERIFY(m_desktop->closed().contains(shown.id));
        QVERIFY(window().findChild<Toast *>()->text().contains(QStringLiteral("on its way")));
        receiveTask(QStringLiteral("done"));
        QTRY_COMPARE(m_badge.shown, 0);
    }

    void whatWasDecidedMeanwhileIsOpenedInstead()
    {
        lookAway();
        receiveTask(QStringLiteral("open"));
        receiveNotices(1, taskLink(), QStringLiteral("approvalRequested"));
        QTRY_COMPARE(m_desktop->shown().size(), size_t(1));
        receiveTask(QStringLiteral("done"));
        m_desktop->invoke(m_desktop->shown().front().id, QStringLiteral("approve"));
        QTRY_VERIFY(isShown(Location::record(QStringLiteral("approvalTask"), idOf(51))));
        QCOMPARE(approvalsToSend(), 0);
    }

    void aBegunCommentIsNotPassedOver()
    {
        lookAway();
        receiveTask(QStringLiteral("open"));
        Draft draft;
        draft.key = {task::number, idOf(51)};
        draft.values[task::field::comment] = QStringLiteral("only by train");
        m_test->records().saveDraft(draft);
        receiveNotices(1, taskLink(), QStringLiteral("approvalRequested"));
        QTRY_COMPARE(m_desktop->shown().size(), size_t(1));
        m_desktop->invoke(m_desktop->shown().front().id, QStringLiteral("approve"));
        QTRY_VERIFY(isShown(Location::record(QStringLiteral("approvalTask"), idOf(51))));
        QCOMPARE(approvalsToSend(), 0);
    }

    void aClickOpensTheRecordAndReadsTheNotice()
    {
        const RecordId id = m_test->add(account::number, {{account::field::name, Value(QStringLiteral("Acme"))}});
        lookAway();
        receiveNotices(1, QStringLiteral("account/") + toText(id), QStringLiteral("approvalApproved"));
        QTRY_COMPARE(m_desktop->shown().size(), size_t(1));
        QVERIFY(!m_desktop->shown().front().actions.contains(QStringLiteral("approve")));
        m_desktop->invoke(m_desktop->shown().front().id, QStringLiteral("default"));
        QTRY_VERIFY(window().isActiveWindow());
        QVERIFY(isShown(Location::record(QStringLiteral("account"), id)));
        QTRY_VERIFY(!readAt(1).isNull());
        QTRY_COMPARE(m_badge.shown, 0);
    }

    void aClickLeavesAMaximisedWindowMaximised()
    {
        window().showMaximized();
        lookAway();
        receiveNotices(1);
        QTRY_COMPARE(m_desktop->shown().size(), size_t(1));
        m_desktop->invoke(m_desktop->shown().front().id, QStringLiteral("default"));
        QTRY_VERIFY(window().isActiveWindow());
        QVERIFY(window().isMaximized());
    }

    void withoutADesktopTheNoticeWaitsInTheWindow()
    {
        m_test.reset();
        m_test = std::make_unique<TestWindow>();
        QVERIFY(m_test->isReady());
        QVERIFY(isReadUpToHere());
        lookAway();
        receiveNotices(1);
        QTRY_COMPARE(window().findChild<Toast *>()->text(), QStringLiteral("Notice 1"));
        QVERIFY(m_desktop->shown().empty());
    }

    void whoLooksAtTheWindowIsToldThereOnly()
    {
        receiveNotices(1);
        QTRY_COMPARE(window().findChild<Toast *>()->text(), QStringLiteral("Notice 1"));
        QVERIFY(m_desktop->shown().empty());
    }

    void manyAreToldAsANumber()
    {
        lookAway();
        receiveNotices(20);
        receiveNotices(30);
        QTRY_VERIFY(!m_desktop->shown().empty() && m_desktop->shown().back().text.contains(QStringLiteral("50")));
        // On a slow machine the second delivery is a burst of its own, whose number takes the place of the first.
        QVERIFY(m_desktop->shown().size() <= 2);
        QTRY_COMPARE(m_badge.shown, 50);
        m_desktop->invoke(m_desktop->shown().back().id, QStringLiteral("open"));
        QTRY_VERIFY(window().findChild<NotificationPanel *>()->isVisible());
    }

    void whatIsReadElsewhereGoesHere()
    {
        lookAway();
        receiveNotices(1);
        QTRY_COMPARE(m_desktop->shown().size(), size_t(1));
        QTRY_COMPARE(m_badge.shown, 1);
        m_test->receive(incomingRows(notice::number, {notice::field::readAt},
            {{noticeId(1), {{notice::field::readAt, Value(qint64(1'780'000'000'000))}}}}, ++m_seq));
        QTRY_COMPARE(m_badge.shown, 0);
        QTRY_COMPARE(m_desktop->closed(), QList<uint>{m_desktop->shown().front().id});
    }

    void quietHoursHoldBackWhatIsToldAsANumberAfterwards()
    {
        QuietHours hours;
        hours.enabled = true;
        QuietSettings(m_test->settings(), m_test->records()).setHours(hours);
        announcer().setClock([] { return QDateTime(QDate(2026, 7, 1), QTime(23, 30)); });
        lookAway();
        QSignalSpy gathered(window().findChild<NoticeBurst *>(), &NoticeBurst::ended);
        receiveNotices(2);
        QVERIFY(gathered.wait());
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
        QVERIFY(gathered.wait());
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

    void theNumberOnTheRailStaysWhenTheLanguageChanges()
    {
        receiveTask(QStringLiteral("open"));
        const auto number = [this] {
            const auto *office = window().findChild<NavigationRail *>()->findChild<QToolButton *>(QStringLiteral("oa"));
            return office->accessibleDescription();
        };
        QTRY_COMPARE(number(), QStringLiteral("1"));
        auto *before = window().findChild<NavigationRail *>()->findChild<QToolButton *>(QStringLiteral("oa"));
        QSignalSpy replaced(before, &QObject::destroyed);
        m_test->translator().setLanguage(QStringLiteral("zh_CN"));
        QVERIFY(replaced.size() == 1 || replaced.wait());
        QCOMPARE(number(), QStringLiteral("1"));
    }

private:
    MainWindow &window() { return m_test->window(); }
    NoticeAnnouncer &announcer() { return *window().findChild<NoticeAnnouncer *>(); }
    bool isShown(const Location &location) { return m_test->tabs().currentLocation() == location; }
    static RecordId noticeId(int number) { return idOf(1000 + number); }
    static QString taskLink() { return QStringLiteral("approvalTask/") + toText(idOf(51)); }
    Value readAt(int number) { return m_test->valueOf(notice::number, noticeId(number), notice::field::readAt); }

    QAction *trayAction(const QString &id)
    {
        const QList<QAction *> actions = m_tray->menu().actions();
        const auto found =
            std::find_if(actions.begin(), actions.end(), [&id](const QAction *a) { return a->objectName() == id; });
        return found == actions.end() ? nullptr : *found;
    }

    void lookAway()
    {
        m_other = std::make_unique<QWidget>();
        m_other->show();
        m_other->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_other.get()));
    }

    /// What the window has asked its data for before, it has got: questions are answered in order, and the answer to
    /// one may be another one.
    bool isReadUpToHere()
    {
        ListQuery query;
        query.entity = notice::number;
        const auto isAnswered = [&] {
            return answerOf<qint64>([&](auto done) { m_test->records().count(query, &window(), done); }).ok();
        };
        return isAnswered() && isAnswered() && isAnswered();
    }

    int approvalsToSend()
    {
        const auto waiting =
            answerOf<std::vector<OutboxItem>>([&](auto done) { m_test->records().outbox(&window(), done); });
        return waiting.ok() ? int(std::count_if(waiting->begin(), waiting->end(),
                   [](const OutboxItem &item) {
                       return item.mutation.action == QLatin1String("approve") && item.mutation.record == idOf(51);
                   }))
                            : -1;
    }

    void receiveTask(const QString &state)
    {
        m_test->receive(incomingRows(instance::number, {instance::field::title, instance::field::status},
            {{idOf(41),
                {{instance::field::title, QStringLiteral("Trip to Paris")},
                    {instance::field::status, QStringLiteral("pending")}}}},
            ++m_seq));
        m_test->receive(incomingRows(task::number, {systemfield::owner, task::field::instance, task::field::state},
            {{idOf(51),
                {{systemfield::owner, TestWindow::me()}, {task::field::instance, idOf(41)},
                    {task::field::state, state}}}},
            ++m_seq));
    }

    void receiveNotices(int count, const QString &link = {}, const QString &textKey = {})
    {
        std::vector<std::pair<RecordId, FieldValues>> rows;
        for (int i = 0; i < count; ++i) {
            ++m_notices;
            FieldValues values{{systemfield::owner, TestWindow::me()},
                {notice::field::kind, QStringLiteral("approval")},
                {notice::field::text, QStringLiteral("Notice %1").arg(m_notices)},
                {notice::field::arguments, QStringLiteral("{\"title\":\"Trip to Paris\"}")}};
            if (!link.isEmpty())
                values[notice::field::record] = link;
            if (!textKey.isEmpty())
                values[notice::field::textKey] = textKey;
            rows.emplace_back(noticeId(m_notices), std::move(values));
        }
        m_test->receive(incomingRows(notice::number,
            {systemfield::owner, notice::field::kind, notice::field::text, notice::field::arguments,
                notice::field::record, notice::field::textKey, notice::field::readAt},
            rows, ++m_seq));
    }

    PrivateBus m_bus;
    int m_run = 0;
    int m_notices = 0;
    qint64 m_seq = 0; ///< of the server's changes
    TestBadge m_badge;
    std::unique_ptr<FakeNotifications> m_desktop;
    std::unique_ptr<FreedesktopNotices> m_service;
    std::unique_ptr<TrayIcon> m_tray;
    std::unique_ptr<TestWindow> m_test;
    std::unique_ptr<QWidget> m_other;
};

QTEST_MAIN(TestNotices)
#include "tst_notices.moc"
