// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/widgets/chip.h"

#include "client/widgets/icons.h"
#include "client/widgets/tokens.h"
#include "client/widgets/tone.h"

#include <QEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

namespace tandem::client {

namespace {
constexpr int padding = tokens::space;
constexpr int crossSize = 12;
constexpr int longestText = 260;
}

Chip::Chip(const QString &text, QWidget *parent)
    : QAbstractButton(parent)
{
    setText(text);
    setFocusPolicy(Qt::TabFocus);
    setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    retranslate();
}

void Chip::setRemovable(bool removable)
{
    m_removable = removable;
    retranslate();
    updateGeometry();
    update();
}

void Chip::setColourName(const QString &name)
{
    m_colour = name;
    update();
}

QSize Chip::sizeHint() const
{
    const int textWidth = std::min(fontMetrics().horizontalAdvance(text()), longestText);
    return {textWidth + 2 * padding + (m_removable ? crossSize + tokens::spaceSmall : 0),
        fontMetrics().height() + 2 * tokens::spaceSmall};
}

QSize Chip::minimumSizeHint() const
{
    return {std::min(sizeHint().width(), 60), sizeHint().height()};
}

void Chip::paintEvent(QPaintEvent *)
{
    const ToneColours colours = namedColours(m_colour, palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const bool marked = hasFocus();
    painter.setPen(QPen(marked ? palette().color(QPalette::Highlight) : colours.border, marked ? 1.6 : 1.0));
    painter.setBrush(underMouse() && isEnabled() ? colours.border : colours.background);
    const qreal radius = height() / 2.0 - 1;
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.8, 0.8, -0.8, -0.8), radius, radius);
    painter.setPen(colours.text);
    QRect inner = rect().adjusted(padding, 0, -padding, 0);
    if (m_removable) {
        painter.drawPixmap(
            crossRect(), icons::pixmap(QStringLiteral("x"), crossSize, colours.text, devicePixelRatioF()));
        inner.setRight(crossRect().left() - tokens::spaceSmall);
    }
    painter.drawText(
        inner, Qt::AlignVCenter | Qt::AlignLeft, fontMetrics().elidedText(text(), Qt::ElideRight, inner.width() + 1));
}

void Chip::keyPressEvent(QKeyEvent *event)
{
    if (m_removable && (event->key() == Qt::Key_Delete || event->key() == Qt::Key_Backspace)) {
        emit removeRequested();
        return;
    }
    QAbstractButton::keyPressEvent(event);
}

void Chip::mouseReleaseEvent(QMouseEvent *event)
{
    if (m_removable && isDown() && crossRect().adjusted(-4, -6, 8, 6).contains(event->position().toPoint())) {
        setDown(false);
        emit removeRequested();
        return;
    }
    QAbstractButton::mouseReleaseEvent(event);
}

void Chip::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QAbstractButton::changeEvent(event);
}

QRect Chip::crossRect() const
{
    return {width() - padding - crossSize + 2, (height() - crossSize) / 2, crossSize, crossSize};
}

void Chip::retranslate()
{
    setAccessibleDescription(m_removable ? tr("Press Delete to remove") : QString());
}

}
