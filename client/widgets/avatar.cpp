// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/widgets/avatar.h"

#include "client/widgets/tone.h"

#include <QPainter>

namespace tandem::client {

namespace {

bool isHan(QChar c)
{
    return c.script() == QChar::Script_Han;
}

/// The same name has the same colour on every machine, so no hash that is seeded per process.
uint stableHash(const QString &name)
{
    uint hash = 2166136261U;
    for (QChar c : name)
        hash = (hash ^ c.unicode()) * 16777619U;
    return hash;
}

}

Avatar::Avatar(QWidget *parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void Avatar::setName(const QString &name)
{
    m_name = name;
    setAccessibleName(name);
    setToolTip(name);
    update();
}

void Avatar::setDiameter(int diameter)
{
    m_diameter = diameter;
    updateGeometry();
}

QString Avatar::initials(const QString &name)
{
    const QString trimmed = name.trimmed();
    if (trimmed.isEmpty())
        return QStringLiteral("?");
    if (isHan(trimmed.back())) {
        const qsizetype length = trimmed.size() >= 2 && isHan(trimmed.at(trimmed.size() - 2)) ? 2 : 1;
        return trimmed.right(length);
    }
    const QStringList words = trimmed.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    QString result = words.first().left(1);
    if (words.size() > 1)
        result += words.last().left(1);
    return result.toUpper();
}

void Avatar::paint(QPainter &painter, const QRect &rect, const QString &name, const QPalette &palette)
{
    const QStringList colours = namedColourNames();
    const ToneColours colour = namedColours(colours.at(int(stableHash(name) % uint(colours.size()))), palette);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour.solid);
    painter.drawEllipse(rect);
    painter.setPen(colour.onSolid);
    QFont font = painter.font();
    font.setPixelSize(std::max(8, rect.height() * 2 / 5));
    font.setWeight(QFont::DemiBold);
    painter.setFont(font);
    painter.drawText(rect, Qt::AlignCenter, initials(name));
    painter.restore();
}

void Avatar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paint(painter, rect(), m_name, palette());
}

}
