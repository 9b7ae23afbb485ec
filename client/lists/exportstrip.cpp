// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/lists/exportstrip.h"

#include "client/lists/listexport.h"
#include "client/lists/listpreview.h"
#include "client/printing/printing.h"
#include "client/widgets/messagestrip.h"
#include "shared/base/errortext.h"

#include <QDir>
#include <QFileDialog>
#include <QVBoxLayout>

namespace tandem::client {

ExportStrip::ExportStrip(QWidget *parent)
    : QWidget(parent)
    , m_strip(new MessageStrip(this))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_strip);
    connect(m_strip, &MessageStrip::closed, this, &QWidget::hide);
    connect(m_strip, &MessageStrip::actionTriggered, this, [this] {
        if (m_job)
            m_job->cancel();
    });
    hide();
}

void ExportStrip::askAndStart(
    const FieldContext &context, const ListQuery &query, const QStringList &columns, const QString &name)
{
    auto *dialog = new QFileDialog(this, tr("Export"));
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
        run(new ListExport(context, query, columns, path, window()), QDir::toNativeSeparators(path));
}

void ExportStrip::startPdf(
    const FieldContext &context, const ListQuery &query, const ListLook &look, const QString &path)
{
    if (!m_job)
        run(new ListPdf(context, query, look, path, window()), QDir::toNativeSeparators(path));
}

void ExportStrip::startPreview(const FieldContext &context, const ListQuery &query, const ListLook &look)
{
    if (m_job)
        return;
    auto *job = new ListPreview(context, query, look, window(), this);
    m_job = job;
    m_strip->showMessage(Tone::Info, tr("Preparing the pages…"));
    m_strip->addAction(QStringLiteral("cancel"), tr("Cancel"));
    show();
    connect(job, &ListJob::progressed, this, [this](int done, int total) {
        m_strip->setText(
            tr("Preparing the pages: %1 of %2 records").arg(locale().toString(done), locale().toString(total)));
    });
    connect(job, &ListJob::cancelled, m_strip, &MessageStrip::clear);
    connect(job, &ListJob::finished, m_strip, &MessageStrip::clear);
    connect(job, &ListJob::failed, this,
        [this](const Error &error) { m_strip->showError(errorText(error), error.toLog()); });
    job->start();
}

/// The job is of the window: it goes on when the list makes room for something else.
void ExportStrip::run(ListJob *job, const QString &name)
{
    m_job = job;
    m_strip->showMessage(Tone::Info, tr("Writing %1…").arg(name));
    m_strip->addAction(QStringLiteral("cancel"), tr("Cancel"));
    m_strip->setCloseable(false);
    show();
    connect(m_job, &ListJob::progressed, this, [this, name](int written, int total) {
        m_strip->setText(
            tr("Writing %1: %2 of %3 records").arg(name, locale().toString(written), locale().toString(total)));
    });
    connect(m_job, &ListJob::finished, this,
        [this, name](int rows) { m_strip->showMessage(Tone::Success, writtenText(name, rows)); });
    connect(m_job, &ListJob::cancelled, this,
        [this, name] { m_strip->showMessage(Tone::Info, tr("Cancelled: %1 was not written.").arg(name)); });
    connect(m_job, &ListJob::failed, this,
        [this, name](const Error &error) { m_strip->showError(failedText(name, error), error.toLog()); });
    connect(m_job, &QObject::destroyed, m_strip, [strip = m_strip] { strip->setCloseable(true); });
    tellWhenUnseen(name);
    m_job->start();
}

/// How it ended is told elsewhere if nobody sees it here.
void ExportStrip::tellWhenUnseen(const QString &name)
{
    const auto tell = [notify = m_notify, strip = QPointer<QWidget>(this)](const QString &text) {
        if (notify && (!strip || !strip->isVisible()))
            notify(text);
    };
    connect(m_job, &ListJob::finished, m_job, [tell, name](int rows) { tell(writtenText(name, rows)); });
    connect(m_job, &ListJob::failed, m_job, [tell, name](const Error &error) { tell(failedText(name, error)); });
}

QString ExportStrip::writtenText(const QString &name, int rows)
{
    return tr("%n record(s) written to %1", nullptr, rows).arg(name);
}

QString ExportStrip::failedText(const QString &name, const Error &error)
{
    return tr("%1 was not written. %2").arg(name, errorText(error));
}

}
