// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/fields/growingtextedit.h"

#include "client/widgets/droppedfiles.h"

#include <QInputMethodEvent>
#include <QScrollBar>
#include <QTextBlock>
#include <QWheelEvent>

#include <cmath>

namespace tandem::client {

namespace {
constexpr int mostLines = 12;
}

GrowingTextEdit::GrowingTextEdit(QWidget *parent)
    : QPlainTextEdit(parent)
{
    setTabChangesFocus(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(this, &QPlainTextEdit::textChanged, this, &GrowingTextEdit::adjustHeight);
    adjustHeight();
}

void GrowingTextEdit::setLeastLines(int lines)
{
    m_leastLines = lines;
    adjustHeight();
}

bool GrowingTextEdit::canInsertFromMimeData(const QMimeData *source) const
{
    return droppedFiles(source).isEmpty() && QPlainTextEdit::canInsertFromMimeData(source);
}

void GrowingTextEdit::inputMethodEvent(QInputMethodEvent *event)
{
    m_composing = !event->preeditString().isEmpty();
    QPlainTextEdit::inputMethodEvent(event);
}

void GrowingTextEdit::resizeEvent(QResizeEvent *event)
{
    QPlainTextEdit::resizeEvent(event);
    adjustHeight();
}

/// The form scrolls, unless there is more text here than is shown.
void GrowingTextEdit::wheelEvent(QWheelEvent *event)
{
    if (verticalScrollBar()->maximum() == 0)
        event->ignore();
    else
        QPlainTextEdit::wheelEvent(event);
}

void GrowingTextEdit::adjustHeight()
{
    int lines = 0;
    for (QTextBlock block = document()->begin(); block.isValid() && lines < mostLines; block = block.next())
        lines += std::max(1, block.lineCount());
    lines = std::clamp(lines, m_leastLines, mostLines);
    const int around = int(std::ceil(document()->documentMargin() * 2)) + 2 * frameWidth();
    setFixedHeight(lines * fontMetrics().lineSpacing() + around + 2);
}

}
