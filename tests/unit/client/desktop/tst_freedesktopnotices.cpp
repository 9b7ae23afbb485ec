// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/desktop/freedesktopnotices.h"
#include "client/desktop/trayicon.h"
#include "client/desktop/traynotices.h"
#include "tests/support/fakenotifications.h"
#include "tests/support/patience.h"
#include "tests/support/privatebus.h"
#if QT_VERSION < QT_VERSION_CHECK(6, 5, 0)
#include "client/desktop/launcherbadge.h"
#endif

#include <QDBusPendingCallWatcher>
#include <QIcon>
#include <QMenu>
#include <QSignalSpy>
#include <QTest>

using namespace tandem::client;
using tandem::test::FakeNotifications;
using tandem::test::PrivateBus;

namespace {

/// Keeps what the desktop could not show.
class Fallback final : public NoticeService
{
public:
    explicit Fallback(QStringList &shown)
        : m_shown(shown)
    {
    }
    bool isAvailable() const override { return true; }
    void show(const DesktopNotice &notice) override { m_shown.append(notice.text); }
    void withdraw(const QString &) override { }

private:
    QStringList &m_shown;
};

}

/// What a Linux desktop is told, on a bus of our own.
class TestFreedesktopNotices : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QVERIFY2(PrivateBus::isInstalled(), "dbus-daemon is not installed: scripts/install-packages installs it");
        QVERIFY(m_bus.start());
    }

    void init() { m_left.clear(); }

    void titleTextAndButtonsArriveAndAButtonAnswers()
    {
        FakeNotifications desktop(
            m_bus.connect(QStringLiteral("desktop")), {QStringLiteral("actions"), QStringLiteral("body-markup")});
        QVERIFY(desktop.appear());
        const auto service = makeService();
        QVERIFY(isAnswered());
        QSignalSpy activated(service.get(), &NoticeService::activated);
        service->show(notice());
        QVERIFY(isAnswered());
        QCOMPARE(desktop.shown().size(), size_t(1));
        const FakeNotifications::Shown shown = desktop.shown().back();
        QCOMPARE(shown.title, QStringLiteral("Approval"));
        QCOMPARE(shown.text, QStringLiteral("Fish &amp; Chips &lt;Ltd&gt;"));
        QCOMPARE(shown.actions,
            QStringList({QStringLiteral("default"), QStringLiteral("Open"), QStringLiteral("open"),
                QStringLiteral("Open"), QStringLiteral("approve"), QStringLiteral("Approve")}));

        // The first is of somebody else's notice.
        desktop.invoke(shown.id + 100, QStringLiteral("approve"));
        desktop.invoke(shown.id, QStringLiteral("approve"));
        desktop.invoke(shown.id, QStringLiteral("default"));
        QTRY_COMPARE(activated.size(), 2);
        QCOMPARE(activated.takeFirst(), QVariantList({QStringLiteral("tag"), QStringLiteral("approve")}));
        QCOMPARE(activated.takeFirst(), QVariantList({QStringLiteral("tag"), QString()}));
        service->withdraw(QStringLiteral("tag"));
        QTRY_COMPARE(desktop.closed(), QList<uint>{shown.id});
        QVERIFY(m_left.isEmpty());
    }

    void aNoticeWithTheSameTagTakesThePlaceOfTheOneBefore()
    {
        FakeNotifications desktop(m_bus.connect(QStringLiteral("desktop2")), {QStringLiteral("actions")});
        QVERIFY(desktop.appear());
        const auto service = makeService();
        QVERIFY(isAnswered());
        for (int i = 0; i < 2; ++i) {
            service->show(notice());
            QVERIFY(isAnswered());
        }
        QCOMPARE(desktop.shown().size(), size_t(2));
        QCOMPARE(desktop.shown().front().id, desktop.shown().back().id);
        QCOMPARE(desktop.shown().back().text, QStringLiteral("Fish & Chips <Ltd>"));
    }

    void whatIsWithdrawnBeforeItHasANumberGoesAsWell()
    {
        FakeNotifications desktop(m_bus.connect(QStringLiteral("desktop3")), {QStringLiteral("actions")});
        QVERIFY(desktop.appear());
        const auto service = makeService();
        QVERIFY(isAnswered());
        service->show(notice());
        service->withdraw(QStringLiteral("tag"));
        QTRY_COMPARE(desktop.closed().size(), 1);
    }

    void aDesktopWithoutButtonsLeavesItToTheTray()
    {
        FakeNotifications desktop(m_bus.connect(QStringLiteral("desktop4")), {QStringLiteral("body")});
        QVERIFY(desktop.appear());
        const auto service = makeService();
        QVERIFY(isAnswered());
        service->show(notice());
        QVERIFY(isAnswered());
        QCOMPARE(m_left, QStringList{QStringLiteral("Fish & Chips <Ltd>")});
        QVERIFY(desktop.shown().empty());
    }

    void aDesktopThatComesLaterIsUsed()
    {
        const auto service = makeService();
        QVERIFY(isAnswered());
        service->show(notice());
        QCOMPARE(m_left.size(), 1);
        FakeNotifications desktop(m_bus.connect(QStringLiteral("desktop5")), {QStringLiteral("actions")});
        QVERIFY(desktop.appear());
        QTRY_COMPARE(desktop.asked(), 1);
        QVERIFY(isAnswered());
        service->show(notice());
        QTRY_COMPARE(desktop.shown().size(), size_t(1));
        QCOMPARE(m_left.size(), 1);
    }

    void aClickInTheTrayMeansTheLastNoticeOnce()
    {
        TrayIcon tray;
        TrayNotices service(tray);
        QSignalSpy activated(&service, &NoticeService::activated);
        service.show(notice());
        emit tray.messageClicked();
        emit tray.messageClicked();
        QCOMPARE(activated.size(), 1);
        QCOMPARE(activated.first().first().toString(), QStringLiteral("tag"));
        service.show(notice());
        service.withdraw(QStringLiteral("tag"));
        emit tray.messageClicked();
        QCOMPARE(activated.size(), 1);
    }

    void theTrayShowsTheNumber()
    {
        TrayIcon tray;
        const QImage plain = tray.icon().pixmap(32).toImage();
        tray.setCount(7);
        QVERIFY2(tray.toolTip().contains(QLatin1Char('7')), qPrintable(tray.toolTip()));
        QVERIFY(tray.icon().pixmap(32).toImage() != plain);
        tray.setCount(0);
        QCOMPARE(tray.icon().pixmap(32).toImage(), plain);
        QVERIFY(!tray.menu().actions().isEmpty());
    }

#if QT_VERSION < QT_VERSION_CHECK(6, 5, 0)
    void theDockIsToldTheNumber()
    {
        QDBusConnection dock = m_bus.connect(QStringLiteral("dock"));
        QVERIFY(dock.connect({}, {}, QStringLiteral("com.canonical.Unity.LauncherEntry"), QStringLiteral("Update"),
            this, SLOT(takeUpdate(QString, QVariantMap))));
        QCoreApplication::setApplicationName(QStringLiteral("tandem"));
        LauncherBadge badge(m_bus.connect(QStringLiteral("badge")));
        badge.show(7);
        QTRY_COMPARE(m_entry, QStringLiteral("application://tandem.desktop"));
        QCOMPARE(m_properties.value(QStringLiteral("count")).toLongLong(), 7);
        QVERIFY(m_properties.value(QStringLiteral("count-visible")).toBool());
        badge.show(0);
        QTRY_VERIFY(!m_properties.value(QStringLiteral("count-visible")).toBool());
    }
#endif

public slots:
    void takeUpdate(const QString &entry, const QVariantMap &properties)
    {
        m_entry = entry;
        m_properties = properties;
    }

private:
    static DesktopNotice notice()
    {
        return {QStringLiteral("tag"), QStringLiteral("Approval"), QStringLiteral("Fish & Chips <Ltd>"),
            {{QStringLiteral("open"), QStringLiteral("Open")}, {QStringLiteral("approve"), QStringLiteral("Approve")}}};
    }

    std::unique_ptr<FreedesktopNotices> makeService()
    {
        m_client = m_bus.connect(QStringLiteral("client%1").arg(++m_clients));
        return std::make_unique<FreedesktopNotices>(m_client, std::make_unique<Fallback>(m_left));
    }

    /// Whatever the service has asked before. Answers on one connection come in order.
    bool isAnswered() const
    {
        const QDBusPendingCallWatcher question(m_client.asyncCall(QDBusMessage::createMethodCall(
            QStringLiteral("org.freedesktop.Notifications"), QStringLiteral("/org/freedesktop/Notifications"),
            QStringLiteral("org.freedesktop.Notifications"), QStringLiteral("GetCapabilities"))));
        QSignalSpy finished(&question, &QDBusPendingCallWatcher::finished);
        return finished.wait(tandem::test::patience);
    }

    PrivateBus m_bus;
    QStringList m_left;
    int m_clients = 0;
    QDBusConnection m_client{QString()};
    QString m_entry;
    QVariantMap m_properties;
};

QTEST_MAIN(TestFreedesktopNotices)
#include "tst_freedesktopnotices.moc"
