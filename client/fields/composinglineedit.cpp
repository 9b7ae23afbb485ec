// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/fields/composinglineedit.h"

#include "client/widgets/droppedfiles.h"

#include <QDragEnterEvent>
#include <QInputMethodEvent>
#include <QKeyEvent>
#include <QMetaMethod>

namespace tandem::client {

namespace {

bool isForInputMethod(const QKeyEvent &event)
{
    switch (event.key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Escape:
    case Qt::Key_Up:
    case Qt::Key_Down:
        return true;
    default:
        return false;
    }
}

}

bool ComposingLineEdit::event(QEvent *event)
{
    // Shortcuts come before key presses: an Esc that ends a composition would otherwise close the form.
    if (m_composing && event->type() == QEvent::ShortcutOverride) {
        event->accept();
        return true;
    }
    return QLineEdit::event(event);
}

/// A file that is dropped on a form is meant as an attachment: its path is no text for this field.
void ComposingLineEdit::dragEnterEvent(QDragEnterEvent *event)
{
    if (droppedFiles(event->mimeData()).isEmpty())
        QLineEdit::dragEnterEvent(event);
    else
        event->ignore();
}

void ComposingLineEdit::inputMethodEvent(QInputMethodEvent *event)
{
    m_composing = !event->preeditString().isEmpty();
    QLineEdit::inputMethodEvent(event);
}

void ComposingLineEdit::keyPressEvent(QKeyEvent *event)
{
    if (m_composing && isForInputMethod(*event)) {
        event->accept();
        return;
    }
    if (!isReadOnly() && event->modifiers() == Qt::NoModifier
        && (event->key() == Qt::Key_Up || event->key() == Qt::Key_Down)
        && isSignalConnected(QMetaMethod::fromSignal(&ComposingLineEdit::stepped))) {
        emit stepped(event->key() == Qt::Key_Up ? 1 : -1);
        event->accept();
        return;
    }
    QLineEdit::keyPressEvent(event);
}

void ComposingLineEdit::focusOutEvent(QFocusEvent *event)
{
    m_composing = false;
    QLineEdit::focusOutEvent(event);
}

}
