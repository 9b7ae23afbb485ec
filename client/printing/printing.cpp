// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/printing/printing.h"

#include "client/printing/sheetdocument.h"
#include "client/printing/sheetjob.h"
#include "client/widgets/helpcontext.h"
#include "client/widgets/screenfit.h"
#include "shared/base/savefileerror.h"

#include <QCoreApplication>
#include <QFileDialog>
#include <QPageLayout>
#include <QPdfWriter>
#include <QPrintPreviewDialog>
#include <QPrinter>
#include <QSaveFile>

namespace tandem::client {

namespace {

/// Whose texts are translated here.
struct Printing
{
    Q_DECLARE_TR_FUNCTIONS(Printing)
};

constexpr double marginMillimetres = 15;
constexpr int dotsPerInch = 300;

/// A record's title as the name of a file, on any system.
QString fileName(QString title)
{
    for (QChar &c : title) {
        if (QStringView(u"\\/:*?\"<>|").contains(c) || c.unicode() < 0x20)
            c = u'_';
    }
    title = title.left(100).trimmed();
    return (title.isEmpty() ? QStringLiteral("Tandem") : title) + QStringLiteral(".pdf");
}

/// The pages as they will be, in a dialog that prints them.
void showPrintPreview(const PrintedSheet &sheet, QWidget *parent)
{
    const QString title = sheet.head.title;
    auto printer = std::make_shared<QPrinter>(QPrinter::HighResolution);
    printer->setDocName(title);
    setUpPages(*printer);
    auto *dialog = new QPrintPreviewDialog(printer.get(), parent);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(Printing::tr("Print: %1").arg(title));
    setHelpContext(*dialog, QStringLiteral("dialog/print"));
    // The printer lives as long as the dialog's connections, hence as long as the dialog.
    QObject::connect(dialog, &QPrintPreviewDialog::paintRequested, dialog,
        [printer, sheet](QPrinter *target) { paintSheet(sheet, *target); });
    resizeWithinScreen(*dialog, QSize(900, 760));
    dialog->open();
}

}

void setUpPages(QPagedPaintDevice &device)
{
    device.setPageSize(QPageSize(QPageSize::A4));
    device.setPageMargins(
        QMarginsF(marginMillimetres, marginMillimetres, marginMillimetres, marginMillimetres), QPageLayout::Millimeter);
}

void askForPdf(const QString &title, QWidget *parent, std::function<void(const QString &path)> chosen)
{
    auto *dialog = new QFileDialog(parent, Printing::tr("Export as PDF"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilter(Printing::tr("PDF (*.pdf)"));
    dialog->setDefaultSuffix(QStringLiteral("pdf"));
    dialog->selectFile(fileName(title));
    QObject::connect(dialog, &QFileDialog::fileSelected, parent, std::move(chosen));
    dialog->open();
}

Result<void> writeSheetPdf(const PrintedSheet &sheet, const QString &path)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return saveFileError(file);
    {
        QPdfWriter writer(&file);
        writer.setResolution(dotsPerInch);
        writer.setTitle(sheet.head.title);
        setUpPages(writer);
        paintSheet(sheet, writer);
    }
    return commitFile(file);
}

void previewRecord(
    const FieldContext &context, const RecordKey &key, QWidget *parent, std::function<void(const Error &)> failed)
{
    SheetJob *job = createSheetJob(context, key, parent);
    QObject::connect(
        job, &SheetJob::finished, parent, [parent](const PrintedSheet &sheet) { showPrintPreview(sheet, parent); });
    QObject::connect(job, &SheetJob::failed, parent, std::move(failed));
    job->start();
}

void exportRecord(const FieldContext &context, const RecordKey &key, const QString &title, QWidget *parent,
    std::function<void(const Result<void> &, const QString &path)> done)
{
    askForPdf(title, parent, [context, key, parent, done = std::move(done)](const QString &path) {
        SheetJob *job = createSheetJob(context, key, parent);
        QObject::connect(job, &SheetJob::finished, parent,
            [path, done](const PrintedSheet &sheet) { done(writeSheetPdf(sheet, path), path); });
        QObject::connect(job, &SheetJob::failed, parent, [path, done](const Error &error) { done(error, path); });
        job->start();
    });
}

}
