// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/lists/listpreview.h"

#include "client/printing/pagehead.h"
#include "client/printing/printing.h"
#include "client/printing/tablepages.h"

#include <QPagedPaintDevice>
#include <QPainter>
#include <QWidget>

namespace tandem::client {

namespace {

void paintTable(QPagedPaintDevice &device, const PageHead &head, const std::vector<PrintedColumn> &columns,
    const std::vector<QStringList> &rows)
{
    TablePages::turn(device, columns.size());
    const TablePages pages(device, head, columns);
    const int count = pages.pageCount(int(rows.size()));
    QPainter painter(&device);
    for (int page = 1; page <= count; ++page) {
        if (page > 1)
            device.newPage();
        const size_t first = size_t(page - 1) * size_t(pages.rowsPerPage());
        const size_t last = std::min(rows.size(), first + size_t(pages.rowsPerPage()));
        pages.paint(painter, {rows.begin() + qsizetype(first), rows.begin() + qsizetype(last)}, page, count);
    }
}

}

ListPreview::ListPreview(FieldContext context, ListQuery query, ListLook look, QWidget *window, QObject *parent)
    : ListJob(std::move(context), std::move(query), look.columns, parent)
    , m_look(std::move(look))
    , m_window(window)
{
}

Result<void> ListPreview::begin(int total)
{
    if (total <= mostRows)
        return {};
    return Error{ErrorCode::TooLarge, QStringLiteral("tooManyToPrint"), {},
        {{QStringLiteral("count"), total}, {QStringLiteral("limit"), mostRows}}, {}};
}

Result<void> ListPreview::write(const std::vector<QStringList> &rows)
{
    m_rows.insert(m_rows.end(), rows.begin(), rows.end());
    return {};
}

void ListPreview::complete()
{
    const PageHead head = pageHead(format(), m_look.title);
    const auto columns = printedColumns(titles(), fields(), m_look, format());
    showPrintPreview(
        m_look.title,
        [head, columns, rows = std::move(m_rows)](
            QPagedPaintDevice &device) { paintTable(device, head, columns, rows); },
        m_window);
    completed({});
}

}
