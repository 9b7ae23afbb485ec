// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/app/session.h"
#include "client/shell/mainwindow.h"
#include "client/shell/signinpage.h"
#include "client/widgets/pill.h"
#include "client/widgets/theme.h"
#include "client/widgets/translator.h"
#include "tests/support/daemonprocess.h"
#include "tests/support/patience.h"
#include "tests/support/shownstrips.h"
#include "tests/support/shownwindow.h"

#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QStatusBar>

namespace tandem::test {

/// The client as main() puts it together, in front of a tandemd of its own, used by mouse and keys alone.
class SignInFixture : public QObject
{
protected:
    /// In init() of the test.
    void setUp()
    {
        m_daemon = std::make_unique<DaemonProcess>();
        QVERIFY2(m_daemon->start(), m_daemon->standardError().constData());
        m_profile = std::make_unique<QTemporaryDir>();
    }
    void tearDown()
    {
        m_session.reset();
        m_daemon.reset();
        m_profile.reset();
    }

    void startClient()
    {
        m_session.reset();
        client::CommandLine line;
        line.profile = m_profile->path();
        line.language = QStringLiteral("en");
        m_session = std::make_unique<client::Session>(line, m_theme, m_translator);
        m_session->start();
    }

    /// Until the window is there, as the first administrator with this password, who trusts the certificate.
    void comeIn(const QString &password = QStringLiteral("correct horse"))
    {
        QVERIFY(m_daemon->signInAsAdministrator(password));
        startClient();
        auto *page = shown<client::SignInPage>();
        QVERIFY(page);
        fill(page, password);
        press(page, QStringLiteral("Sign in"));
        QTRY_VERIFY(button(page, QStringLiteral("It is the same, go on")));
        press(page, QStringLiteral("It is the same, go on"));
        QTRY_VERIFY(shown<client::MainWindow>());
        QTRY_VERIFY(pill().startsWith(QStringLiteral("Sync: Synced")));
    }

    /// What was there is typed over.
    void fill(QWidget *page, const QString &password)
    {
        type(page, QStringLiteral("Server"), QStringLiteral("127.0.0.1:%1").arg(m_daemon->port()));
        type(page, QStringLiteral("Login name"), QStringLiteral("admin"));
        type(page, QStringLiteral("Password"), password);
    }

    static QString bare(QString text) { return text.remove(QLatin1Char('&')); }

    /// By its label.
    static QLineEdit *field(const QWidget *in, const QString &name)
    {
        for (const QLabel *label : in->findChildren<QLabel *>()) {
            if (bare(label->text()) == name)
                return qobject_cast<QLineEdit *>(label->buddy());
        }
        return nullptr;
    }
    static void type(const QWidget *in, const QString &name, const QString &text)
    {
        QLineEdit *edit = field(in, name);
        QVERIFY2(edit && edit->isVisible(), qPrintable(name));
        edit->selectAll();
        QTest::keyClicks(edit, text);
    }
    /// Null: there is none that can be seen.
    static QPushButton *button(const QWidget *in, const QString &text)
    {
        for (QPushButton *each : in->findChildren<QPushButton *>()) {
            if (each->isVisible() && bare(each->text()) == text)
                return each;
        }
        return nullptr;
    }
    static void press(const QWidget *in, const QString &text)
    {
        QPushButton *found = button(in, text);
        QVERIFY2(found && found->isEnabled(), qPrintable(text));
        QTest::keyClick(found, Qt::Key_Space);
    }
    /// What the strips say that can be seen.
    static QString said(const QWidget *in) { return shownStrips(*in).join(QLatin1Char('\n')); }
    static QString pill()
    {
        const auto *window = shown<client::MainWindow>();
        return window ? window->statusBar()->findChild<client::Pill *>()->accessibleName() : QString();
    }

    client::Theme m_theme{*qApp};
    client::Translator m_translator;
    std::unique_ptr<DaemonProcess> m_daemon;
    std::unique_ptr<QTemporaryDir> m_profile;
    std::unique_ptr<client::Session> m_session;
};

}
