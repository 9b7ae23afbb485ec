// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/printing/pagesview.h"
#include "client/printing/printing.h"
#include "client/printing/sheetdocument.h"
#include "client/printing/tablepages.h"
#include "client/printing/tablepreview.h"
#include "client/printing/tableprintjob.h"
#include "tests/support/patience.h"

#include <QBuffer>
#include <QFile>
#include <QPainter>
#include <QPdfWriter>
#include <QPrinter>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QTextDocument>
#include <QTimer>
#include <QToolButton>

using namespace tandem;
using namespace tandem::client;

namespace {

PrintedSheet order(int lines)
{
    PrintedSheet sheet;
    sheet.head = {QStringLiteral("星河科技"), QStringLiteral("SO-2026-00007"), QStringLiteral("2026-11-28 09:30")};
    sheet.subtitle = QStringLiteral("Order");
    sheet.sections = {{QStringLiteral("Basics"),
                          {{QStringLiteral("Account"), QStringLiteral("华东精密机械")},
                              {QStringLiteral("Address"), QStringLiteral("1 Main Street\nShanghai")}}},
        {QStringLiteral("Empty"), {}}};
    PrintedTable table{QStringLiteral("Lines"),
        {{QStringLiteral("Product"), Qt::AlignLeft, 3}, {QStringLiteral("Amount"), Qt::AlignRight, 1}}, {},
        {QString(), QStringLiteral("¥999.00")}, QStringLiteral("3 more")};
    for (int i = 0; i < lines; ++i)
        table.rows.push_back({QStringLiteral("Part %1").arg(i), QStringLiteral("¥1.00")});
    sheet.tables = {table};
    return sheet;
}

std::shared_ptr<const PrintedList> longList()
{
    auto list = std::make_shared<PrintedList>();
    list->head = {QStringLiteral("星河科技"), QStringLiteral("Accounts"), QStringLiteral("2026-11-28 09:30")};
    list->columns = {{QStringLiteral("Name"), Qt::AlignLeft, 3}, {QStringLiteral("City"), Qt::AlignLeft, 1}};
    for (int i = 0; i < 5'000; ++i)
        list->rows.push_back({QStringLiteral("华东精密机械 %1").arg(i), QStringLiteral("上海")});
    return list;
}

/// Takes three pages and no more.
class FailingPrinter : public QPrinter
{
public:
    using QPrinter::QPrinter;

    bool newPage() override { return ++m_pages < 3 && QPrinter::newPage(); }

private:
    int m_pages = 0; ///< behind the first
};

/// That writes into a file.
template <class Printer = QPrinter>
std::shared_ptr<QPrinter> printerTo(const QString &path)
{
    auto printer = std::make_shared<Printer>(QPrinter::HighResolution);
    printer->setOutputFormat(QPrinter::PdfFormat);
    printer->setOutputFileName(path);
    setUpPages(*printer);
    return printer;
}

qsizetype pagesOf(const QByteArray &pdf)
{
    return pdf.count("/Type /Page\n");
}

}

class TestPrinting : public QObject
{
    Q_OBJECT

private slots:
    void aLongListIsPrintedWhileTheWindowLives()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("list.pdf"));
        int turns = 0;
        QTimer window;
        connect(&window, &QTimer::timeout, this, [&turns] { ++turns; });
        auto *job = new TablePrintJob(longList(), printerTo(path));
        QSignalSpy finished(job, &TablePrintJob::finished);
        window.start(0);
        job->start();
        QVERIFY(finished.wait(test::patience));
        const int pages = finished.front().front().toInt();
        QVERIFY(pages > 50);
        QVERIFY2(turns >= pages / 2, qPrintable(QStringLiteral("%1 turns, %2 pages").arg(turns).arg(pages)));
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(pagesOf(file.readAll()), qsizetype(pages));
    }

    void printingThatIsCancelledLeavesNoFile()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("list.pdf"));
        auto *job = new TablePrintJob(longList(), printerTo(path));
        connect(job, &TablePrintJob::progressed, job, [job](int printed, int pages) {
            if (printed == 3 && pages > 3)
                job->cancel();
        });
        QSignalSpy finished(job, &TablePrintJob::finished);
        QSignalSpy cancelled(job, &TablePrintJob::cancelled);
        QSignalSpy gone(job, &QObject::destroyed);
        job->start();
        QVERIFY(gone.wait(test::patience));
        QCOMPARE(cancelled.count(), 1);
        QCOMPARE(finished.count(), 0);
        QVERIFY(!QFile::exists(path));
    }

    void printingThatIsCancelledBeforeItBeginsLeavesTheOldFile()
    {
        const QTemporaryDir folder;
        QFile old(folder.filePath(QStringLiteral("list.pdf")));
        QVERIFY(old.open(QIODevice::WriteOnly) && old.write("of last week") > 0);
        old.close();
        auto *job = new TablePrintJob(longList(), printerTo(old.fileName()));
        QSignalSpy cancelled(job, &TablePrintJob::cancelled);
        job->start();
        job->cancel();
        QCOMPARE(cancelled.count(), 1);
        QVERIFY(old.open(QIODevice::ReadOnly));
        QCOMPARE(old.readAll(), QByteArray("of last week"));
    }

    void printingThatFailsLeavesNoFile()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("list.pdf"));
        auto *job = new TablePrintJob(longList(), printerTo<FailingPrinter>(path));
        QSignalSpy progressed(job, &TablePrintJob::progressed);
        QSignalSpy failed(job, &TablePrintJob::failed);
        job->start();
        QVERIFY(failed.wait(test::patience));
        QCOMPARE(progressed.count(), 3);
        QVERIFY(!QFile::exists(path));
    }

    void thePreviewTurnsOverWithoutDrawingAllPages()
    {
        TablePreview preview(longList());
        preview.show();
        auto *pages = preview.findChild<PagesView *>();
        QVERIFY(pages->pageCount() > 50);
        QCOMPARE(pages->currentPage(), 1);
        const QImage first = pages->viewport()->grab().toImage();
        QSignalSpy turned(pages, &PagesView::currentPageChanged);
        QTest::keyClick(pages, Qt::Key_PageDown);
        QTest::keyClick(pages, Qt::Key_PageDown);
        QVERIFY(turned.count() > 0);
        QVERIFY(pages->viewport()->grab().toImage() != first);
        pages->showPage(pages->pageCount());
        QCOMPARE(pages->currentPage(), pages->pageCount());
        const int height = pages->verticalScrollBar()->maximum();
        const auto buttons = preview.findChildren<QToolButton *>();
        const auto larger = std::find_if(buttons.begin(), buttons.end(),
            [](const QToolButton *button) { return button->accessibleName() == QLatin1String("Larger (+)"); });
        QVERIFY(larger != buttons.end());
        QTest::mouseClick(*larger, Qt::LeftButton);
        QVERIFY(pages->verticalScrollBar()->maximum() > height);
        QCOMPARE(pages->currentPage(), pages->pageCount());
    }

    void thePreviewStaysAtItsPageWhenItsWindowGrows()
    {
        TablePreview preview(longList());
        preview.show();
        auto *pages = preview.findChild<PagesView *>();
        preview.resize(preview.minimumSizeHint().expandedTo({400, 500}));
        QTRY_VERIFY(pages->zoom() < 0.9);
        pages->showPage(30);
        const double before = pages->zoom();
        preview.resize(preview.width() + 200, preview.height());
        QTRY_VERIFY(pages->zoom() > before);
        const int shown = pages->verticalScrollBar()->value();
        pages->showPage(30);
        QCOMPARE(pages->verticalScrollBar()->value(), shown);
    }

    void aNumberThatDoesNotFitKeepsItsLastDigit()
    {
        const auto pageWith = [](const QString &number) {
            auto list = std::make_shared<PrintedList>();
            list->columns = {{QStringLiteral("Name"), Qt::AlignLeft, 20}, {QStringLiteral("Sum"), Qt::AlignRight, 1}};
            list->rows.push_back({QStringLiteral("华东精密机械"), number});
            TablePreview preview(list);
            preview.show();
            auto *pages = preview.findChild<PagesView *>();
            pages->setZoom(2);
            pages->horizontalScrollBar()->setValue(pages->horizontalScrollBar()->maximum());
            return pages->viewport()->grab().toImage();
        };
        QVERIFY(pageWith(QStringLiteral("US$1,520,660,000.00")) != pageWith(QStringLiteral("US$1,520,660,000.07")));
    }

    void aSheetSaysAllOfIt()
    {
        const QString text = sheetDocument(order(2))->toPlainText();
        for (const char *part : {"SO-2026-00007", "Order", "Basics", "华东精密机械", "1 Main Street", "Shanghai",
                 "Lines", "Product", "Part 0", "Part 1", "¥1.00", "¥999.00", "3 more"})
            QVERIFY2(text.contains(QString::fromUtf8(part)), part);
        QVERIFY2(!text.contains(QStringLiteral("Empty")), "a section without fields has no heading");
    }

    void aLongSheetHasPagesAndItsFonts()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("order.pdf"));
        QVERIFY(writeSheetPdf(order(200), path).ok());
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray pdf = file.readAll();
        QVERIFY(pdf.startsWith("%PDF"));
        QVERIFY2(pagesOf(pdf) > 2, qPrintable(QString::number(pagesOf(pdf))));
        QVERIFY2(pdf.contains("/FontFile"), "who has no Chinese font must be able to read it");
    }

    void aShortSheetHasOnePage()
    {
        QByteArray pdf;
        QBuffer buffer(&pdf);
        QVERIFY(buffer.open(QIODevice::WriteOnly));
        {
            QPdfWriter writer(&buffer);
            setUpPages(writer);
            QCOMPARE(paintSheet(order(3), writer), 1);
        }
        QCOMPARE(pagesOf(pdf), 1);
    }

    void aFolderThatIsNotThereIsSaid()
    {
        const QTemporaryDir folder;
        const auto written = writeSheetPdf(order(1), folder.filePath(QStringLiteral("nowhere/order.pdf")));
        QVERIFY(!written.ok());
        QCOMPARE(written.error().reason, QStringLiteral("notWritable"));
    }

    void rowsOfAListFillTheirPages()
    {
        QByteArray pdf;
        QBuffer buffer(&pdf);
        QPdfWriter writer(&buffer);
        setUpPages(writer);
        TablePages::turn(writer, 2);
        const TablePages pages(writer, order(0).head, order(0).tables.front().columns);
        const int perPage = pages.rowsPerPage();
        QVERIFY2(perPage > 20 && perPage < 100, qPrintable(QString::number(perPage)));
        QCOMPARE(pages.pageCount(0), 1);
        QCOMPARE(pages.pageCount(perPage), 1);
        QCOMPARE(pages.pageCount(perPage + 1), 2);
        QCOMPARE(pages.pageCount(10 * perPage), 10);

        TablePages::turn(writer, 9);
        QVERIFY(writer.pageLayout().orientation() == QPageLayout::Landscape);
        const TablePages wide(writer, order(0).head, order(0).tables.front().columns);
        QVERIFY(wide.rowsPerPage() < perPage);
    }
};

QTEST_MAIN(TestPrinting)
#include "tst_printing.moc"
