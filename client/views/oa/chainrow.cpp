// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/views/oa/chainrow.h"

#include "client/widgets/icons.h"
#include "client/widgets/tokens.h"

#include <QLabel>
#include <QPainter>
#include <QVBoxLayout>

namespace tandem::client::oa {

namespace {

constexpr int textIndent = tokens::iconSmall + tokens::spaceMedium;

QLabel *plainLabel(const QString &text, bool isQuiet, QWidget *parent)
{
    auto *label = new QLabel(text, parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    if (isQuiet)
        label->setForegroundRole(QPalette::PlaceholderText);
    return label;
}

}

ChainRow::ChainRow(const ChainStep &step, Place place, QWidget *parent)
    : QWidget(parent)
    , m_step(step)
    , m_place(place)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(textIndent, 0, 0, tokens::spaceMedium);
    column->setSpacing(tokens::spaceTiny);
    QLabel *title = plainLabel(step.title, step.isAhead, this);
    if (step.isNow) {
        QFont bold = title->font();
        bold.setWeight(QFont::DemiBold);
        title->setFont(bold);
    }
    column->addWidget(title);
    for (const QString &line : step.lines)
        column->addWidget(plainLabel(line, true, this));
    setAccessibleName(text());
}

QString ChainRow::text() const
{
    return (QStringList{m_step.title} + m_step.lines).join(QLatin1Char('\n'));
}

void ChainRow::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const bool mirrored = layoutDirection() == Qt::RightToLeft;
    const QRect icon(mirrored ? width() - tokens::iconSmall : 0, 0, tokens::iconSmall, tokens::iconSmall);
    const ToneColours colours = toneColours(m_step.tone, palette());
    painter.setPen(QPen(colours.border, 1, m_step.isAhead ? Qt::DashLine : Qt::SolidLine));
    if (m_place == Place::First || m_place == Place::Middle)
        painter.drawLine(icon.center().x(), icon.bottom() + tokens::spaceTiny, icon.center().x(), height());
    const QColor colour = m_step.isAhead ? palette().color(QPalette::PlaceholderText) : colours.text;
    painter.drawPixmap(icon, icons::pixmap(m_step.iconName, tokens::iconSmall, colour, devicePixelRatioF()));
}

}
