// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/lists/exportstrip.h"

#include "client/lists/listexport.h"
#include "client/lists/listpreview.h"
#include "client/printing/printing.h"
#include "client/records/records.h"
#include "client/widgets/messagestrip.h"
#include "shared/base/errortext.h"

#include <QDesktopServices>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QUrl>
#include <QVBoxLayout>

namespace tandem::client {

namespace {

const QLatin1String cancelAction("cancel");
const QLatin1String openAction("open");

void openWritten(const QString &path)
{
    QDesktopServices::openUrl(QUrl::fromLocalFile(path));
}

}

ExportStrip::ExportStrip(QWidget *parent)
    : QWidget(parent)
    , m_strip(new MessageStrip(this))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_strip);
    connect(m_strip, &MessageStrip::closed, this, &QWidget::hide);
    connect(m_strip, &MessageStrip::actionTriggered, this, &ExportStrip::act);
    hide();
}

void ExportStrip::askAndStart(const FieldContext &context, const ListQuery &query, const QStringList &columns,
    const QString &name, const QString &title)
{
    auto *dialog = new QFileDialog(this, title);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilter(tr("Spreadsheet text (*.csv)"));
    dialog->setDefaultSuffix(QStringLiteral("csv"));
    dialog->selectFile(name);
    connect(dialog, &QFileDialog::fileSelected, this,
        [this, context, query, columns](const QString &path) { start(context, query, columns, path); });
    dialog->open();
}

void ExportStrip::askAndStartPdf(const FieldContext &context, const ListQuery &query, const ListLook &look)
{
    askForPdf(
        look.title, this, [this, context, query, look](const QString &path) { startPdf(context, query, look, path); });
}

void ExportStrip::start(
    const FieldContext &context, const ListQuery &query, const QStringList &columns, const QString &path)
{
    if (!m_job)
        run(context, new ListExport(context, query, columns, path, window()), path);
}

void ExportStrip::startPdf(
    const FieldContext &context, const ListQuery &query, const ListLook &look, const QString &path)
{
    if (!m_job)
        run(context, new ListPdf(context, query, look, path, window()), path);
}

void ExportStrip::startPreview(const FieldContext &context, const ListQuery &query, const ListLook &look)
{
    if (m_job)
        return;
    m_job = new ListPreview(context, query, look, window(), this);
    m_strip->showMessage(Tone::Info, tr("Preparing the pages…"));
    m_strip->addAction(cancelAction, tr("Cancel"));
    show();
    connect(m_job, &ListJob::progressed, this, [this](int done, int total) {
        const QString ready = locale().toString(done);
        m_strip->setText(total > 0 ? tr("Preparing the pages: %1 of %2 records").arg(ready, locale().toString(total))
                                   : tr("Preparing the pages: %1 records, and more from the server").arg(ready));
    });
    connect(m_job, &ListJob::cancelled, m_strip, &MessageStrip::clear);
    connect(m_job, &ListJob::finished, m_strip, &MessageStrip::clear);
    connect(m_job, &ListJob::failed, this, [this](const Error &error) { m_strip->showError(error); });
    Job *job = &begin(context, m_job, [title = look.title] { return tr("Print: %1").arg(title); });
    connect(m_job, &ListJob::finished, job, [job] { job->finish([] { return tr("Prepared"); }, Job::Notice::Given); });
    connect(m_job, &ListJob::failed, job,
        [job](const Error &error) { job->fail([error] { return errorText(error); }, Job::Notice::Given); });
    m_job->start();
}

/// The job is of the window: it goes on when the list makes room for something else.
void ExportStrip::run(const FieldContext &context, ListJob *job, const QString &path)
{
    m_job = job;
    const QString name = QDir::toNativeSeparators(path);
    m_strip->showMessage(Tone::Info, tr("Writing %1…").arg(name));
    m_strip->addAction(cancelAction, tr("Cancel"));
    m_strip->setCloseable(false);
    show();
    connect(m_job, &ListJob::progressed, this, [this, name](int written, int total) {
        const QString done = locale().toString(written);
        m_strip->setText(total > 0 ? tr("Writing %1: %2 of %3 records").arg(name, done, locale().toString(total))
                                   : tr("Writing %1: %2 records, and more from the server").arg(name, done));
    });
    connect(m_job, &ListJob::finished, this, [this, name, path](int rows) {
        m_written = path;
        showWritten(rows, name);
    });
    connect(m_job, &ListJob::cancelled, this,
        [this, name] { m_strip->showMessage(Tone::Info, tr("Cancelled: %1 was not written.").arg(name)); });
    connect(m_job, &ListJob::failed, this, [this, name](const Error &error) {
        m_strip->showError(tr("%1 was not written. %2").arg(name, errorText(error)), error.toLog());
    });
    connect(m_job, &QObject::destroyed, m_strip, [strip = m_strip] { strip->setCloseable(true); });
    showInJobs(context, path);
    m_job->start();
}

void ExportStrip::showWritten(int rows, const QString &name)
{
    const QString written = tr("%n record(s) written to %1", nullptr, rows).arg(name);
    if (const std::optional<Error> &missing = m_job->missing()) {
        m_strip->showMessage(Tone::Warning,
            tr("%1. More of this list are on the server and not in the file. %2").arg(written, errorText(*missing)));
    } else {
        m_strip->showMessage(Tone::Success, written);
    }
    m_strip->addAction(openAction, tr("Open file"));
}

Job &ExportStrip::begin(const FieldContext &context, ListJob *work, std::function<QString()> title)
{
    Job *job = &context.records->jobs().start(std::move(title), work);
    job->setCancel([work = QPointer<ListJob>(work)] {
        if (work)
            work->cancel();
    });
    connect(work, &ListJob::progressed, job, &Job::setProgress);
    // What only waits for the disk cannot be stopped, and offers it no more.
    connect(work, &ListJob::completing, job, [job] { job->setCancel({}); });
    connect(work, &ListJob::completing, m_strip, [strip = m_strip] { strip->showMessage(Tone::Info, strip->text()); });
    connect(work, &ListJob::cancelled, job, &Job::markCancelled);
    return *job;
}

/// There the end is told to whoever does not see it here.
void ExportStrip::showInJobs(const FieldContext &context, const QString &path)
{
    Job *job = &begin(context, m_job, [name = QFileInfo(path).fileName()] { return tr("Export to %1").arg(name); });
    const auto notice = [strip = QPointer<QWidget>(this)] {
        return strip && strip->isVisible() ? Job::Notice::Given : Job::Notice::Wanted;
    };
    connect(m_job, &ListJob::finished, job, [job, notice, path, work = m_job](int rows) {
        job->setAction({[] { return tr("Open file"); },
            [path] {
                openWritten(path);
            }});
        const bool all = !work->missing();
        job->finish(
            [rows, all] {
                const QString written = tr("%n record(s) written", nullptr, rows);
                return all ? written : tr("%1, without those on the server").arg(written);
            },
            notice());
    });
    connect(m_job, &ListJob::failed, job,
        [job, notice](const Error &error) { job->fail([error] { return errorText(error); }, notice()); });
}

void ExportStrip::act(const QString &action)
{
    if (action == openAction)
        openWritten(m_written);
    else if (m_job)
        m_job->cancel();
}

}
