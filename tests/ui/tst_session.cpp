// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/app/session.h"
#include "client/replica/replica.h"
#include "client/shell/commands.h"
#include "client/shell/mainwindow.h"
#include "client/shell/signinpage.h"
#include "client/widgets/messagestrip.h"
#include "client/widgets/pill.h"
#include "client/widgets/theme.h"
#include "client/widgets/translator.h"
#include "shared/entities/shipped.h"
#include "tests/support/patience.h"
#include "tests/support/shownwindow.h"

#include <QApplication>
#include <QPointer>
#include <QPushButton>
#include <QStatusBar>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>

using namespace tandem;
using namespace tandem::client;
using tandem::test::shown;

/// From window to sign-in page and back, with a server that takes connections and says nothing.
class TestSession : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        const auto replica = Replica::open({m_folder->path(), *loadShipped()});
        QVERIFY(replica.ok());
        QVERIFY((*replica)->setUser(namedRecordId(QStringLiteral("user"))).ok());
        m_server = std::make_unique<QTcpServer>();
        QVERIFY(m_server->listen(QHostAddress::LocalHost));
    }
    void cleanup()
    {
        m_session.reset();
        m_server.reset();
    }

    void leavingThePageDuringASignIn()
    {
        start();
        MainWindow *window = shown<MainWindow>();
        SignInPage *page = signInPage();
        QVERIFY(page);
        signIn(page, *m_server);
        QTRY_VERIFY(m_server->hasPendingConnections());
        QTRY_COMPARE(pillOf(window), QStringLiteral("Sync: Connecting…"));
        offlineButton(page)->click();
        QTRY_VERIFY(!shown<SignInPage>());
        QCOMPARE(shown<MainWindow>(), window);
        // Only now the answer comes.
        delete m_server->nextPendingConnection();
        QTRY_COMPARE(pillOf(window), QStringLiteral("Sync: Signed out"));
        QCOMPARE(shown<MainWindow>(), window);
        QVERIFY(!shown<SignInPage>());
    }

    void anotherServerTakesTheWindowAwayFirst()
    {
        start();
        const QPointer<MainWindow> window = shown<MainWindow>();
        SignInPage *page = signInPage();
        QTcpServer other;
        QVERIFY(other.listen(QHostAddress::LocalHost));
        signIn(page, other);
        QVERIFY(!window);
        QTRY_VERIFY(other.hasPendingConnections());
        offlineButton(page)->click();
        QVERIFY(shown<MainWindow>());
    }

    void nothingIsOfferedWhereTheDataCannotBeOpened()
    {
        start();
        SignInPage *page = signInPage();
        QTcpServer other;
        QVERIFY(other.listen(QHostAddress::LocalHost));
        const QString outbox = m_folder->filePath(QStringLiteral("outbox.db"));
        QVERIFY(QFile::remove(outbox) && QDir().mkdir(outbox));
        signIn(page, other);
        QVERIFY(!shown<MainWindow>());
        QVERIFY(page->isVisible());
        QVERIFY(!offlineButton(page)->isVisible());
    }

    void aDamagedOutboxOpensTheWindowAndIsTold()
    {
        QFile outbox(m_folder->filePath(QStringLiteral("outbox.db")));
        QVERIFY(outbox.open(QIODevice::ReadWrite));
        QCOMPARE(outbox.write(QByteArray(100, 'x')), qint64(100));
        outbox.close();
        start();
        const MainWindow *window = shown<MainWindow>();
        QVERIFY(window);
        const auto *strip = window->findChild<MessageStrip *>(QStringLiteral("rescue"));
        QVERIFY(strip->isVisible());
        QVERIFY2(strip->text().contains(QStringLiteral(".damaged.db")), qPrintable(strip->text()));
        QVERIFY(QDir(m_folder->path()).entryList({QStringLiteral("outbox-*.damaged.db")}).size() == 1);
    }

    void aClosedPageComesBack()
    {
        start();
        QVERIFY(signInPage()->close());
        QTRY_VERIFY(!shown<SignInPage>());
        QVERIFY(signInPage());
    }

    void signingInGoesOnlineForGood()
    {
        settings().setValue(QStringLiteral("offline"), true);
        start();
        signIn(signInPage(), *m_server);
        QTRY_VERIFY(m_server->hasPendingConnections());
        m_session.reset();
        QVERIFY(!settings().value(QStringLiteral("offline")).toBool());
    }

    void whoHasSignedOutMustSignIn()
    {
        start();
        shown<MainWindow>()->commands().action(QStringLiteral("file.signOut"))->trigger();
        QTRY_VERIFY(!shown<MainWindow>());
        QVERIFY(shown<SignInPage>());
        QVERIFY(!offlineButton(shown<SignInPage>())->isVisible());
        m_session.reset();
        start();
        QVERIFY(!shown<MainWindow>());
        QVERIFY(shown<SignInPage>());
    }

    void aLinkBringsAMinimisedWindowBack()
    {
        start();
        MainWindow *window = shown<MainWindow>();
        window->showMinimized();
        m_session->openLink(QStringLiteral("tandem://view/sync"));
        QVERIFY(!window->isMinimized());
    }

    void theLanguageIsKeptWhereverItIsChosen()
    {
        start();
        m_translator.setLanguage(QStringLiteral("zh_CN"));
        m_session.reset();
        m_translator.setLanguage(QStringLiteral("en"));
        QCOMPARE(settings().value(QStringLiteral("language")).toString(), QStringLiteral("zh_CN"));
    }

private:
    void start()
    {
        CommandLine line;
        line.profile = m_folder->path();
        line.server = addressOf(*m_server);
        line.language = QStringLiteral("en");
        m_session = std::make_unique<Session>(line, m_theme, m_translator);
        m_session->start();
    }

    static QString addressOf(const QTcpServer &server)
    {
        return QStringLiteral("127.0.0.1:%1").arg(server.serverPort());
    }
    static void signIn(SignInPage *page, const QTcpServer &server)
    {
        emit page->signInRequested(addressOf(server), QStringLiteral("rep"), QStringLiteral("correct horse"));
    }
    static SignInPage *signInPage()
    {
        emit shown<MainWindow>()->signInRequested();
        return shown<SignInPage>();
    }
    static QPushButton *offlineButton(const SignInPage *page)
    {
        for (QPushButton *button : page->findChildren<QPushButton *>()) {
            if (button->text().startsWith(QLatin1String("Work offline")))
                return button;
        }
        return nullptr;
    }
    static QString pillOf(const MainWindow *window)
    {
        return window->statusBar()->findChild<Pill *>()->accessibleName();
    }
    QSettings &settings()
    {
        m_settings =
            std::make_unique<QSettings>(m_folder->filePath(QStringLiteral("client.ini")), QSettings::IniFormat);
        return *m_settings;
    }

    Theme m_theme{*qApp};
    Translator m_translator;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<QSettings> m_settings;
    std::unique_ptr<QTcpServer> m_server;
    std::unique_ptr<Session> m_session;
};

QTEST_MAIN(TestSession)
#include "tst_session.moc"
