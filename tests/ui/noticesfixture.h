// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/desktop/appbadge.h"
#include "client/desktop/freedesktopnotices.h"
#include "client/desktop/trayicon.h"
#include "shared/entities/entitynames.h"
#include "tests/support/fakenotifications.h"
#include "tests/support/privatebus.h"
#include "tests/support/testwindow.h"

#include <QTest>

namespace tandem::client {

using namespace test;

namespace instance = entities::approvalInstance;
namespace notice = entities::notification;
namespace task = entities::approvalTask;

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

/// A window on a real bus with a desktop that the test plays, and somebody who does not look at it.
class NoticesFixture : public QObject
{
protected:
    /// In initTestCase(), init() and cleanup() of the test.
    void startBus()
    {
        QVERIFY2(PrivateBus::isInstalled(), "dbus-daemon is not installed: scripts/install-packages installs it");
        QVERIFY(m_bus.start());
    }

    void setUp()
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

    void tearDown()
    {
        m_other.reset();
        m_test.reset();
        m_tray.reset();
        m_service.reset();
        m_desktop.reset();
    }

    MainWindow &window() { return m_test->window(); }
    bool isShown(const Location &location) { return m_test->tabs().currentLocation() == location; }
    static RecordId noticeId(int number) { return idOf(1000 + number); }
    static QString taskLink() { return QStringLiteral("approvalTask/") + toText(idOf(51)); }
    Value readAt(int number) { return m_test->valueOf(notice::number, noticeId(number), notice::field::readAt); }

    void lookAway()
    {
        m_other = std::make_unique<QWidget>();
        m_other->show();
        m_other->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_other.get(), test::patience));
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

}
