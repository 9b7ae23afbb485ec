// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/printing/tablepages.h"

#include <QFontMetricsF>
#include <QPageLayout>
#include <QPagedPaintDevice>
#include <QPainter>

#include <algorithm>

namespace tandem::client {

namespace {

constexpr double rowPoints = 8.5;
constexpr double rowLines = 1.5; ///< height of a row in heights of its text
constexpr size_t mostUpright = 5; ///< columns that a page has room for without being turned
constexpr QRgb headColour = qRgb(236, 238, 242);
constexpr QRgb lineColour = qRgb(215, 218, 224);

/// Words may end early. A number without its last digits would be another one: it gets smaller instead.
void paintCell(QPainter &painter, const QRectF &cell, Qt::Alignment alignment, const QString &text)
{
    const QFont font = painter.font();
    const QFontMetricsF metrics(font, painter.device());
    const int flags = int(alignment | Qt::AlignVCenter) | Qt::TextSingleLine;
    const double needed = metrics.horizontalAdvance(text);
    if (!alignment.testFlag(Qt::AlignRight) || needed <= cell.width())
        return painter.drawText(cell, flags, metrics.elidedText(text, Qt::ElideRight, cell.width()));
    QFont smaller = font;
    smaller.setPointSizeF(font.pointSizeF() * cell.width() / needed);
    painter.setFont(smaller);
    painter.drawText(cell, flags | Qt::TextDontClip, text);
    painter.setFont(font);
}

}

TablePages::TablePages(QPagedPaintDevice &device, const PageHead &head, std::vector<PrintedColumn> columns)
    : m_frame(device, head)
    , m_columns(std::move(columns))
    , m_rowHeight(QFontMetricsF(PageFrame::font(rowPoints), &device).height() * rowLines)
{
    for (const PrintedColumn &column : m_columns)
        m_weight += column.weight;
}

void TablePages::turn(QPagedPaintDevice &device, size_t columns)
{
    device.setPageOrientation(columns > mostUpright ? QPageLayout::Landscape : QPageLayout::Portrait);
}

int TablePages::rowsPerPage() const
{
    const int lines = int(m_frame.body().height() / m_rowHeight);
    return std::max(1, lines - 1); // one is the head of the columns
}

int TablePages::pageCount(int rows) const
{
    return std::max(1, (rows + rowsPerPage() - 1) / rowsPerPage());
}

std::vector<QStringList> TablePages::rowsOf(int page, const std::vector<QStringList> &all) const
{
    const size_t first = std::min(all.size(), size_t(page - 1) * size_t(rowsPerPage()));
    const size_t last = std::min(all.size(), first + size_t(rowsPerPage()));
    return {all.begin() + qsizetype(first), all.begin() + qsizetype(last)};
}

void TablePages::paint(QPainter &painter, const std::vector<QStringList> &rows, int page, int pages) const
{
    m_frame.paint(painter, page, pages);
    painter.save();
    const QRectF body = m_frame.body();
    QStringList titles;
    for (const PrintedColumn &column : m_columns)
        titles.append(column.title);
    painter.fillRect(QRectF(body.left(), body.top(), body.width(), m_rowHeight), QColor(headColour));
    painter.setPen(Qt::black);
    painter.setFont(PageFrame::font(rowPoints, true));
    paintRow(painter, titles, body.top());
    painter.setFont(PageFrame::font(rowPoints));
    double top = body.top();
    for (const QStringList &row : rows) {
        top += m_rowHeight;
        painter.setPen(Qt::black);
        paintRow(painter, row, top);
        painter.setPen(QPen(QColor(lineColour), m_frame.millimetres(0.1)));
        painter.drawLine(QPointF(body.left(), top + m_rowHeight), QPointF(body.right(), top + m_rowHeight));
    }
    painter.restore();
}

void TablePages::paintRow(QPainter &painter, const QStringList &cells, double top) const
{
    const double padding = m_frame.millimetres(1);
    const QRectF body = m_frame.body();
    double left = body.left();
    for (size_t i = 0; i < m_columns.size(); ++i) {
        const double width = body.width() * m_columns[i].weight / std::max(1, m_weight);
        const QRectF cell(left + padding, top, width - 2 * padding, m_rowHeight);
        paintCell(painter, cell, m_columns[i].alignment, cells.value(qsizetype(i)));
        left += width;
    }
}

}
