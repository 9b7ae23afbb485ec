// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/shell/commands.h"
#include "client/shell/devicespanel.h"
#include "client/shell/passworddialog.h"
#include "signinfixture.h"

#include <QTreeWidget>

#include <algorithm>

using namespace tandem;
using namespace tandem::client;
using namespace tandem::test;

/// One's own devices and password, at a real server.
class TestOwnAccount : public SignInFixture
{
    Q_OBJECT

private slots:
    void init()
    {
        setUp();
        comeIn();
    }
    void cleanup() { tearDown(); }

    void aLostDeviceIsSignedOutInTheSettings()
    {
        auto *window = shown<MainWindow>();
        window->open(Location::view(QStringLiteral("settings")));
        auto *panel = window->findChild<DevicesPanel *>();
        QVERIFY(panel);
        auto *list = panel->findChild<QTreeWidget *>();
        QTRY_COMPARE(list->topLevelItemCount(), 2); // this one, and what came in over REST
        const int other = list->topLevelItem(0)->text(0).contains(QStringLiteral("this device")) ? 1 : 0;
        QVERIFY(list->topLevelItem(1 - other)->text(0).contains(QStringLiteral("this device")));
        list->setCurrentItem(list->topLevelItem(1 - other));
        QVERIFY(!button(panel, QStringLiteral("Sign out the chosen device"))->isEnabled());
        list->setCurrentItem(list->topLevelItem(other));
        press(panel, QStringLiteral("Sign out the chosen device"));
        QTRY_COMPARE(list->topLevelItemCount(), 1);
        QVERIFY2(said(panel).contains(QStringLiteral("is signed out")), qPrintable(said(panel)));
        QCOMPARE(m_daemon->ask("GET", QStringLiteral("/api/v1/me")).status, 401);
        QVERIFY(pill().startsWith(QStringLiteral("Sync: Synced")));
    }

    void whoIsSignedOutElsewhereIsToldSo()
    {
        const QString path = QStringLiteral("/api/v1/me/sessions");
        const QJsonArray sessions = m_daemon->ask("GET", path).json().value(QLatin1String("sessions")).toArray();
        QCOMPARE(sessions.size(), 2);
        for (const QJsonValue &value : sessions) {
            const QJsonObject session = value.toObject();
            const QString id = session.value(QLatin1String("id")).toString();
            if (!session.value(QLatin1String("current")).toBool())
                QCOMPARE(m_daemon->ask("DELETE", path + QLatin1Char('/') + id).status, 204);
        }
        QTRY_VERIFY(pill().startsWith(QStringLiteral("Sync: Signed out")));
        const auto *window = shown<MainWindow>();
        QVERIFY2(said(window).contains(QStringLiteral("signed out elsewhere")), qPrintable(said(window)));
        QVERIFY(button(window, QStringLiteral("Sign in")));
    }

    void aPasswordIsChanged()
    {
        PasswordDialog *dialog = openDialog();
        submit(dialog, QStringLiteral("not this one"), QStringLiteral("battery staple"));
        QTRY_VERIFY(tells(dialog, QStringLiteral("This is not your present password.")));
        QVERIFY(dialog->focusWidget() == field(dialog, QStringLiteral("Present password")));
        submit(dialog, QStringLiteral("correct horse"), QStringLiteral("short"));
        QTRY_VERIFY(tells(dialog, QStringLiteral("at least 8 characters")));
        QVERIFY(dialog->focusWidget() == field(dialog, QStringLiteral("New password")));
        QVERIFY(!tells(dialog, QStringLiteral("This is not your present password.")));
        submit(dialog, QStringLiteral("correct horse"), QStringLiteral("battery staple"));
        QTRY_VERIFY(!shown<PasswordDialog>());
        QCOMPARE(m_daemon->ask("GET", QStringLiteral("/api/v1/me")).status, 401); // the other device
        QVERIFY(pill().startsWith(QStringLiteral("Sync: Synced")));
        QVERIFY(!m_daemon->signIn(QStringLiteral("admin"), QStringLiteral("correct horse")));
        QVERIFY(m_daemon->signIn(QStringLiteral("admin"), QStringLiteral("battery staple")));
    }

    void aSlipInTheRepetitionIsSaidAtItsField()
    {
        PasswordDialog *dialog = openDialog();
        type(dialog, QStringLiteral("Present password"), QStringLiteral("correct horse"));
        type(dialog, QStringLiteral("New password"), QStringLiteral("battery staple"));
        type(dialog, QStringLiteral("New password again"), QStringLiteral("battery stable"));
        press(dialog, QStringLiteral("Change password"));
        QVERIFY(tells(dialog, QStringLiteral("This is not the same as the new password.")));
        QVERIFY(dialog->focusWidget() == field(dialog, QStringLiteral("New password again")));
        QCOMPARE(m_daemon->ask("GET", QStringLiteral("/api/v1/me")).status, 200);
    }

private:
    static PasswordDialog *openDialog()
    {
        shown<MainWindow>()->commands().action(QStringLiteral("tools.password"))->trigger();
        return shown<PasswordDialog>();
    }

    static void submit(const PasswordDialog *dialog, const QString &present, const QString &fresh)
    {
        QVERIFY(dialog);
        type(dialog, QStringLiteral("Present password"), present);
        type(dialog, QStringLiteral("New password"), fresh);
        type(dialog, QStringLiteral("New password again"), fresh);
        press(dialog, QStringLiteral("Change password"));
    }

    static bool tells(const QWidget *dialog, const QString &text)
    {
        const auto labels = dialog->findChildren<QLabel *>();
        return std::any_of(labels.begin(), labels.end(),
            [&text](const QLabel *label) { return label->isVisible() && label->text().contains(text); });
    }
};

QTEST_MAIN(TestOwnAccount)
#include "tst_ownaccount.moc"
