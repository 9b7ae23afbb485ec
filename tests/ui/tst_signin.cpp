// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "signinfixture.h"

#include <QCheckBox>
#include <QFile>
#include <QLabel>
#include <QRegularExpression>

#include <algorithm>

using namespace tandem;
using namespace tandem::client;
using namespace tandem::test;

/// The first page, at a real server.
class TestSignIn : public SignInFixture
{
    Q_OBJECT

private slots:
    void init() { setUp(); }
    void cleanup() { tearDown(); }

    void theFirstAdministratorComesInByHisCode()
    {
        startClient();
        auto *page = shown<SignInPage>();
        QVERIFY(page);
        QVERIFY(page->focusWidget() == field(page, QStringLiteral("Server")));
        QTest::keyClick(page->findChild<QCheckBox *>(), Qt::Key_Space);
        type(page, QStringLiteral("Server"), address());
        type(page, QStringLiteral("Login name"), QStringLiteral("admin"));
        type(page, QStringLiteral("One-time code"), m_daemon->oneTimeCode());
        type(page, QStringLiteral("New password"), QStringLiteral("short"));
        press(page, QStringLiteral("Sign in"));
        QVERIFY2(said(page).contains(QStringLiteral("at least 8")), qPrintable(said(page)));
        QVERIFY(page->focusWidget() == field(page, QStringLiteral("New password")));
        type(page, QStringLiteral("New password"), QStringLiteral("correct horse"));
        press(page, QStringLiteral("Sign in"));
        QTRY_VERIFY(button(page, QStringLiteral("It is the same, go on")));
        QTRY_VERIFY2(tellsFingerprint(page), qPrintable(said(page)));
        press(page, QStringLiteral("It is the same, go on"));
        QTRY_VERIFY(shown<MainWindow>());
        QTRY_VERIFY(!shown<SignInPage>());
        QTRY_VERIFY(pill().startsWith(QStringLiteral("Sync: Synced")));
        QVERIFY(m_daemon->signIn(QStringLiteral("admin"), QStringLiteral("correct horse")));

        // Neither password nor certificate is asked for again.
        startClient();
        QVERIFY(shown<MainWindow>());
        QTRY_VERIFY(pill().startsWith(QStringLiteral("Sync: Synced")));
    }

    void aWrongPasswordIsSaidAndWhatWasTypedStays()
    {
        QVERIFY(m_daemon->signInAsAdministrator());
        startClient();
        auto *page = shown<SignInPage>();
        QVERIFY(page);
        fill(page, QStringLiteral("wrong password"));
        press(page, QStringLiteral("Sign in"));
        QTRY_VERIFY(button(page, QStringLiteral("It is the same, go on")));
        press(page, QStringLiteral("It is the same, go on"));
        QTRY_VERIFY(said(page).contains(QStringLiteral("The name or the password is wrong.")));
        QVERIFY(!shown<MainWindow>());
        QCOMPARE(field(page, QStringLiteral("Server"))->text(), address());
        QCOMPARE(field(page, QStringLiteral("Login name"))->text(), QStringLiteral("admin"));
        QLineEdit *password = field(page, QStringLiteral("Password"));
        QCOMPARE(password->text(), QStringLiteral("wrong password"));
        QVERIFY(page->focusWidget() == password);
        QTest::keyClicks(password, QStringLiteral("correct horse")); // over what is chosen there
        QCOMPARE(password->text(), QStringLiteral("correct horse"));
        QTest::keyClick(password, Qt::Key_Return);
        QTRY_VERIFY(shown<MainWindow>());
        QTRY_VERIFY(!shown<SignInPage>());
    }

    void whoDoesNotTrustTheCertificateIsNotSignedIn()
    {
        QVERIFY(m_daemon->signInAsAdministrator());
        startClient();
        auto *page = shown<SignInPage>();
        QVERIFY(page);
        fill(page, QStringLiteral("correct horse"));
        for (int attempt = 0; attempt < 2; ++attempt) { // it is asked again
            press(page, QStringLiteral("Sign in"));
            QTRY_VERIFY(button(page, QStringLiteral("Stop")));
            QTRY_VERIFY(tellsFingerprint(page) && isWhole(page, said(page)));
            press(page, QStringLiteral("Stop"));
            QVERIFY(said(page).isEmpty());
            QVERIFY(!shown<MainWindow>());
        }
        QCOMPARE(field(page, QStringLiteral("Password"))->text(), QStringLiteral("correct horse"));
    }

    void anotherCertificateIsRefusedUntilSomebodyTrustsIt()
    {
        comeIn();
        m_session.reset();
        QVERIFY(m_daemon->stop());
        for (const char *name : {"certificate.pem", "key.pem"})
            QVERIFY(QFile::remove(m_daemon->dataFolder() + QLatin1Char('/') + QLatin1String(name)));
        QVERIFY2(m_daemon->start(), m_daemon->standardError().constData());
        startClient();
        auto *window = shown<MainWindow>();
        QVERIFY(window);
        QTRY_VERIFY2(pill().startsWith(QStringLiteral("Sync: Server refused")), qPrintable(pill()));
        QVERIFY2(said(window).contains(QStringLiteral("another certificate")), qPrintable(said(window)));
        press(window, QStringLiteral("Check certificate"));
        auto *page = shown<SignInPage>();
        QVERIFY(page);
        QVERIFY2(said(page).contains(QStringLiteral("That can be an attack")), qPrintable(said(page)));
        QTRY_VERIFY(tellsFingerprint(page) && isWhole(page, said(page)));
        press(page, QStringLiteral("Stop"));
        QVERIFY2(pill().startsWith(QStringLiteral("Sync: Server refused")), qPrintable(pill()));
        press(window, QStringLiteral("Check certificate"));
        page = shown<SignInPage>();
        QVERIFY(page);
        press(page, QStringLiteral("It is the same, go on"));
        QTRY_VERIFY(pill().startsWith(QStringLiteral("Sync: Synced")));
        QVERIFY2(!said(window).contains(QStringLiteral("another certificate")), qPrintable(said(window)));
    }

private:
    QString address() const { return QStringLiteral("127.0.0.1:%1").arg(m_daemon->port()); }

    bool tellsFingerprint(const QWidget *page) const
    {
        static const QRegularExpression spaces(QStringLiteral("\\s"));
        QString text = said(page);
        return text.remove(spaces).contains(m_daemon->fingerprint(), Qt::CaseInsensitive);
    }

    /// Whether the text has the room that it needs.
    static bool isWhole(const QWidget *page, const QString &text)
    {
        const QList<QLabel *> labels = page->findChildren<QLabel *>();
        return std::any_of(labels.begin(), labels.end(), [&](const QLabel *label) {
            return label->text() == text && label->height() >= label->heightForWidth(label->width());
        });
    }
};

QTEST_MAIN(TestSignIn)
#include "tst_signin.moc"
