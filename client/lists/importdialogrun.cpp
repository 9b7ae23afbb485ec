// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// The half of the import's dialog that imports, in the foreground or behind the window, and says how it went.

#include "client/fields/fielderror.h"
#include "client/lists/importdialog.h"
#include "client/lists/importjob.h"
#include "client/lists/importrunpanel.h"
#include "client/records/records.h"
#include "client/widgets/messagestrip.h"
#include "shared/base/errortext.h"
#include "shared/base/savefileerror.h"
#include "shared/importing/errorfile.h"

#include <QCloseEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QSaveFile>
#include <QStackedWidget>
#include <QTableWidget>

#include <algorithm>

namespace tandem::client {

void ImportDialog::run()
{
    m_strip->clear();
    const ImportMapping chosen = mapping();
    if (chosen.fields.empty()) {
        m_strip->showMessage(Tone::Danger, tr("Choose a field for at least one column."));
        return;
    }
    if (const QStringList missing = missingFields(chosen.keys, mappedFields()); !missing.isEmpty()) {
        // Without them every row would count as new.
        m_strip->showMessage(Tone::Danger,
            tr("To find what is there already, a column is needed for: %1. Or choose that every row is new.")
                .arg(labelsOf(missing).join(tr(", "))));
        return;
    }
    m_job = new ImportJob(*m_context.records, m_path, *m_format, chosen, this);
    connect(m_job, &ImportJob::progressed, this,
        [this](qint64 read, qint64 all) { m_progress->setValue(all > 0 ? int(1000 * read / all) : 1000); });
    connect(m_job, &ImportJob::finished, this, &ImportDialog::showResult);
    connect(m_job, &ImportJob::failed, this, &ImportDialog::showFailure);
    showInJobs();
    m_import->setEnabled(false);
    m_background->show();
    m_pages->setCurrentIndex(ResultPage);
    m_result->setText(resultText());
    m_patience.start();
    m_job->start();
}

void ImportDialog::showInJobs()
{
    leaveJob();
    m_shown = &m_context.records->jobs().start(
        [name = QFileInfo(m_path).fileName()] { return tr("Import of %1").arg(name); }, m_job);
    m_shown->setCancel([job = QPointer<ImportJob>(m_job)] {
        if (job)
            job->cancel();
    });
    m_shown->setAction({[] { return tr("Show"); },
        [dialog = QPointer<ImportDialog>(this)] {
            if (dialog)
                dialog->open();
        }});
    connect(m_job, &ImportJob::progressed, m_shown, &Job::setProgress);
    // Nobody can come back to it any more.
    connect(m_shown, &QObject::destroyed, this, [this] {
        if (isHidden() && testAttribute(Qt::WA_DeleteOnClose))
            deleteLater();
    });
}

/// What the list of jobs shows of the last run does not lead here any more.
void ImportDialog::leaveJob()
{
    if (!m_shown)
        return;
    m_shown->setAction({});
    m_shown->disconnect(this);
}

/// The window is free again; the list of jobs leads back here.
void ImportDialog::goOnInBackground()
{
    m_patience.stop();
    if (!m_job || !m_shown)
        return;
    m_shown->showAtOnce();
    hide();
}

void ImportDialog::stopOrClose()
{
    if (m_job)
        m_job->cancel();
    else
        reject();
}

void ImportDialog::reject()
{
    if (m_job)
        goOnInBackground();
    else
        QDialog::reject();
}

/// A dialog that is closed is deleted, and its import would end with it.
void ImportDialog::closeEvent(QCloseEvent *event)
{
    if (!m_job || isHidden())
        return QDialog::closeEvent(event);
    event->ignore();
    goOnInBackground();
}

/// Once something is written there is no way back to the start: it would be written twice.
void ImportDialog::showFailure(const Error &error)
{
    const ImportSummary written = m_job->summary();
    if (m_shown)
        m_shown->fail([error] { return errorText(error); }, isHidden() ? Job::Notice::Wanted : Job::Notice::Given);
    if (written.created + written.updated > 0) {
        showResult(written);
    } else {
        m_pages->setCurrentIndex(MappingPage);
        m_import->setEnabled(true);
        endRun();
    }
    showError(error);
}

void ImportDialog::showResult(const ImportSummary &summary)
{
    m_summary = std::make_unique<ImportSummary>(summary);
    m_progress->setValue(1000);
    ImportSummary counts = summary;
    counts.failed.clear();
    const auto lines = [counts, failed = int(summary.failed.size())] {
        return resultLines(counts, failed);
    };
    m_result->setText(resultText());
    if (m_shown && summary.cancelled)
        m_shown->markCancelled();
    else if (m_shown)
        m_shown->finish(
            [lines] { return lines().join(tr(", ")); }, isHidden() ? Job::Notice::Wanted : Job::Notice::Given);
    fillFailures();
    m_failures->setVisible(!summary.failed.empty());
    m_saveErrors->setVisible(!summary.failed.empty());
    m_run->setVisible(!summary.run.isNull());
    m_run->showRun(summary.run);
    m_close->setText(tr("Close"));
    m_close->setDefault(true);
    m_import->hide();
    endRun();
}

/// Enough to see what is wrong; the file has all of them.
void ImportDialog::fillFailures()
{
    constexpr size_t shownRows = 500;
    const size_t rows = std::min(m_summary->failed.size(), shownRows);
    m_failures->setRowCount(int(rows));
    for (size_t i = 0; i < rows; ++i) {
        const auto &[row, errors] = m_summary->failed[i];
        QStringList reasons;
        for (const RowError &error : errors)
            reasons.append(reasonText(error));
        const QStringList texts{
            QString::number(row.line), reasons.join(QLatin1Char('\n')), row.cells.join(QStringLiteral(" · "))};
        for (int column = 0; column < int(texts.size()); ++column) {
            auto *item = new QTableWidgetItem(texts.at(column));
            item->setToolTip(texts.at(column));
            m_failures->setItem(int(i), column, item);
        }
    }
    m_failures->resizeColumnToContents(0);
    m_failures->setColumnWidth(1, width() / 2);
}

void ImportDialog::endRun()
{
    m_patience.stop();
    m_background->hide();
    m_job->deleteLater();
    m_job = nullptr;
}

/// `summary` without its rows: `failed` is how many could not be taken.
QStringList ImportDialog::resultLines(const ImportSummary &summary, int failed)
{
    QStringList lines{tr("%n record(s) added", nullptr, summary.created),
        tr("%n record(s) updated", nullptr, summary.updated), tr("%n were there already", nullptr, summary.skipped),
        tr("%n row(s) could not be taken", nullptr, failed)};
    if (summary.cancelled)
        lines.prepend(tr("Stopped. What was imported before stays."));
    if (summary.stoppedAtLine > 0)
        lines.prepend(tr("An error ended it. What stands before line %1 is imported, the rest is not.")
                          .arg(summary.stoppedAtLine));
    return lines;
}

QString ImportDialog::resultText() const
{
    return m_summary ? resultLines(*m_summary, int(m_summary->failed.size())).join(QLatin1Char('\n'))
                     : tr("Importing…");
}

void ImportDialog::saveErrorFile()
{
    const QString path = QFileDialog::getSaveFileName(
        this, tr("Save the rows that failed"), tr("errors.csv"), tr("Spreadsheet text (*.csv)"));
    if (!path.isEmpty())
        saveErrorsTo(path);
}

/// After the name of the column in the file, or of the field, where it came from no column.
QString ImportDialog::reasonText(const RowError &error) const
{
    if (error.column.isEmpty())
        return namedErrorText(error.error, definition(), m_context);
    const EntityDef *entity = definition();
    const FieldDef *field = entity ? entity->field(error.error.field) : nullptr;
    const QString text =
        field ? fieldErrorText(error.error, *entity, *field, FieldFormat(m_context)) : errorText(error.error);
    return error.column + QStringLiteral(": ") + text;
}

void ImportDialog::saveErrorsTo(const QString &path)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return showError(saveFileError(file));
    const auto sentence = [this](const RowError &error) {
        return reasonText(error);
    };
    ErrorFile errors(file, m_header, {tr("Line"), tr("Reason"), sentence});
    for (const auto &[row, reasons] : m_summary->failed) {
        if (!errors.add(row, reasons).ok())
            return showError(saveFileError(file));
    }
    if (const auto written = commitFile(file); !written.ok())
        showError(written.error());
    else
        m_strip->showMessage(Tone::Success, tr("Written to %1").arg(path));
}

}
