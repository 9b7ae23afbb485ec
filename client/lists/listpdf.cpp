// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/lists/listpdf.h"

#include "client/printing/pagehead.h"
#include "client/printing/printing.h"
#include "client/printing/tablepages.h"
#include "shared/base/savefileerror.h"

#include <QPainter>
#include <QPdfWriter>

namespace tandem::client {

std::vector<PrintedColumn> printedColumns(const QStringList &titles, const std::vector<const FieldDef *> &fields,
    const ListLook &look, const FieldFormat &format)
{
    std::vector<PrintedColumn> columns;
    for (size_t i = 0; i < fields.size(); ++i) {
        const int weight = i < look.widths.size() ? std::max(1, look.widths[i]) : 1;
        columns.push_back({titles.value(qsizetype(i)), format.alignment(*fields[i]), weight});
    }
    return columns;
}

ListPdf::ListPdf(FieldContext context, ListQuery query, ListLook look, const QString &path, QObject *parent)
    : ListJob(std::move(context), std::move(query), look.columns, parent)
    , m_look(std::move(look))
    , m_file(path)
{
    connect(&m_commit, &FileCommit::finished, this, &ListPdf::completed);
}

ListPdf::~ListPdf()
{
    discard();
}

Result<void> ListPdf::open()
{
    return m_file.open(QIODevice::WriteOnly) ? Result<void>() : saveFileError(m_file);
}

Result<void> ListPdf::begin(int total)
{
    m_writer = std::make_unique<QPdfWriter>(&m_file);
    m_writer->setTitle(m_look.title);
    setUpPages(*m_writer);
    TablePages::turn(*m_writer, fields().size());
    m_pages = std::make_unique<TablePages>(
        *m_writer, pageHead(format(), m_look.title), printedColumns(titles(), fields(), m_look, format()));
    m_pageCount = isTotalKnown() ? m_pages->pageCount(total) : 0;
    m_painter = std::make_unique<QPainter>(m_writer.get());
    return {};
}

Result<void> ListPdf::write(const std::vector<QStringList> &rows)
{
    m_waiting.insert(m_waiting.end(), rows.begin(), rows.end());
    const size_t room = size_t(m_pages->rowsPerPage());
    while (m_waiting.size() >= room)
        paintPage(room);
    return m_file.error() == QFileDevice::NoError ? Result<void>() : saveFileError(m_file);
}

void ListPdf::paintPage(size_t rows)
{
    if (m_page > 0)
        m_writer->newPage();
    const auto end = m_waiting.begin() + qsizetype(rows);
    ++m_page;
    // A record may have come or gone since the pages were counted.
    if (isTotalKnown())
        m_pageCount = std::max(m_pageCount, m_page);
    m_pages->paint(*m_painter, {m_waiting.begin(), end}, m_page, m_pageCount);
    m_waiting.erase(m_waiting.begin(), end);
}

void ListPdf::complete()
{
    // Its title does not say that something is missing, and it goes to others.
    if (missing())
        return completed(*missing());
    if (!m_waiting.empty() || m_page == 0)
        paintPage(m_waiting.size());
    m_painter.reset(); // writes the end of the file
    m_writer.reset();
    m_commit.start();
}

void ListPdf::discard()
{
    m_commit.wait();
    m_painter.reset();
    m_pages.reset();
    m_writer.reset();
    m_file.cancelWriting();
}

}
