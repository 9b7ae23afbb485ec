// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/printing/pageframe.h"

#include <QFontMetricsF>
#include <QGuiApplication>
#include <QPagedPaintDevice>
#include <QPainter>

namespace tandem::client {

namespace {

constexpr double smallPoints = 8;
constexpr double stripMillimetres = 9; ///< of head and foot, with the air around them
constexpr QRgb lineColour = qRgb(160, 160, 160);
constexpr QRgb quietColour = qRgb(90, 90, 90);

}

PageFrame::PageFrame(const QPagedPaintDevice &device, PageHead head)
    : m_device(device)
    , m_head(std::move(head))
    , m_page(0, 0, device.width(), device.height())
    , m_body(m_page.adjusted(0, millimetres(stripMillimetres), 0, -millimetres(stripMillimetres)))
{
}

double PageFrame::millimetres(double length) const
{
    return length * m_device.logicalDpiY() / 25.4;
}

QFont PageFrame::font(double pointSize, bool bold)
{
    QFont font = QGuiApplication::font();
    font.setPointSizeF(pointSize);
    font.setBold(bold);
    return font;
}

void PageFrame::paint(QPainter &painter, int page, int pages) const
{
    painter.save();
    painter.setFont(font(smallPoints));
    painter.setPen(QColor(quietColour));
    const QFontMetricsF metrics(painter.font(), &m_device);
    const double line = metrics.height();
    const QRectF head(m_page.left(), m_page.top(), m_page.width(), line);
    const QRectF foot(m_page.left(), m_page.bottom() - line, m_page.width(), line);
    const QString title = metrics.elidedText(m_head.title, Qt::ElideRight, head.width() * 0.6);
    painter.drawText(head, Qt::AlignLeft | Qt::AlignVCenter, m_head.company);
    painter.drawText(head, Qt::AlignRight | Qt::AlignVCenter, title);
    painter.drawText(foot, Qt::AlignLeft | Qt::AlignVCenter, m_head.date);
    const QString place = pages > 0 ? QStringLiteral("%1 / %2").arg(page).arg(pages) : QString::number(page);
    painter.drawText(foot, Qt::AlignRight | Qt::AlignVCenter, place);
    painter.setPen(QPen(QColor(lineColour), millimetres(0.2)));
    const double gap = millimetres(1.5);
    painter.drawLine(QPointF(head.left(), head.bottom() + gap), QPointF(head.right(), head.bottom() + gap));
    painter.drawLine(QPointF(foot.left(), foot.top() - gap), QPointF(foot.right(), foot.top() - gap));
    painter.restore();
}

}
