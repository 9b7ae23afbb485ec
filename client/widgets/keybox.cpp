// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/widgets/keybox.h"

#include <QKeyEvent>

namespace tandem::client {

KeyBox::KeyBox(QWidget *parent)
    : QLineEdit(parent)
{
    setReadOnly(true);
    // Otherwise the input method would keep keys for itself that are to become a shortcut.
    setAttribute(Qt::WA_InputMethodEnabled, false);
    setContextMenuPolicy(Qt::NoContextMenu);
}

QKeySequence KeyBox::keysOf(const QKeyEvent &event)
{
    switch (event.key()) {
    case 0:
    case Qt::Key_unknown:
    case Qt::Key_Control:
    case Qt::Key_Shift:
    case Qt::Key_Alt:
    case Qt::Key_Meta:
    case Qt::Key_AltGr:
    case Qt::Key_CapsLock:
    case Qt::Key_NumLock:
        return {};
    default:
        break;
    }
    if (event.key() >= Qt::Key_Multi_key && event.key() <= Qt::Key_Dead_Longsolidusoverlay)
        return {};
    Qt::KeyboardModifiers modifiers = event.modifiers() & ~(Qt::KeypadModifier | Qt::GroupSwitchModifier);
    // Shift that only serves to reach a sign ("?") is no part of the shortcut.
    const QString text = event.text();
    const bool isSign =
        !text.isEmpty() && text.at(0).isPrint() && !text.at(0).isLetterOrNumber() && !text.at(0).isSpace();
    if (isSign)
        modifiers &= ~Qt::KeyboardModifiers(Qt::ShiftModifier);
    return QKeySequence(QKeyCombination(modifiers, Qt::Key(event.key())));
}

bool KeyBox::event(QEvent *event)
{
    // What is a shortcut already must arrive here and not run its command.
    if (event->type() == QEvent::ShortcutOverride) {
        event->accept();
        return true;
    }
    return QLineEdit::event(event);
}

void KeyBox::keyPressEvent(QKeyEvent *event)
{
    const bool plain = event->modifiers() == Qt::NoModifier;
    if (plain && event->key() == Qt::Key_Escape) {
        emit left();
        return;
    }
    const QKeySequence keys = keysOf(*event);
    if (keys.isEmpty())
        return;
    setText(keys.toString(QKeySequence::NativeText));
    emit keysPressed(keys);
}

}
