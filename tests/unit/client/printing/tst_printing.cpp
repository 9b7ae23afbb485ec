// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/printing/printing.h"
#include "client/printing/sheetdocument.h"
#include "client/printing/tablepages.h"

#include <QBuffer>
#include <QFile>
#include <QPainter>
#include <QPdfWriter>
#include <QTemporaryDir>
#include <QTest>
#include <QTextDocument>

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

qsizetype pagesOf(const QByteArray &pdf)
{
    return pdf.count("/Type /Page\n");
}

}

class TestPrinting : public QObject
{
    Q_OBJECT

private slots:
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
