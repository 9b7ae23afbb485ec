// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/lists/listpreview.h"

#include "client/printing/pagehead.h"
#include "client/printing/tablepreview.h"
#include "client/printing/tableprintjob.h"
#include "client/records/records.h"
#include "shared/base/errortext.h"

#include <QPrinter>
#include <QWidget>

namespace tandem::client {

namespace {

/// In the list of jobs, where it can be watched and stopped; the preview is gone by then.
void print(Records &records, const std::shared_ptr<const PrintedList> &list, const std::shared_ptr<QPrinter> &printer,
    QObject *window)
{
    auto *work = new TablePrintJob(list, printer, window);
    Job *job =
        &records.jobs().start([title = list->head.title] { return ListPreview::tr("Print: %1").arg(title); }, work);
    job->setCancel([work = QPointer<TablePrintJob>(work)] {
        if (work)
            work->cancel();
    });
    QObject::connect(work, &TablePrintJob::progressed, job, &Job::setProgress);
    QObject::connect(work, &TablePrintJob::cancelled, job, &Job::markCancelled);
    QObject::connect(work, &TablePrintJob::finished, job, [job](int pages) {
        job->finish([pages] { return ListPreview::tr("%n page(s) given to the printer", nullptr, pages); },
            Job::Notice::Wanted);
    });
    QObject::connect(work, &TablePrintJob::failed, job,
        [job](const Error &error) { job->fail([error] { return errorText(error); }, Job::Notice::Wanted); });
    work->start();
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
    if (m_rows.size() <= size_t(mostRows))
        return {};
    return Error{ErrorCode::TooLarge, QStringLiteral("moreThanPrinted"), {}, {{QStringLiteral("limit"), mostRows}}, {}};
}

void ListPreview::complete()
{
    if (missing())
        return completed(*missing());
    auto list = std::make_shared<PrintedList>();
    list->head = pageHead(format(), m_look.title);
    list->columns = printedColumns(titles(), fields(), m_look, format());
    list->rows = std::move(m_rows);
    auto *preview = new TablePreview(list, m_window);
    preview->setAttribute(Qt::WA_DeleteOnClose);
    connect(preview, &TablePreview::printRequested, preview,
        [records = context().records, list, window = m_window](
            const std::shared_ptr<QPrinter> &printer) { print(*records, list, printer, window); });
    preview->open();
    completed({});
}

}
