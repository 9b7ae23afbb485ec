// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/printing/pageframe.h"

class QPagedPaintDevice;
class QPainter;

namespace tandem::client {

/// A long table on as many pages as it needs. Rows have one line each, so that it is known beforehand how many pages
/// there will be, and each page is painted from its own rows alone: a million rows need the memory of one page.
class TablePages
{
public:
    TablePages(QPagedPaintDevice &device, const PageHead &head, std::vector<PrintedColumn> columns);

    int rowsPerPage() const;
    int pageCount(int rows) const; ///< at least one, which says that there are no rows
    /// Those of all rows that stand on this page, which counts from 1.
    std::vector<QStringList> rowsOf(int page, const std::vector<QStringList> &all) const;
    /// `page` counts from 1, `rows` are those of this page. `pages` 0: nobody knows how many.
    void paint(QPainter &painter, const std::vector<QStringList> &rows, int page, int pages) const;

    /// Wide tables lie on their side.
    static void turn(QPagedPaintDevice &device, size_t columns);

private:
    void paintRow(QPainter &painter, const QStringList &cells, double top) const;

    PageFrame m_frame;
    std::vector<PrintedColumn> m_columns;
    double m_rowHeight;
    int m_weight = 0;
};

}
