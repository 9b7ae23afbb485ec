// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/widgets/pill.h"

#include "client/widgets/tokens.h"

#include <QKeyEvent>
#include <QPainter>

namespace tandem::client {

namespace {
constexpr int dot = 8;
}

Pill::Pill(QWidget *parent)
    : QAbstractButton(parent)
{
    setFocusPolicy(Qt::TabFocus);
    setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    setAttribute(Qt::WA_Hover);
}

void Pill::setState(Tone tone, const QString &text)
{
    m_tone = tone;
    setText(text);
    setAccessibleName(text);
    updateGeometry();
    update();
}

QSize Pill::sizeHint() const
{
    return {fontMetrics().horizontalAdvance(text()) + dot + 3 * tokens::space, fontMetrics().height() + tokens::space};
}

void Pill::paintEvent(QPaintEvent *)
{
    const ToneColours colours = toneColours(m_tone, palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const bool marked = hasFocus();
    painter.setPen(QPen(marked ? palette().color(QPalette::Highlight) : colours.border, marked ? 1.6 : 1.0));
    painter.setBrush(underMouse() || isDown() ? colours.border : colours.background);
    const qreal radius = height() / 2.0 - 1;
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.8, 0.8, -0.8, -0.8), radius, radius);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colours.solid);
    painter.drawEllipse(QRectF(tokens::space, (height() - dot) / 2.0, dot, dot));
    painter.setPen(colours.text);
    painter.drawText(
        rect().adjusted(dot + 2 * tokens::space - 2, 0, -tokens::space, 0), Qt::AlignVCenter | Qt::AlignLeft, text());
}

void Pill::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        click();
        return;
    }
    QAbstractButton::keyPressEvent(event);
}

}
