// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/shell/signinpage.h"

#include "client/widgets/busybar.h"
#include "client/widgets/helpcontext.h"
#include "client/widgets/icons.h"
#include "client/widgets/languageswitcher.h"
#include "client/widgets/messagestrip.h"
#include "client/widgets/tokens.h"

#include <QCheckBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

namespace tandem::client {

namespace {

constexpr int formWidth = 380;
constexpr qsizetype digitsInLine = 16; ///< of a fingerprint
constexpr int shortestPassword = 8;

/// In lines that fit and can be compared by eye.
QString inLines(const QString &fingerprint)
{
    QString lines;
    qsizetype digits = 0;
    for (const QChar character : fingerprint) {
        if (character.isLetterOrNumber() && digits > 0 && digits % digitsInLine == 0)
            lines = lines.trimmed() + QLatin1Char('\n');
        digits += character.isLetterOrNumber();
        lines += character;
    }
    return lines;
}

}

SignInPage::SignInPage(Translator &translator, QWidget *parent)
    : QWidget(parent)
    , m_logo(new QLabel(this))
    , m_title(new QLabel(this))
    , m_subtitle(new QLabel(this))
    , m_strip(new MessageStrip(this))
    , m_serverLabel(new QLabel(this))
    , m_server(new QLineEdit(this))
    , m_userLabel(new QLabel(this))
    , m_user(new QLineEdit(this))
    , m_passwordLabel(new QLabel(this))
    , m_password(new QLineEdit(this))
    , m_newPasswordLabel(new QLabel(this))
    , m_newPassword(new QLineEdit(this))
    , m_codeMode(new QCheckBox(this))
    , m_signIn(new QPushButton(this))
    , m_offline(new QPushButton(this))
    , m_busy(new BusyBar(this))
    , m_language(new LanguageSwitcher(translator, this))
{
    setHelpContext(*this, QStringLiteral("dialog/signIn"));
    m_logo->setPixmap(icons::icon(QStringLiteral("handshake"), Tone::Info).pixmap(tokens::iconLarge));
    QFont large = m_title->font();
    large.setPointSizeF(large.pointSizeF() * 1.6);
    large.setWeight(QFont::DemiBold);
    m_title->setFont(large);
    m_subtitle->setWordWrap(true);
    m_subtitle->setForegroundRole(QPalette::PlaceholderText);
    for (QLineEdit *password : {m_password, m_newPassword})
        password->setEchoMode(QLineEdit::Password);
    m_signIn->setDefault(true);
    m_offline->setFlat(true);
    m_offline->hide();

    auto *form = new QWidget(this);
    form->setFixedWidth(formWidth);
    auto *column = new QVBoxLayout(form);
    column->setSpacing(tokens::spaceSmall);
    column->addWidget(m_logo);
    column->addWidget(m_title);
    column->addWidget(m_subtitle);
    column->addSpacing(tokens::space);
    m_strip->putActionsBelow();
    column->addWidget(m_strip);
    const std::pair<QLabel *, QLineEdit *> rows[] = {{m_serverLabel, m_server}, {m_userLabel, m_user},
        {m_passwordLabel, m_password}, {m_newPasswordLabel, m_newPassword}};
    for (const auto &[label, edit] : rows) {
        label->setBuddy(edit);
        edit->setMinimumHeight(tokens::controlHeight);
        column->addWidget(label);
        column->addWidget(edit);
        connect(edit, &QLineEdit::returnPressed, this, &SignInPage::submit);
    }
    column->addWidget(m_codeMode);
    column->addSpacing(tokens::space);
    m_signIn->setMinimumHeight(tokens::controlHeight + tokens::spaceSmall);
    column->addWidget(m_signIn);
    column->addWidget(m_busy);
    column->addWidget(m_offline);

    // In a low window it is scrolled: nothing of what is to be compared may be squeezed away.
    auto *content = new QWidget;
    auto *layout = new QVBoxLayout(content);
    layout->addWidget(m_language, 0, Qt::AlignRight);
    layout->addStretch(1);
    // Not by an alignment: then the form's height would be that of one as wide as the window, and the fingerprint cut
    // off.
    auto *middle = new QHBoxLayout;
    middle->addStretch();
    middle->addWidget(form);
    middle->addStretch();
    layout->addLayout(middle);
    layout->addStretch(2);
    auto *scroll = new QScrollArea(this);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setWidgetResizable(true);
    scroll->setWidget(content);
    auto *page = new QVBoxLayout(this);
    page->setContentsMargins({});
    page->addWidget(scroll);
    connect(m_signIn, &QPushButton::clicked, this, &SignInPage::submit);
    connect(m_offline, &QPushButton::clicked, this, &SignInPage::offlineRequested);
    connect(m_codeMode, &QCheckBox::toggled, this, &SignInPage::setCodeMode);
    connect(m_strip, &MessageStrip::actionTriggered, this, [this](const QString &action) {
        m_strip->clear();
        if (action == QLatin1String("trust"))
            emit trustAccepted();
        else
            emit trustRefused();
    });
    setCodeMode(false);
    m_server->setFocus(); // who sees it first can type at once
    retranslate();
}

void SignInPage::setServer(const QString &server)
{
    m_server->setText(server);
    if (!server.isEmpty())
        m_user->setFocus();
}

void SignInPage::setUser(const QString &user)
{
    m_user->setText(user);
    if (!user.isEmpty())
        m_password->setFocus();
}

void SignInPage::setOfflineAllowed(bool allowed)
{
    m_offline->setVisible(allowed);
}

void SignInPage::setBusy(bool busy)
{
    m_busy->setBusy(busy);
    m_signIn->setEnabled(!busy);
}

void SignInPage::setCodeMode(bool on)
{
    m_newPasswordLabel->setVisible(on);
    m_newPassword->setVisible(on);
    retranslate();
}

void SignInPage::submit()
{
    m_strip->clear();
    const std::pair<QLineEdit *, QString> needed[] = {
        {m_server, tr("Enter the address of the server, e.g. crm.example.com.")},
        {m_user, tr("Enter your login name.")}, {m_password, tr("Enter your password.")}};
    for (const auto &[edit, sentence] : needed) {
        if (edit->text().trimmed().isEmpty()) {
            m_strip->showMessage(Tone::Danger, sentence);
            edit->setFocus();
            return;
        }
    }
    const QString server = m_server->text().trimmed();
    const QString user = m_user->text().trimmed();
    if (!m_codeMode->isChecked()) {
        emit signInRequested(server, user, m_password->text());
        return;
    }
    if (m_newPassword->text().size() < shortestPassword) {
        m_strip->showMessage(
            Tone::Danger, tr("The new password needs at least %n characters.", nullptr, shortestPassword));
        m_newPassword->setFocus();
        return;
    }
    emit codeSignInRequested(server, user, m_password->text().trimmed(), m_newPassword->text());
}

void SignInPage::showError(const Error &error)
{
    setBusy(false);
    m_strip->showError(error);
    markError(error.field);
}

void SignInPage::markError(const QString &field)
{
    QLineEdit *edit = field == QLatin1String("server") ? m_server
        : field == QLatin1String("user")               ? m_user
                                                       : m_password;
    edit->setFocus();
    edit->selectAll();
}

void SignInPage::askTrust(const QString &fingerprint, bool changed)
{
    setBusy(false);
    const QString text = changed
        ? tr("This server shows another certificate than before. That can be an attack. Go on only if your "
             "administrator confirms this fingerprint:\n%1")
              .arg(inLines(fingerprint))
        : tr("First contact with this server. Compare this fingerprint with the one that your administrator gave "
             "you:\n%1")
              .arg(inLines(fingerprint));
    m_strip->showMessage(changed ? Tone::Danger : Tone::Warning, text);
    m_strip->setCloseable(false);
    m_strip->addAction(QStringLiteral("trust"), tr("It is the same, go on"));
    m_strip->addAction(QStringLiteral("refuse"), tr("Stop"));
}

void SignInPage::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

void SignInPage::retranslate()
{
    const bool code = m_codeMode->isChecked();
    m_logo->setAccessibleName(tr("Tandem"));
    m_title->setText(tr("Sign in to Tandem"));
    m_subtitle->setText(tr("Customers and office in one place."));
    m_serverLabel->setText(tr("&Server"));
    m_server->setPlaceholderText(tr("crm.example.com"));
    m_userLabel->setText(tr("&Login name"));
    m_passwordLabel->setText(code ? tr("One-time &code") : tr("&Password"));
    m_newPasswordLabel->setText(tr("&New password"));
    m_codeMode->setText(tr("I have a one-time code"));
    m_signIn->setText(tr("Sign in"));
    m_offline->setText(tr("Work offline with what is on this computer"));
    m_language->setAccessibleName(tr("Language"));
}

}
