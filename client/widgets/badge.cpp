// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/widgets/badge.h"

#include "client/widgets/tokens.h"

#include <QEvent>
#include <QPainter>

namespace tandem::client {

namespace {
constexpr int most = 99;
constexpr int badgeHeight = 18;

QFont smallFont(const QFont &font)
{
    QFont small = font;
    small.setPixelSize(11);
    small.setWeight(QFont::DemiBold);
    return small;
}
}

Badge::Badge(QWidget *parent)
    : QWidget(parent)
{
    setVisible(false);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void Badge::setCount(int count)
{
    if (count == m_count)
        return;
    m_count = count;
    retranslate();
    setVisible(count > 0);
    updateGeometry();
    update();
}

void Badge::setTone(Tone tone)
{
    m_tone = tone;
    update();
}

QSize Badge::sizeHint() const
{
    const int text = QFontMetrics(smallFont(font())).horizontalAdvance(countText(m_count));
    return {std::max(badgeHeight, text + tokens::spaceMedium), badgeHeight};
}

QString Badge::countText(int count)
{
    return count > most ? QStringLiteral("%1+").arg(most) : QString::number(count);
}

void Badge::paint(QPainter &painter, const QRect &rect, int count, Tone tone, const QPalette &palette)
{
    const ToneColours colours = toneColours(tone, palette);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colours.solid);
    painter.drawRoundedRect(rect, rect.height() / 2.0, rect.height() / 2.0);
    painter.setPen(colours.onSolid);
    painter.setFont(smallFont(painter.font()));
    painter.drawText(rect, Qt::AlignCenter, countText(count));
    painter.restore();
}

void Badge::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paint(painter, rect(), m_count, m_tone, palette());
}

void Badge::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void Badge::retranslate()
{
    setAccessibleName(tr("%n new", nullptr, m_count));
}

}
