// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/base/error.h"

#include <QWidget>

class QCheckBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace tandem::client {

class BusyBar;
class LanguageSwitcher;
class MessageStrip;
class Translator;

/// The first page: which server, who. On first contact with a server it shows the fingerprint of its certificate for
/// comparison. What was typed stays after an error, and retyping replaces the password.
class SignInPage : public QWidget
{
    Q_OBJECT

public:
    explicit SignInPage(Translator &translator, QWidget *parent = nullptr);

    void setServer(const QString &server);
    void setUser(const QString &user);
    /// A replica is there: work can go on without a server.
    void setOfflineAllowed(bool allowed);
    void setBusy(bool busy);
    void showError(const Error &error);
    /// First contact, or another certificate than the known one.
    void askTrust(const QString &fingerprint, bool changed);

signals:
    void signInRequested(const QString &server, const QString &user, const QString &password);
    void codeSignInRequested(
        const QString &server, const QString &user, const QString &code, const QString &newPassword);
    void trustAccepted();
    void trustRefused();
    void offlineRequested();

protected:
    void changeEvent(QEvent *event) override;

private:
    void submit();
    void setCodeMode(bool on);
    void markError(const QString &field);
    void retranslate();

    QLabel *m_logo;
    QLabel *m_title;
    QLabel *m_subtitle;
    MessageStrip *m_strip;
    QLabel *m_serverLabel;
    QLineEdit *m_server;
    QLabel *m_userLabel;
    QLineEdit *m_user;
    QLabel *m_passwordLabel;
    QLineEdit *m_password;
    QLabel *m_newPasswordLabel;
    QLineEdit *m_newPassword;
    QCheckBox *m_codeMode;
    QPushButton *m_signIn;
    QPushButton *m_offline;
    BusyBar *m_busy;
    LanguageSwitcher *m_language;
};

}
