// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/fields/richtextedit.h"

#include "client/fields/richtextsanitizer.h"
#include "client/widgets/droppedfiles.h"

#include <QInputMethodEvent>
#include <QMimeData>

namespace tandem::client {

RichTextEdit::RichTextEdit(QWidget *parent)
    : QTextEdit(parent)
{
    setTabChangesFocus(true);
}

void RichTextEdit::insertFromMimeData(const QMimeData *source)
{
    if (source->hasHtml())
        textCursor().insertHtml(sanitizedHtml(source->html()));
    else if (source->hasText())
        textCursor().insertText(source->text());
}

bool RichTextEdit::canInsertFromMimeData(const QMimeData *source) const
{
    return droppedFiles(source).isEmpty() && (source->hasHtml() || source->hasText());
}

QVariant RichTextEdit::loadResource(int, const QUrl &)
{
    return {};
}

void RichTextEdit::inputMethodEvent(QInputMethodEvent *event)
{
    m_composing = !event->preeditString().isEmpty();
    QTextEdit::inputMethodEvent(event);
}

}
