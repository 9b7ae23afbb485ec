// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/shell/commands.h"

#include <QMenu>
#include <QRegularExpression>
#include <QWidget>

#include <algorithm>

namespace tandem::client {

namespace {

/// "保存(&S)…" as Chinese menus write it, "&Save…" as English ones do; "&&" is a real ampersand.
QString plain(QString text)
{
    static const QRegularExpression mnemonic(QStringLiteral("\\(&.\\)|&(?!&)(?<!&&)|…"));
    return text.remove(mnemonic).replace(QLatin1String("&&"), QLatin1String("&"));
}

}

Commands::Commands(QWidget *window)
    : QObject(window)
    , m_window(window)
{
}

QAction *Commands::add(Definition definition)
{
    auto *action = new QAction(definition.text(), this);
    action->setObjectName(definition.id);
    action->setShortcut(definition.shortcut);
    action->setShortcutContext(Qt::WindowShortcut);
    action->setCheckable(definition.checked != nullptr);
    connect(action, &QAction::triggered, this,
        [this, action, run = definition.run, hasMark = definition.checked != nullptr] {
            refresh();
            if (!action->isEnabled())
                return;
            run(); // may end the window, where it is signing out or quitting
            if (hasMark)
                refresh(); // Qt has turned the mark by itself, whatever came of it.
        });
    m_window->addAction(action);
    m_actions.insert(definition.id, action);
    m_definitions.push_back(std::move(definition));
    return action;
}

QAction *Commands::action(const QString &id) const
{
    return m_actions.value(id);
}

QString Commands::plainText(const QString &id) const
{
    const QAction *action = m_actions.value(id);
    return action ? plain(action->text()) : QString();
}

QString Commands::plainName(const QString &id) const
{
    const auto found = std::find_if(m_definitions.begin(), m_definitions.end(),
        [&id](const Definition &definition) { return definition.id == id; });
    return found == m_definitions.end() || !found->name ? plainText(id) : plain(found->name());
}

QKeySequence Commands::shortcut(const QString &id) const
{
    const QAction *action = m_actions.value(id);
    return action ? action->shortcut() : QKeySequence();
}

void Commands::setShortcut(const QString &id, const QKeySequence &keys)
{
    QAction *action = m_actions.value(id);
    if (!action || action->shortcut() == keys)
        return;
    action->setShortcut(keys);
    emit shortcutChanged(id);
}

void Commands::fill(QMenu &menu, const QString &name) const
{
    QString group;
    for (const Definition &definition : m_definitions) {
        if (definition.menu.section(QLatin1Char('/'), 0, 0) != name)
            continue;
        if (!menu.isEmpty() && definition.menu != group)
            menu.addSeparator();
        group = definition.menu;
        menu.addAction(m_actions.value(definition.id));
    }
}

void Commands::retranslate()
{
    for (const Definition &definition : m_definitions)
        m_actions.value(definition.id)->setText(definition.text());
    refresh();
}

void Commands::refresh()
{
    for (const Definition &definition : m_definitions) {
        const QString reason = definition.unavailable ? definition.unavailable() : QString();
        QAction *action = m_actions.value(definition.id);
        action->setEnabled(reason.isEmpty());
        action->setStatusTip(reason);
        if (definition.checked)
            action->setChecked(definition.checked());
    }
}

}
