// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/printing/sheetdocument.h"

#include "client/printing/pageframe.h"

#include <QAbstractTextDocumentLayout>
#include <QPagedPaintDevice>
#include <QPainter>
#include <QTextCursor>
#include <QTextDocument>
#include <QTextTable>

namespace tandem::client {

namespace {

constexpr double textPoints = 9.5;
constexpr double titlePoints = 16;
constexpr double headingPoints = 11;
constexpr QRgb quietColour = qRgb(90, 90, 90);
constexpr QRgb headColour = qRgb(236, 238, 242);
constexpr QRgb lineColour = qRgb(200, 204, 210);
constexpr int labelPercent = 28;

QTextCharFormat textFormat(double points, bool bold = false, QColor colour = Qt::black)
{
    QTextCharFormat format;
    format.setFont(PageFrame::font(points, bold));
    format.setForeground(colour);
    return format;
}

/// A paragraph that stays with what follows it.
void addHeading(QTextCursor &cursor, const QString &text, const QTextCharFormat &format, double above)
{
    QTextBlockFormat block;
    block.setTopMargin(above);
    block.setBottomMargin(4);
    block.setPageBreakPolicy(QTextFormat::PageBreak_Auto);
    cursor.movePosition(QTextCursor::End);
    cursor.insertBlock(block, format);
    cursor.insertText(text, format);
}

void writeCell(QTextTable &table, int row, int column, const QString &text, const QTextCharFormat &format,
    Qt::Alignment alignment = Qt::AlignLeft)
{
    QTextCursor cursor = table.cellAt(row, column).firstCursorPosition();
    QTextBlockFormat block;
    block.setAlignment(alignment);
    cursor.setBlockFormat(block);
    cursor.insertText(text, format);
}

QTextTableFormat tableFormat(const QList<QTextLength> &widths)
{
    QTextTableFormat format;
    format.setWidth(QTextLength(QTextLength::PercentageLength, 100));
    format.setColumnWidthConstraints(widths);
    format.setCellPadding(3);
    format.setCellSpacing(0);
    format.setBorder(0);
    return format;
}

void addSection(QTextCursor &cursor, const PrintedSection &section)
{
    if (section.facts.empty())
        return;
    if (!section.title.isEmpty())
        addHeading(cursor, section.title, textFormat(headingPoints, true), 10);
    cursor.movePosition(QTextCursor::End);
    QTextTable *table = cursor.insertTable(int(section.facts.size()), 2,
        tableFormat({QTextLength(QTextLength::PercentageLength, labelPercent),
            QTextLength(QTextLength::PercentageLength, 100 - labelPercent)}));
    int row = 0;
    for (const PrintedFact &fact : section.facts) {
        writeCell(*table, row, 0, fact.label, textFormat(textPoints, false, QColor(quietColour)));
        writeCell(*table, row, 1, fact.value, textFormat(textPoints));
        ++row;
    }
}

QTextTable *insertTable(QTextCursor &cursor, const PrintedTable &printed)
{
    int weight = 0;
    for (const PrintedColumn &column : printed.columns)
        weight += column.weight;
    QList<QTextLength> widths;
    for (const PrintedColumn &column : printed.columns)
        widths.append(QTextLength(QTextLength::PercentageLength, 100.0 * column.weight / std::max(1, weight)));
    QTextTableFormat format = tableFormat(widths);
    format.setHeaderRowCount(1); // again on each page that the table goes on to
    format.setBorder(0.5);
    format.setBorderCollapse(true);
    format.setBorderStyle(QTextFrameFormat::BorderStyle_Solid);
    format.setBorderBrush(QColor(lineColour));
    const int rows = 1 + int(printed.rows.size()) + (printed.totals.isEmpty() ? 0 : 1);
    cursor.movePosition(QTextCursor::End);
    return cursor.insertTable(rows, int(printed.columns.size()), format);
}

void addTable(QTextCursor &cursor, const PrintedTable &printed)
{
    if (printed.rows.empty() || printed.columns.empty())
        return;
    addHeading(cursor, printed.title, textFormat(headingPoints, true), 10);
    QTextTable *table = insertTable(cursor, printed);
    for (int column = 0; column < int(printed.columns.size()); ++column) {
        const PrintedColumn &head = printed.columns[size_t(column)];
        QTextTableCell cell = table->cellAt(0, column);
        QTextCharFormat shaded = cell.format();
        shaded.setBackground(QColor(headColour));
        cell.setFormat(shaded);
        writeCell(*table, 0, column, head.title, textFormat(textPoints, true), head.alignment);
        int row = 1;
        for (const QStringList &cells : printed.rows)
            writeCell(*table, row++, column, cells.value(column), textFormat(textPoints), head.alignment);
        if (!printed.totals.isEmpty())
            writeCell(*table, row, column, printed.totals.value(column), textFormat(textPoints, true), head.alignment);
    }
    if (!printed.note.isEmpty())
        addHeading(cursor, printed.note, textFormat(textPoints, false, QColor(quietColour)), 2);
}

}

std::unique_ptr<QTextDocument> sheetDocument(const PrintedSheet &sheet)
{
    auto document = std::make_unique<QTextDocument>();
    document->setUndoRedoEnabled(false);
    document->setDocumentMargin(0);
    document->setDefaultFont(PageFrame::font(textPoints));
    QTextCursor cursor(document.get());
    cursor.insertText(sheet.head.title, textFormat(titlePoints, true));
    if (!sheet.subtitle.isEmpty())
        addHeading(cursor, sheet.subtitle, textFormat(textPoints, false, QColor(quietColour)), 2);
    for (const PrintedSection &section : sheet.sections)
        addSection(cursor, section);
    for (const PrintedTable &table : sheet.tables)
        addTable(cursor, table);
    return document;
}

int paintSheet(const PrintedSheet &sheet, QPagedPaintDevice &device)
{
    const PageFrame frame(device, sheet.head);
    const QRectF body = frame.body();
    const auto document = sheetDocument(sheet);
    document->documentLayout()->setPaintDevice(&device);
    document->setPageSize(body.size());
    const int pages = document->pageCount();
    QPainter painter(&device);
    for (int page = 1; page <= pages && painter.isActive(); ++page) {
        if (page > 1)
            device.newPage();
        frame.paint(painter, page, pages);
        painter.save();
        painter.translate(body.left(), body.top() - (page - 1) * body.height());
        QAbstractTextDocumentLayout::PaintContext context;
        context.clip = QRectF(0, (page - 1) * body.height(), body.width(), body.height());
        // The palette of the window may be a dark one.
        context.palette.setColor(QPalette::Text, Qt::black);
        painter.setClipRect(context.clip);
        document->documentLayout()->draw(&painter, context);
        painter.restore();
    }
    return pages;
}

}
