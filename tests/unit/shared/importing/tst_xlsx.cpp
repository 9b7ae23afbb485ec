// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/importing/importfile.h"
#include "shared/importing/xlsxsource.h"
#include "tests/support/workbookfile.h"

#include <QBuffer>
#include <QTest>

using namespace tandem;
using namespace tandem::test;

/// Workbooks as Excel, WPS and LibreOffice write them, and what calls itself one.
class TestXlsx : public QObject
{
    Q_OBJECT

private:
    /// What came of a file: its rows, or why there are none.
    struct Read
    {
        QStringList header;
        std::vector<CsvRow> rows;
        QString reason;

        QStringList cells(size_t row) const { return row < rows.size() ? rows[row].cells : QStringList(); }
    };

    static Read read(const QByteArray &bytes, const QString &sheet = {}, CsvLimits limits = {})
    {
        QBuffer buffer;
        buffer.setData(bytes);
        buffer.open(QIODevice::ReadOnly);
        auto source = XlsxSource::open(buffer, sheet, limits);
        Read read;
        if (!source.ok()) {
            read.reason = source.error().reason;
            return read;
        }
        read.header = source->header();
        for (;;) {
            auto row = source->next();
            if (!row.ok())
                read.reason = row.error().reason;
            if (!row.ok() || !row->has_value())
                return read;
            read.rows.push_back(**row);
        }
    }

    /// Of a sheet with the headings "A" and "B" and these rows below.
    static WorkbookFile below(const QByteArray &rows) { return WorkbookFile{{{"Data", textRow({"A", "B"}) + rows}}}; }
    static Read readBelow(const QByteArray &rows) { return read(below(rows).bytes()); }

    static QString reasonOf(const QByteArray &bytes, const QString &sheet = {})
    {
        QBuffer buffer;
        buffer.setData(bytes);
        buffer.open(QIODevice::ReadOnly);
        const auto file = openImportFile(buffer, {std::nullopt, sheet});
        return file.ok() ? QString() : file.error().reason;
    }

    static QByteArray without(const WorkbookFile &file, const QByteArray &name)
    {
        ArchiveParts parts = file.parts();
        std::erase_if(parts, [&](const auto &part) { return part.first == name; });
        return zipped(parts);
    }

    static QByteArray with(const WorkbookFile &file, const QByteArray &name, const QByteArray &content)
    {
        ArchiveParts parts = file.parts();
        std::erase_if(parts, [&](const auto &part) { return part.first == name; });
        parts.emplace_back(name, content);
        return zipped(parts);
    }

    /// A file of the old kind whose directory begins with an entry of this name.
    static QByteArray oldOffice(const QString &entry)
    {
        QByteArray bytes = QByteArray::fromHex("d0cf11e0a1b11ae1") + QByteArray(2040, '\0');
        bytes[30] = 9; // sectors of 512 bytes; the directory in the first
        const QByteArray name(reinterpret_cast<const char *>(entry.utf16()), entry.size() * 2);
        return bytes.replace(512, name.size(), name);
    }

private slots:
    void textsAreReadWithTheirRunsAndWithoutPhonetics()
    {
        WorkbookFile file = below("<row r=\"2\"><c r=\"A2\" t=\"s\"><v>1</v></c><c r=\"B2\" t=\"s\"><v>0</v></c></row>"
                                  "<row r=\"3\"><c r=\"A3\" t=\"inlineStr\"><is><r><t>in</t></r><r><t> line</t></r>"
                                  "</is></c><c r=\"B3\" t=\"str\"><f>A1&amp;\"x\"</f><v>made</v></c></row>");
        file.strings = "<si><r><rPr><b/></rPr><t>华东</t></r><r><t xml:space=\"preserve\"> 机械</t></r>"
                       "<rPh sb=\"0\" eb=\"2\"><t>huadong</t></rPh><phoneticPr fontId=\"1\"/></si>"
                       "<si><t>one_x000D_\ntwo_x005F_x0041_</t></si>";
        const Read rows = read(file.bytes());
        QCOMPARE(rows.reason, QString());
        QCOMPARE(rows.header, (QStringList{QStringLiteral("A"), QStringLiteral("B")}));
        QCOMPARE(rows.cells(0), (QStringList{QStringLiteral("one\r\ntwo_x0041_"), QStringLiteral("华东 机械")}));
        QCOMPARE(rows.cells(1), (QStringList{QStringLiteral("in line"), QStringLiteral("made")}));
    }

    void otherCellsAreWhatTheyShow()
    {
        const Read rows = readBelow("<row><c t=\"b\"><v>1</v></c><c t=\"b\"><v>0</v></c></row>"
                                    "<row><c t=\"e\"><v>#N/A</v></c><c><f>1+1</f><v>2</v></c></row>"
                                    "<row><c t=\"d\"><v>2026-11-23T00:00:00.000Z</v></c>"
                                    "<c t=\"d\"><v>2026-11-23T14:30:00</v></c></row>");
        QCOMPARE(rows.cells(0), (QStringList{QStringLiteral("TRUE"), QStringLiteral("FALSE")}));
        QCOMPARE(rows.cells(1), (QStringList{QStringLiteral("#N/A"), QStringLiteral("2")}));
        QCOMPARE(rows.cells(2), (QStringList{QStringLiteral("2026-11-23"), QStringLiteral("2026-11-23 14:30:00")}));
    }

    void numbersGoByTheFormatOfTheirStyle()
    {
        WorkbookFile file = below("<row><c s=\"1\"><v>46349</v></c><c s=\"2\"><v>46349.604166666664</v></c></row>"
                                  "<row><c><v>46349</v></c><c s=\"9\"><v>1.3800138E10</v></c></row>");
        file.styles =
            "<numFmts count=\"1\"><numFmt numFmtId=\"164\" formatCode=\"yyyy&quot;年&quot;m月d日 h:mm\"/></numFmts>"
            "<cellStyleXfs><xf numFmtId=\"14\"/><xf numFmtId=\"14\"/></cellStyleXfs>"
            "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"164\"/></cellXfs>";
        const Read rows = read(file.bytes());
        QCOMPARE(rows.cells(0), (QStringList{QStringLiteral("2026-11-23"), QStringLiteral("2026-11-23 14:30:00")}));
        QCOMPARE(rows.cells(1), (QStringList{QStringLiteral("46349"), QStringLiteral("13800138000")}));
    }

    void daysMayBeCountedFrom1904()
    {
        WorkbookFile file = below("<row><c s=\"0\"><v>44887</v></c></row>");
        file.styles = "<cellXfs><xf numFmtId=\"14\"/></cellXfs>";
        file.properties = "date1904=\"1\"";
        QCOMPARE(read(file.bytes()).cells(0).value(0), QStringLiteral("2026-11-23"));
    }

    void gapsAreEmptyAndEmptyRowsAreNotThere()
    {
        const Read rows =
            readBelow("<row r=\"4\"><c r=\"B4\"><v>1</v></c></row><row r=\"5\"><c r=\"A5\" s=\"0\"/></row>"
                      "<row r=\"7\"><c><v>2</v></c><c r=\"C7\"><v>3</v></c></row><row r=\"8\"/>");
        QCOMPARE(rows.reason, QString());
        QCOMPARE(rows.rows.size(), size_t(2));
        QCOMPARE(rows.rows[0].line, qint64(4));
        QCOMPARE(rows.cells(0), (QStringList{QString(), QStringLiteral("1")}));
        QCOMPARE(rows.rows[1].line, qint64(7));
        QCOMPARE(rows.cells(1), (QStringList{QStringLiteral("2"), QString(), QStringLiteral("3")}));
    }

    void aFirstRowOfNumbersIsNoHeader()
    {
        const Read rows = read(WorkbookFile{{{"Data", "<row><c><v>1</v></c><c><v>2</v></c></row>"}}}.bytes());
        QCOMPARE(rows.header, (QStringList{QStringLiteral("1"), QStringLiteral("2")}));
        QCOMPARE(rows.rows.size(), size_t(1));
    }

    void theFirstVisibleSheetIsReadUnlessAnotherIsNamed()
    {
        const WorkbookFile file{{{"Hidden", textRow({"Of hidden"}), "hidden"}, {"First", textRow({"Of first"})},
            {"Second", textRow({"Of second"})}}};
        QCOMPARE(read(file.bytes()).header, QStringList(QStringLiteral("Of first")));
        QCOMPARE(read(file.bytes(), QStringLiteral("Second")).header, QStringList(QStringLiteral("Of second")));
        QCOMPARE(read(file.bytes(), QStringLiteral("Hidden")).header, QStringList(QStringLiteral("Of hidden")));
        QCOMPARE(reasonOf(file.bytes(), QStringLiteral("Third")), QStringLiteral("unknownSheet"));
        QBuffer buffer;
        buffer.setData(file.bytes());
        buffer.open(QIODevice::ReadOnly);
        const auto opened = openImportFile(buffer);
        QVERIFY(opened.ok());
        QCOMPARE(opened->sheets, (QStringList{QStringLiteral("First"), QStringLiteral("Second")}));
        QCOMPARE(opened->format.sheet, QStringLiteral("First"));
        QVERIFY(!opened->format.text);
    }

    void strictFilesAreReadLikeOthers()
    {
        WorkbookFile file = below("<row><c t=\"s\"><v>0</v></c></row>");
        file.strings = "<si><t>shared</t></si>";
        file.isStrict = true;
        QCOMPARE(read(file.bytes()).cells(0), QStringList(QStringLiteral("shared")));
    }

    void targetsMayBeAbsoluteAndPartsHaveAMark()
    {
        WorkbookFile file = below("<row><c><v>5</v></c></row>");
        const QByteArray absolute =
            WorkbookFile::relations(file.relation("rId1", "worksheet", "/xl/worksheets/../worksheets/SHEET1.xml"));
        ArchiveParts parts = file.parts();
        for (auto &[name, content] : parts) {
            if (name == "xl/_rels/workbook.xml.rels")
                content = absolute;
            else if (name != "[Content_Types].xml")
                content.prepend("\xef\xbb\xbf");
        }
        QCOMPARE(read(zipped(parts)).cells(0), QStringList(QStringLiteral("5")));
    }

    void guardsOfExportedListsAreTakenOff()
    {
        QCOMPARE(readBelow(textRow({"'=1+1"})).cells(0), QStringList(QStringLiteral("=1+1")));
    }

    void whatCannotBeReadSaysWhy_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("reason");
        const WorkbookFile file = below({});
        const QByteArray whole = file.bytes();
        QTest::newRow("cut off") << whole.left(whole.size() / 2) << "brokenWorkbook";
        QTest::newRow("sheet missing") << without(file, "xl/worksheets/sheet1.xml") << "brokenWorkbook";
        QTest::newRow("XML cut off") << with(file, "xl/workbook.xml", "<workbook><sheets>") << "brokenWorkbook";
        QTest::newRow("text that is not there")
            << WorkbookFile{{{"Data", "<row><c t=\"s\"><v>0</v></c></row>"}}}.bytes() << "brokenWorkbook";
        QTest::newRow("column that is not there")
            << WorkbookFile{{{"Data", "<row><c r=\"XFE1\"><v>0</v></c></row>"}}}.bytes() << "brokenWorkbook";
        QTest::newRow("row that is not there")
            << WorkbookFile{{{"Data", "<row r=\"1048577\"/>"}}}.bytes() << "brokenWorkbook";
        QTest::newRow("document type") << with(
            file, "xl/styles.xml", "<!DOCTYPE x [<!ENTITY a \"aaaa\">]><styleSheet>&a;</styleSheet>")
                                       << "brokenWorkbook";
        QTest::newRow("endless text") << with(
            file, "xl/worksheets/sheet1.xml", "<worksheet><sheetData><row><c><v>" + QByteArray(32 * 1024 * 1024, '1'))
                                      << "workbookTooLarge";
        QTest::newRow("nothing in it") << WorkbookFile{{{"Data", {}}}}.bytes() << "empty";
        QTest::newRow("no sheet") << WorkbookFile{{}}.bytes() << "empty";
        QTest::newRow("ods") << zipped({{"mimetype", "x"}, {"content.xml", "<x/>"}}) << "spreadsheetFile";
        QTest::newRow("xlsb") << with(
            file, "_rels/.rels", WorkbookFile::relations(file.relation("r", "officeDocument", "xl/workbook.bin")))
                              << "binaryWorkbook";
        QTest::newRow("docx") << with(file, "xl/workbook.xml", "<document/>") << "fileNotText";
        QTest::newRow("other zip") << zipped({{"photo.jpg", "x"}}) << "fileNotText";
        QTest::newRow("xls") << oldOffice(QStringLiteral("Workbook")) << "oldWorkbook";
        QTest::newRow("password") << oldOffice(QStringLiteral("EncryptedPackage")) << "encryptedWorkbook";
        QTest::newRow("xls cut off") << QByteArray::fromHex("d0cf11e0a1b11ae1") << "oldWorkbook";
    }

    void whatCannotBeReadSaysWhy()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, reason);
        QCOMPARE(reasonOf(bytes), reason);
    }

    void aTextFileHasNoSheets()
    {
        QCOMPARE(reasonOf("name\nOne\n", QStringLiteral("Data")), QStringLiteral("noSheets"));
        QCOMPARE(reasonOf("name\nOne\n"), QString());
    }

    void rowsOutOfTheirOrderEndTheFile()
    {
        const Read rows = readBelow("<row r=\"5\"><c><v>1</v></c></row><row r=\"5\"><c><v>2</v></c></row>");
        QCOMPARE(rows.rows.size(), size_t(1));
        QCOMPARE(rows.reason, QStringLiteral("brokenWorkbook"));
    }

    void aRowOverALimitDoesNotHoldUpTheOthers()
    {
        const CsvLimits narrow{40, 60, 3};
        const QByteArray fitting(20, 'x');
        const QByteArray file =
            below(textRow({fitting + 'x'}) + textRow({fitting, fitting}) + textRow({"1", "2", "3", "4"}) + "<row><c><v>"
                + QByteArray(30, '1') + "</v></c></row>" + textRow({fitting}))
                .bytes();
        const Read rows = read(file, {}, narrow);
        QCOMPARE(rows.reason, QString());
        QCOMPARE(rows.rows.size(), size_t(5));
        QStringList reasons;
        for (const CsvRow &row : rows.rows)
            reasons.append(row.error ? row.error->reason : QString());
        QCOMPARE(reasons,
            (QStringList{QStringLiteral("cellTooLarge"), QStringLiteral("rowTooLarge"),
                QStringLiteral("tooManyColumns"), QStringLiteral("cellTooLarge"), QString()}));
        QCOMPARE(rows.rows[0].error->arguments.value(QStringLiteral("column")).toInt(), 1);
        QCOMPARE(rows.cells(4), QStringList(QString::fromLatin1(fitting)));
    }
};

QTEST_GUILESS_MAIN(TestXlsx)
#include "tst_xlsx.moc"
