// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/app/commandline.h"
#include "client/desktop/appbadge.h"
#include "client/desktop/noticeservice.h"
#include "client/desktop/trayicon.h"
#include "client/records/workspace.h"

#include <QObject>
#include <QSettings>

class QMainWindow;

namespace tandem::client {

class MainWindow;
class SignInPage;
class Theme;
class Translator;
class ViewRegistry;

/// From start to end of the client: opens the replica of the profile at once if there is one, else asks where to sign
/// in; shows the window; comes back to signing in when the server asks for it.
class Session : public QObject
{
    Q_OBJECT

public:
    Session(CommandLine commandLine, Theme &theme, Translator &translator, QObject *parent = nullptr);
    ~Session() override;

    void start();
    void openLink(const QString &link);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    Result<void> openWorkspace(const QString &server);
    bool mayOpen() const; ///< what is on this machine, without asking a server
    void showSignIn();
    void buildSignInPage();
    void leaveSignIn();
    void showWindow();
    void buildWindow();
    void reviewConnection();
    void signIn(const QString &server, const QString &user, const QString &password);
    void signInWithCode(const QString &server, const QString &user, const QString &code, const QString &newPassword);
    bool prepareServer(const QString &server, const QString &user);
    Callback<void> signInAnswer();
    void signInEnded(const Result<void> &result);
    bool askTrust(const Error &error);
    void signInFromCommandLine();
    void goOnline();
    void trustAndRetry();
    void signOut();
    void showNoCount();
    QString passwordFromFile() const;

    CommandLine m_commandLine;
    Theme &m_theme;
    Translator &m_translator;
    QSettings m_settings;
    TrayIcon m_tray;
    std::unique_ptr<NoticeService> m_notices;
    std::unique_ptr<AppBadge> m_badge;
    QString m_server;
    std::unique_ptr<Workspace> m_workspace;
    std::unique_ptr<ViewRegistry> m_views;
    std::unique_ptr<MainWindow> m_window;
    std::unique_ptr<SignInPage> m_signInPage;
    std::function<void()> m_retrySignIn; ///< what to repeat once the certificate is trusted
    int m_attempt = 0; ///< to sign in; what becomes of earlier ones is not waited for
    QByteArray m_offeredPin;
};

}
