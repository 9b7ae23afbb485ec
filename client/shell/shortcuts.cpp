// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/shell/shortcuts.h"

#include "client/shell/commands.h"

#include <QSettings>

namespace tandem::client {

namespace {

const auto group = QStringLiteral("shortcuts");

/// Keys that input methods take before any program sees them, on one system or another.
bool belongsToInputMethod(const QKeySequence &keys)
{
    const QKeyCombination pressed = keys[0];
    if (pressed.key() != Qt::Key_Space)
        return false;
    const Qt::KeyboardModifiers modifiers = pressed.keyboardModifiers();
    return modifiers == Qt::ControlModifier || modifiers == Qt::ShiftModifier || modifiers == Qt::MetaModifier
        || modifiers == (Qt::ControlModifier | Qt::AltModifier)
        || modifiers == (Qt::ControlModifier | Qt::ShiftModifier);
}

/// Whether the keys would write a letter or move the cursor if they were no shortcut.
bool writesText(const QKeySequence &keys)
{
    const QKeyCombination pressed = keys[0];
    const bool isFunctionKey = pressed.key() >= Qt::Key_F1 && pressed.key() <= Qt::Key_F35;
    return !isFunctionKey
        && !(pressed.keyboardModifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier));
}

bool editsText(const QKeySequence &keys)
{
    for (const auto standard : {QKeySequence::Copy, QKeySequence::Cut, QKeySequence::Paste, QKeySequence::SelectAll}) {
        if (QKeySequence::keyBindings(standard).contains(keys))
            return true;
    }
    return false;
}

}

Shortcuts::Shortcuts(Commands &commands, QSettings &settings, QObject *parent)
    : QObject(parent)
    , m_commands(commands)
    , m_settings(settings)
{
    load();
}

void Shortcuts::load()
{
    QList<QKeySequence> taken;
    for (const Commands::Definition &definition : m_commands.definitions()) {
        const QString key = group + QLatin1Char('/') + definition.id;
        if (!m_settings.contains(key))
            continue;
        const auto keys = QKeySequence::fromString(m_settings.value(key).toString(), QKeySequence::PortableText);
        m_commands.setShortcut(definition.id, keys);
        if (!keys.isEmpty())
            taken.append(keys);
    }
    // A command that came with a newer version must not claim what the user gave to another: twice the same keys would
    // run neither.
    for (const Commands::Definition &definition : m_commands.definitions()) {
        if (!isChanged(definition.id) && taken.contains(definition.shortcut))
            m_commands.setShortcut(definition.id, {});
    }
}

bool Shortcuts::isChanged(const QString &command) const
{
    return m_settings.contains(group + QLatin1Char('/') + command);
}

QKeySequence Shortcuts::delivered(const QString &command) const
{
    for (const Commands::Definition &definition : m_commands.definitions()) {
        if (definition.id == command)
            return definition.shortcut;
    }
    return {};
}

QString Shortcuts::ownerOf(const QKeySequence &keys, const QString &except) const
{
    for (const Commands::Definition &definition : m_commands.definitions()) {
        if (definition.id != except && m_commands.shortcut(definition.id) == keys)
            return definition.id;
    }
    return {};
}

std::optional<Shortcuts::Problem> Shortcuts::problem(const QString &command, const QKeySequence &keys) const
{
    if (keys.isEmpty() || keys == m_commands.shortcut(command))
        return std::nullopt;
    const QString shown = keys.toString(QKeySequence::NativeText);
    if (belongsToInputMethod(keys))
        return Problem{tr("%1 belongs to input methods and the system.").arg(shown), {}};
    for (const Fixed &fixed : Shortcuts::fixed()) {
        if (fixed.keys == keys)
            return Problem{tr("%1 is fixed: %2.").arg(shown, fixed.text), {}};
    }
    if (writesText(keys))
        return Problem{tr("%1 is needed for typing. Press it together with Ctrl or Alt.").arg(shown), {}};
    if (editsText(keys))
        return Problem{tr("%1 is needed for editing text.").arg(shown), {}};
    const QString owner = ownerOf(keys, command);
    if (owner.isEmpty())
        return std::nullopt;
    return Problem{tr("%1 belongs to “%2”.").arg(shown, m_commands.plainName(owner)), owner};
}

void Shortcuts::assign(const QString &command, const QKeySequence &keys)
{
    const QString loser = keys.isEmpty() ? QString() : ownerOf(keys, command);
    if (!loser.isEmpty()) {
        m_commands.setShortcut(loser, {});
        store(loser);
    }
    m_commands.setShortcut(command, keys);
    store(command);
    emit changed();
}

void Shortcuts::store(const QString &command)
{
    const QString key = group + QLatin1Char('/') + command;
    const QKeySequence keys = m_commands.shortcut(command);
    if (keys == delivered(command))
        m_settings.remove(key);
    else
        m_settings.setValue(key, keys.toString(QKeySequence::PortableText));
}

void Shortcuts::resetAll()
{
    m_settings.remove(group);
    for (const Commands::Definition &definition : m_commands.definitions())
        m_commands.setShortcut(definition.id, definition.shortcut);
    emit changed();
}

std::vector<Shortcuts::Fixed> Shortcuts::fixed()
{
    const auto keys = [](const char *text) {
        return QKeySequence(QLatin1String(text));
    };
    return {
        {tr("Open the record"), keys("Return")},
        {tr("Open the record in a new tab"), keys("Ctrl+Return")},
        {tr("Look at the record without leaving the list"), keys("Space")},
        {tr("Edit the cell"), keys("F2")},
        {tr("Move to the recycle bin"), keys("Del")},
        {tr("Move a card to the next stage"), keys("Ctrl+Shift+Right")},
        {tr("Move a card to the stage before"), keys("Ctrl+Shift+Left")},
        {tr("Pin an entry of the timeline, or unpin it"), keys("Ctrl+Alt+P")},
        {tr("Approve, in the approvals"), keys("Ctrl+Shift+Y")},
        {tr("Reject, in the approvals"), keys("Ctrl+Shift+N")},
        {tr("Return for changes, in the approvals"), keys("Ctrl+Shift+B")},
        {tr("Transfer a decision, in the approvals"), keys("Ctrl+Shift+M")},
        {tr("Add an approver, in the approvals"), keys("Ctrl+Shift+I")},
        {tr("Remind the approvers, in the approvals"), keys("Ctrl+Shift+R")},
        {tr("Close what is open, take back what was typed"), keys("Esc")},
    };
}

}
