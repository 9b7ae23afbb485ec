// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QWidget>

#include <vector>

class QMenu;
class QToolButton;

namespace tandem::client {

class Commands;

/// The row above everything: back and forward, the way to search, new records, help, notifications, the user's menu.
class TopBar : public QWidget
{
    Q_OBJECT

public:
    /// An entity that the user may create records of.
    struct Creatable
    {
        QString entity;
        QString iconName;
        QString label;
    };

    /// Tool tips name the keys of these commands.
    explicit TopBar(const Commands &commands, QWidget *parent = nullptr);

    void setHistory(bool canGoBack, bool canGoForward);
    void setCreatable(const std::vector<Creatable> &entities);
    void setUnread(int count);
    void setUserName(const QString &name);
    void retranslate();

signals:
    /// One of the buttons that do what a command does: its id.
    void commandRequested(const QString &id);
    void createRequested(const QString &entity);
    void notificationsRequested();
    void profileRequested();

private:
    QToolButton *addButton(const QString &iconName, const QString &command = {});
    void fillUserMenu();
    void describe(QToolButton *button, const QString &text, const QString &command);

    const Commands &m_commands;
    QToolButton *m_back;
    QToolButton *m_forward;
    QToolButton *m_search;
    QToolButton *m_new;
    QToolButton *m_help;
    QToolButton *m_bell;
    QToolButton *m_user;
};

}
