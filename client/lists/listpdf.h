// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/lists/filecommit.h"
#include "client/lists/listjob.h"
#include "client/printing/printedsheet.h"

#include <memory>

class QPainter;
class QPdfWriter;

namespace tandem::client {

class TablePages;

/// How a list looks on paper.
struct ListLook
{
    QString title; ///< of the list and its view
    QStringList columns; ///< names of fields, in the order of the screen
    std::vector<int> widths; ///< of the columns; their shares of the page
    bool withRest = false; ///< also what only the server has, or nothing at all
};

/// Title, alignment and share of each column.
std::vector<PrintedColumn> printedColumns(const QStringList &titles, const std::vector<const FieldDef *> &fields,
    const ListLook &look, const FieldFormat &format);

/// Writes the rows of a list to a PDF file, one page after the other. Fails like ListExport.
class ListPdf final : public ListJob
{
    Q_OBJECT

public:
    ListPdf(FieldContext context, ListQuery query, ListLook look, const QString &path, QObject *parent);
    ~ListPdf() override;

protected:
    Result<void> open() override;
    Result<void> begin(int total) override;
    Result<void> write(const std::vector<QStringList> &rows) override;
    void complete() override;
    void discard() override;
    bool takesRest() const override { return m_look.withRest; }

private:
    void paintPage(size_t rows);

    ListLook m_look;
    QSaveFile m_file;
    FileCommit m_commit{m_file};
    std::unique_ptr<QPdfWriter> m_writer;
    std::unique_ptr<TablePages> m_pages;
    std::unique_ptr<QPainter> m_painter;
    std::vector<QStringList> m_waiting; ///< less than a page
    int m_page = 0;
    int m_pageCount = 1; ///< 0: not known before the server has told its rows
};

}
