// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/shell/topbar.h"

#include "client/shell/commands.h"
#include "client/widgets/icons.h"
#include "client/widgets/tokens.h"

#include <QHBoxLayout>
#include <QMenu>
#include <QToolButton>

namespace tandem::client {

namespace {

constexpr int widestSearch = 460;

}

TopBar::TopBar(const Commands &commands, QWidget *parent)
    : QWidget(parent)
    , m_commands(commands)
    , m_back(addButton(QStringLiteral("arrow-left"), QStringLiteral("go.back")))
    , m_forward(addButton(QStringLiteral("arrow-right"), QStringLiteral("go.forward")))
    , m_search(addButton(QStringLiteral("search"), QStringLiteral("search.open")))
    , m_new(addButton(QStringLiteral("plus")))
    , m_help(addButton(QStringLiteral("circle-question-mark"), QStringLiteral("help.page")))
    , m_bell(addButton(QStringLiteral("bell")))
    , m_user(addButton(QStringLiteral("circle-user")))
{
    for (QToolButton *button : {m_search, m_new, m_bell, m_user})
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_search->setAutoRaise(false);
    m_search->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_search->setMaximumWidth(widestSearch);
    for (QToolButton *button : {m_new, m_user}) {
        button->setPopupMode(QToolButton::InstantPopup);
        button->setMenu(new QMenu(button));
    }
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(tokens::space, tokens::spaceSmall, tokens::space, tokens::spaceSmall);
    layout->setSpacing(tokens::spaceSmall);
    layout->addWidget(m_back);
    layout->addWidget(m_forward);
    layout->addStretch(1);
    layout->addWidget(m_search, 3);
    layout->addStretch(1);
    for (QToolButton *button : {m_new, m_help, m_bell, m_user})
        layout->addWidget(button);
    connect(m_bell, &QToolButton::clicked, this, &TopBar::notificationsRequested);
    connect(&m_commands, &Commands::shortcutChanged, this, &TopBar::retranslate);
}

QToolButton *TopBar::addButton(const QString &iconName, const QString &command)
{
    auto *button = new QToolButton(this);
    button->setIcon(icons::icon(iconName));
    button->setAutoRaise(true);
    button->setMinimumSize(tokens::controlHeight, tokens::controlHeight);
    if (!command.isEmpty())
        connect(button, &QToolButton::clicked, this, [this, command] { emit commandRequested(command); });
    return button;
}

void TopBar::setHistory(bool canGoBack, bool canGoForward)
{
    m_back->setEnabled(canGoBack);
    m_forward->setEnabled(canGoForward);
}

void TopBar::setCreatable(const std::vector<Creatable> &entities)
{
    QMenu *menu = m_new->menu();
    menu->clear();
    for (const Creatable &creatable : entities) {
        menu->addAction(icons::icon(creatable.iconName), creatable.label, this,
            [this, entity = creatable.entity] { emit createRequested(entity); });
    }
    m_new->setEnabled(!menu->isEmpty());
}

void TopBar::setUnread(int count)
{
    m_bell->setText(count > 0 ? QString::number(count) : QString());
}

void TopBar::setUserName(const QString &name)
{
    m_user->setText(name);
}

void TopBar::fillUserMenu()
{
    QMenu *menu = m_user->menu();
    menu->clear();
    menu->addAction(tr("My profile"), this, &TopBar::profileRequested);
    menu->addAction(tr("Settings"), this, [this] { emit commandRequested(QStringLiteral("tools.settings")); });
    menu->addAction(tr("Change password…"), this, [this] { emit commandRequested(QStringLiteral("tools.password")); });
    menu->addSeparator();
    menu->addAction(tr("Sign out"), this, [this] { emit commandRequested(QStringLiteral("file.signOut")); });
}

void TopBar::describe(QToolButton *button, const QString &text, const QString &command)
{
    const QString keys = m_commands.shortcut(command).toString(QKeySequence::NativeText);
    button->setAccessibleName(text);
    button->setToolTip(keys.isEmpty() ? text : tr("%1 (%2)").arg(text, keys));
}

void TopBar::retranslate()
{
    describe(m_back, tr("Back"), QStringLiteral("go.back"));
    describe(m_forward, tr("Forward"), QStringLiteral("go.forward"));
    describe(m_search, tr("Search or run a command"), QStringLiteral("search.open"));
    describe(m_help, tr("Help for this page"), QStringLiteral("help.page"));
    describe(m_bell, tr("Notifications"), {});
    describe(m_user, tr("My account"), {});
    const QString keys = m_commands.shortcut(QStringLiteral("search.open")).toString(QKeySequence::NativeText);
    m_search->setText(tr("Search or run a command…") + QStringLiteral("   ") + keys);
    m_new->setText(tr("New"));
    fillUserMenu();
}

}
