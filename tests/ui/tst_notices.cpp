// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/shell/commands.h"
#include "client/shell/navigationrail.h"
#include "client/shell/noticeannouncer.h"
#include "client/shell/notificationpanel.h"
#include "client/widgets/toast.h"
#include "noticesfixture.h"

#include <QSignalSpy>
#include <QToolButton>

#include <algorithm>

using namespace tandem;
using namespace tandem::client;
using namespace tandem::test;

namespace account = entities::account;

/// What reaches somebody who does not look at the window.
class TestNotices : public NoticesFixture
{
    Q_OBJECT

private slots:
    void initTestCase() { startBus(); }
    void init() { setUp(); }
    void cleanup() { tearDown(); }

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
        QVERIFY(replaced.size() == 1 || replaced.wait(patience));
        QCOMPARE(number(), QStringLiteral("1"));
    }

private:
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
};

QTEST_MAIN(TestNotices)
#include "tst_notices.moc"
