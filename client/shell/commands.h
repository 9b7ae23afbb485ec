// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QAction>
#include <QObject>

#include <functional>
#include <vector>

class QMenu;

namespace tandem::client {

/// Every action of the window in one table: menus, shortcuts, the palette and the shortcut sheet are made from it.
class Commands : public QObject
{
    Q_OBJECT

public:
    struct Definition
    {
        QString id; ///< "tab.close"; stable, for user-defined shortcuts
        /// "file", "edit", "view", "go", "tools", "help"; behind a slash the group in it: a line parts "view/look" from
        /// "view/window". Empty: palette only.
        QString menu;
        std::function<QString()> text; ///< in the language of now
        QKeySequence shortcut = {}; ///< as delivered; the user may have given it others
        QString iconName = {};
        std::function<void()> run;
        /// Why it can't be done now, in the language of now; empty: it can.
        std::function<QString()> unavailable = {};
        std::function<bool()> checked = {}; ///< whether it has a check mark now; empty: it never has one
        /// What it is called whatever it would do now, in the language of now; empty: as its text says.
        std::function<QString()> name = {};
    };

    explicit Commands(QWidget *window);

    QAction *add(Definition definition);
    QAction *action(const QString &id) const; ///< null if unknown
    const std::vector<Definition> &definitions() const { return m_definitions; }
    QString plainText(const QString &id) const; ///< without mnemonic and dots, in the language of now
    QString plainName(const QString &id) const; ///< the same of its name
    QKeySequence shortcut(const QString &id) const; ///< of now
    void setShortcut(const QString &id, const QKeySequence &keys);
    /// In the order they were added, with a line between the groups.
    void fill(QMenu &menu, const QString &name) const;

    void retranslate();
    /// Asks every command whether it can be done now and has a check mark; call when the current tab or selection
    /// changes.
    void refresh();

signals:
    void shortcutChanged(const QString &id);

private:
    QWidget *m_window;
    std::vector<Definition> m_definitions;
    QHash<QString, QAction *> m_actions;
};

}
