// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/printing/tableprintjob.h"

#include "client/printing/tablepages.h"

#include <QFile>
#include <QPainter>
#include <QPrinter>

#include <algorithm>
#include <utility>

namespace tandem::client {

TablePrintJob::TablePrintJob(
    std::shared_ptr<const PrintedList> list, std::shared_ptr<QPrinter> printer, QObject *parent)
    : QObject(parent)
    , m_list(std::move(list))
    , m_printer(std::move(printer))
{
}

TablePrintJob::~TablePrintJob() = default;

void TablePrintJob::start()
{
    QMetaObject::invokeMethod(this, &TablePrintJob::begin, Qt::QueuedConnection);
}

void TablePrintJob::begin()
{
    if (m_ended)
        return;
    m_pages = std::make_unique<TablePages>(*m_printer, m_list->head, m_list->columns);
    const int count = m_pages->pageCount(int(m_list->rows.size()));
    const bool isPart = m_printer->fromPage() > 0;
    m_first = isPart ? std::min(m_printer->fromPage(), count) : 1;
    m_last = isPart ? std::clamp(m_printer->toPage(), m_first, count) : count;
    m_next = m_first;
    auto painter = std::make_unique<QPainter>();
    if (!painter->begin(m_printer.get()))
        return fail();
    m_painter = std::move(painter);
    paintNext();
}

void TablePrintJob::paintNext()
{
    if (m_ended)
        return;
    if (m_next > m_first && !m_printer->newPage())
        return fail();
    m_pages->paint(
        *m_painter, m_pages->rowsOf(m_next, m_list->rows), m_next, m_pages->pageCount(int(m_list->rows.size())));
    const int pages = m_last - m_first + 1;
    emit progressed(m_next - m_first + 1, pages);
    if (m_next++ < m_last) {
        QMetaObject::invokeMethod(this, &TablePrintJob::paintNext, Qt::QueuedConnection);
        return;
    }
    if (m_ended)
        return; // cancelled by who heard of the last page
    if (!m_painter->end())
        return fail();
    end();
    emit finished(pages);
}

void TablePrintJob::cancel()
{
    if (!end())
        return;
    m_printer->abort();
    removeFile();
    emit cancelled();
}

void TablePrintJob::fail()
{
    if (!end())
        return;
    removeFile();
    emit failed(Error::unavailable(QStringLiteral("cannotPrint")));
}

/// A part of the list would pass for all of it. Until printing has begun, a file of that name is what was there before.
void TablePrintJob::removeFile()
{
    if (!m_painter)
        return;
    m_painter.reset(); // closes the file
    if (!m_printer->outputFileName().isEmpty())
        QFile::remove(m_printer->outputFileName());
}

bool TablePrintJob::end()
{
    if (std::exchange(m_ended, true))
        return false;
    deleteLater();
    return true;
}

}
