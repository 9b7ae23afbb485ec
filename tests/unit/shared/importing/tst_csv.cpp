// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/importing/csvsource.h"
#include "shared/importing/csvwriter.h"
#include "shared/importing/formulaguard.h"

#include <QBuffer>
#include <QRandomGenerator>
#include <QStringEncoder>
#include <QTest>

using namespace tandem;

class TestCsv : public QObject
{
    Q_OBJECT

private:
    static QList<QStringList> cellsOf(CsvParser &parser)
    {
        QList<QStringList> rows;
        for (auto row = parser.next(); row; row = parser.next())
            rows.append(row->cells);
        return rows;
    }

    static QList<QStringList> parse(const QString &text)
    {
        CsvParser parser(u',');
        parser.feed(text);
        parser.finish();
        return cellsOf(parser);
    }

    static QByteArray encoded(const QString &text, const char *encoding, const QByteArray &mark = {})
    {
        QStringEncoder encoder(encoding);
        return mark + QByteArray(encoder.encode(text));
    }

    struct Opened
    {
        std::shared_ptr<QBuffer> buffer;
        Result<CsvSource> source;
    };

    static Opened open(const QByteArray &bytes)
    {
        auto buffer = std::make_shared<QBuffer>();
        buffer->setData(bytes);
        buffer->open(QIODevice::ReadOnly);
        return {buffer, CsvSource::open(*buffer)};
    }

private slots:
    void rows_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QList<QStringList>>("rows");
        const auto row = [](const char *name, const char *text, QList<QStringList> rows) {
            QTest::newRow(name) << QString::fromUtf8(text) << rows;
        };
        const QString a = QStringLiteral("a");
        const QString b = QStringLiteral("b");
        row("unix lines", "a,b\nb,a\n", {{a, b}, {b, a}});
        row("windows lines", "a,b\r\nb,a\r\n", {{a, b}, {b, a}});
        row("old mac lines", "a,b\rb,a\r", {{a, b}, {b, a}});
        row("no break at the end", "a,b\nb,a", {{a, b}, {b, a}});
        row("empty lines are left out", "a\n\n\r\n\nb\n", {{a}, {b}});
        row("empty cells stay", ",a,\n,,", {{QString(), a, QString()}, {QString(), QString(), QString()}});
        row("delimiter in quotes", "\"a,b\",b", {{QStringLiteral("a,b"), b}});
        row("doubled quote", "\"say \"\"a\"\"\"", {{QStringLiteral("say \"a\"")}});
        row("line break in quotes", "\"a\r\nb\",a", {{QStringLiteral("a\r\nb"), a}});
        row("quoted empty line is a row", "\"\"\n", {{QString()}});
        row("quote inside a plain cell", "5\" pipe,b", {{QStringLiteral("5\" pipe"), b}});
        row("text after a closing quote", "\"a\"x,b", {{QStringLiteral("ax"), b}});
    }

    void rows()
    {
        QFETCH(QString, text);
        QFETCH(QList<QStringList>, rows);
        QCOMPARE(parse(text), rows);
        // Cut into single characters it must come out the same.
        CsvParser parser(u',');
        for (const QChar c : text)
            parser.feed(QStringView(&c, 1));
        parser.finish();
        QCOMPARE(cellsOf(parser), rows);
    }

    void linesAreThoseOfTheFile()
    {
        CsvParser parser(u',');
        parser.feed(u"a\r\n\"x\ny\"\r\n\r\nb\n");
        parser.finish();
        QCOMPARE(parser.next()->line, 1);
        QCOMPARE(parser.next()->line, 2);
        QCOMPARE(parser.next()->line, 5);
        QVERIFY(!parser.next());
    }

    void oversizedRowsAreSkippedAlone_data()
    {
        QTest::addColumn<QString>("bad");
        QTest::addColumn<QString>("reason");
        QTest::newRow("cell of ten megabytes") << QString(10 * 1024 * 1024, u'x') << "cellTooLarge";
        QTest::newRow("quoted cell of ten megabytes")
            << QString(u'"' + QString(10 * 1024 * 1024, u'x') + u'"') << "cellTooLarge";
        QTest::newRow("many large cells") << (QString(1'000'000, u'x') + u',').repeated(6) << "rowTooLarge";
        QTest::newRow("501 columns") << QString(500, u',') << "tooManyColumns";
    }

    void oversizedRowsAreSkippedAlone()
    {
        QFETCH(QString, bad);
        QFETCH(QString, reason);
        CsvParser parser(u',');
        parser.feed(u"good,1\n");
        parser.feed(bad);
        parser.feed(u"\ngood,2\n");
        parser.finish();
        QCOMPARE(parser.next()->cells.last(), QStringLiteral("1"));
        const auto row = parser.next();
        QVERIFY(row && row->error);
        QCOMPARE(row->error->reason, reason);
        QVERIFY(row->cells.isEmpty());
        QCOMPARE(row->line, 2);
        QCOMPARE(parser.next()->cells.last(), QStringLiteral("2"));
    }

    void aCellAtTheLimitPasses()
    {
        CsvParser parser(u',');
        parser.feed(QString(1024 * 1024, u'x') + u'\n');
        QVERIFY(!parser.next()->error);
        // Three bytes each in UTF-8: a third as many characters.
        parser.feed(QString(1024 * 1024 / 3 + 1, QChar(0x4f60)) + u'\n');
        QCOMPARE(parser.next()->error->reason, QStringLiteral("cellTooLarge"));
    }

    void aQuoteThatNeverClosesIsNamedByItsLine()
    {
        CsvParser parser(u',');
        parser.feed(u"a,b\nc,\"d\ne,f\n");
        parser.finish();
        QVERIFY(!parser.next()->error);
        const auto row = parser.next();
        QCOMPARE(row->error->reason, QStringLiteral("unclosedQuote"));
        QCOMPARE(row->line, 2);
        QVERIFY(!parser.next());
    }

    void encodings_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("encoding");
        const QString text =
            QString::fromUtf8("\xe5\x90\x8d\xe7\xa7\xb0,\xe5\x9f\x8e\xe5\xb8\x82\n\xe5\x90\x8c\xe8\xa1\x8c,"
                              "\xe6\xb7\xb1\xe5\x9c\xb3\n");
        QTest::newRow("UTF-8") << text.toUtf8() << "utf-8";
        QTest::newRow("UTF-8 with mark") << QByteArray("\xef\xbb\xbf") + text.toUtf8() << "utf-8";
        QTest::newRow("UTF-16 LE with mark") << encoded(text, "UTF-16LE", "\xff\xfe") << "utf-16le";
        QTest::newRow("UTF-16 BE with mark") << encoded(text, "UTF-16BE", "\xfe\xff") << "utf-16be";
        QTest::newRow("UTF-16 LE") << encoded(text, "UTF-16LE") << "utf-16le";
        QTest::newRow("UTF-16 BE") << encoded(text, "UTF-16BE") << "utf-16be";
        QTest::newRow("GB18030") << encoded(text, "GB18030") << "gb18030";
    }

    void encodings()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, encoding);
        auto opened = open(bytes);
        QVERIFY2(opened.source.ok(), qPrintable(opened.source.ok() ? QString() : opened.source.error().toLog()));
        CsvSource &source = *opened.source;
        QCOMPARE(textEncodingName(source.format().encoding), encoding);
        QCOMPARE(source.header(),
            QStringList(
                {QString::fromUtf8("\xe5\x90\x8d\xe7\xa7\xb0"), QString::fromUtf8("\xe5\x9f\x8e\xe5\xb8\x82")}));
        const auto row = source.next();
        QVERIFY(row.ok() && *row);
        QCOMPARE((*row)->cells,
            QStringList(
                {QString::fromUtf8("\xe5\x90\x8c\xe8\xa1\x8c"), QString::fromUtf8("\xe6\xb7\xb1\xe5\x9c\xb3")}));
        QVERIFY(!*source.next());
    }

    void aCharacterMayBeCutByTheReadingSize()
    {
        const QString cell = QString::fromUtf8("\xe4\xbd\xa0\xe5\xa5\xbd");
        QByteArray bytes = encoded(QString::fromUtf8("\xe5\x90\x8d,x\n"), "GB18030") + 'y';
        for (int i = 0; i < 40'000; ++i)
            bytes += encoded(cell + u',' + cell + u'\n', "GB18030");
        auto opened = open(bytes);
        QVERIFY(opened.source.ok());
        int rows = 0;
        for (auto row = opened.source->next(); row.ok() && *row; row = opened.source->next()) {
            QCOMPARE((*row)->cells.last(), cell);
            ++rows;
        }
        QCOMPARE(rows, 40'000);
    }

    void bytesThatMeanNothingAreAnError()
    {
        QByteArray bytes("name,city\n");
        bytes += QByteArray("\xff\xff\xfd\x81", 4).repeated(20);
        auto opened = open(bytes);
        QVERIFY(!opened.source.ok());
        QCOMPARE(opened.source.error().reason, QStringLiteral("wrongEncoding"));
        QVERIFY(!open({}).source.ok());
        QCOMPARE(open({}).source.error().reason, QStringLiteral("empty"));
    }

    void whatIsNoTextIsRefused_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("reason");
        const QByteArray zip("PK\x03\x04\x14\x00\x06\x00", 8);
        QTest::newRow("xlsx") << zip + "[Content_Types].xml..PK..xl/workbook.xml"
                              << "spreadsheetFile";
        QTest::newRow("ods") << zip + "mimetypeapplication/vnd.oasis.opendocument.spreadsheet"
                             << "spreadsheetFile";
        QTest::newRow("xls") << QByteArray::fromHex("d0cf11e0a1b11ae1") + QByteArray(100, '\0') << "spreadsheetFile";
        QTest::newRow("other zip") << zip + "photo.jpg"
                                   << "fileNotText";
        QTest::newRow("png") << QByteArray::fromHex("89504e470d0a1a0a0000000d49484452") << "fileNotText";
        QTest::newRow("UTF-8 with zeros") << QByteArray("\xef\xbb\xbfname,city\nA\0\0,B\n", 19) << "fileNotText";
    }

    void whatIsNoTextIsRefused()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, reason);
        const auto opened = open(bytes);
        QVERIFY(!opened.source.ok());
        QCOMPARE(opened.source.error().reason, reason);
    }

    void lettersWithZeroHalvesAreText()
    {
        // 一 is 4e00: beside a Latin letter two zero bytes touch.
        const QString text = QString::fromUtf8("a\xe4\xb8\x80,b\nc\xe4\xb8\x80,d\n");
        for (const char *encoding : {"UTF-16LE", "UTF-16BE"}) {
            const auto opened = open(encoded(text, encoding));
            QVERIFY(opened.source.ok());
            QCOMPARE(opened.source->header().value(1), QStringLiteral("b"));
        }
    }

    void formats_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QChar>("delimiter");
        QTest::addColumn<bool>("hasHeader");
        QTest::newRow("comma") << QByteArray("name,note\nA,\"x;y;z\"\nB,\n") << QChar(u',') << true;
        QTest::newRow("semicolon, decimal commas") << QByteArray("name;price\nA;1,50\nB;2,50\n") << QChar(u';') << true;
        QTest::newRow("tab") << QByteArray("name\tcity\nA, Inc.\tX\nB\tY\n") << QChar(u'\t') << true;
        QTest::newRow("bar") << QByteArray("name|city\nA|X\n") << QChar(u'|') << true;
        QTest::newRow("one column") << QByteArray("name\nA\nB\n") << QChar(u',') << true;
        QTest::newRow("a number on top is no header") << QByteArray("A,12\nB,13\n") << QChar(u',') << false;
        QTest::newRow("a date on top is no header")
            << QByteArray("A,2026-11-23\nB,2026-11-24\n") << QChar(u',') << false;
        QTest::newRow("a gap on top is no header") << QByteArray("A,,x\nB,C,y\n") << QChar(u',') << false;
    }

    void formats()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QChar, delimiter);
        QFETCH(bool, hasHeader);
        const CsvFormat format = detectFormat(bytes, true);
        QCOMPARE(format.delimiter, delimiter);
        QCOMPARE(format.hasHeader, hasHeader);
    }

    void withoutHeaderTheFirstRowIsARow()
    {
        auto opened = open("A,12\nB,13\n");
        QVERIFY(opened.source.ok());
        QCOMPARE(opened.source->header(), QStringList({QStringLiteral("1"), QStringLiteral("2")}));
        QCOMPARE((*opened.source->next())->cells.first(), QStringLiteral("A"));
        QCOMPARE((*opened.source->next())->cells.first(), QStringLiteral("B"));
    }

    void formulasAreGuarded_data()
    {
        QTest::addColumn<QString>("cell");
        QTest::addColumn<QString>("written");
        QTest::newRow("formula") << "=1+1"
                                 << "'=1+1";
        QTest::newRow("command") << "=cmd|' /C calc'!A0"
                                 << "'=cmd|' /C calc'!A0";
        QTest::newRow("at") << "@SUM(A1)"
                            << "'@SUM(A1)";
        QTest::newRow("plus") << "+1+cmd"
                              << "'+1+cmd";
        QTest::newRow("tab") << "\t=1"
                             << "'\t=1";
        QTest::newRow("after spaces") << "  =1"
                                      << "'  =1";
        QTest::newRow("wide") << QStringLiteral("＝1+1") << QStringLiteral("'＝1+1");
        QTest::newRow("wide at") << QStringLiteral("＠SUM(A1)") << QStringLiteral("'＠SUM(A1)");
        QTest::newRow("negative command") << "-2+3+cmd|' /C calc'!A0"
                                          << "'-2+3+cmd|' /C calc'!A0";
        QTest::newRow("negative percent stays") << "-12.5%"
                                                << "-12.5%";
        QTest::newRow("empty stays") << ""
                                     << "";
        QTest::newRow("carriage return") << "\r=1"
                                         << "'\r=1";
        QTest::newRow("negative number stays") << "-12.50"
                                               << "-12.50";
        QTest::newRow("phone stays") << "+8613800001234"
                                     << "+8613800001234";
        QTest::newRow("text stays") << "a=b"
                                    << "a=b";
        QTest::newRow("a guard of its own") << "'=1"
                                            << "''=1";
        QTest::newRow("quoted text stays") << "'t Hooft"
                                           << "'t Hooft";
    }

    void formulasAreGuarded()
    {
        QFETCH(QString, cell);
        QFETCH(QString, written);
        QCOMPARE(withFormulaGuard(cell), written);
        QCOMPARE(withoutFormulaGuard(written), cell);
    }

    void whatIsWrittenReadsBack()
    {
        QRandomGenerator random(7);
        const QStringList pieces{QStringLiteral("\""), QStringLiteral(","), QStringLiteral("\r\n"),
            QStringLiteral("\n"), QStringLiteral("a"), QString::fromUtf8("\xe4\xbd\xa0"), QStringLiteral(" "),
            QStringLiteral(";"), QString::fromUtf8("\xf0\x9f\x98\x80"), QStringLiteral("'"), QStringLiteral("="),
            QStringLiteral("-")};
        QBuffer buffer;
        buffer.open(QIODevice::ReadWrite);
        CsvWriter writer(buffer);
        QList<QStringList> rows{{QStringLiteral("one"), QStringLiteral("two"), QStringLiteral("three")}};
        for (int i = 0; i < 300; ++i) {
            QStringList cells;
            for (int c = 0; c < 3; ++c) {
                QString cell = i % 2 == 0 ? QStringLiteral("x") : QString();
                for (quint32 n = random.bounded(6); n > 0; --n)
                    cell += pieces.at(int(random.bounded(quint32(pieces.size()))));
                cells.append(cell);
            }
            rows.append(cells);
        }
        for (const QStringList &row : rows)
            QVERIFY(writer.writeRow(row).ok());
        QVERIFY(buffer.data().startsWith("\xef\xbb\xbf"));
        buffer.seek(0);
        auto source = CsvSource::open(buffer, CsvFormat());
        QVERIFY(source.ok());
        QCOMPARE(source->header(), rows.first());
        for (qsizetype i = 1; i < rows.size(); ++i)
            QCOMPARE((*source->next())->cells, rows.at(i));
    }

    void onlyTheFilesOwnMarkIsTakenAway()
    {
        const QString cell = QString::fromUtf8("\xef\xbb\xbfname");
        QBuffer buffer;
        buffer.open(QIODevice::ReadWrite);
        CsvWriter writer(buffer);
        QVERIFY(writer.writeRow({cell, QStringLiteral("x")}).ok());
        buffer.seek(0);
        const auto source = CsvSource::open(buffer, CsvFormat());
        QVERIFY(source.ok());
        QCOMPARE(source->header(), QStringList({cell, QStringLiteral("x")}));
    }

    void anEmptyCellAloneInItsRowIsWritten()
    {
        QBuffer buffer;
        buffer.open(QIODevice::ReadWrite);
        CsvWriter writer(buffer);
        for (const char *cell : {"name", "", "x"})
            QVERIFY(writer.writeRow({QString::fromLatin1(cell)}).ok());
        buffer.seek(0);
        auto source = CsvSource::open(buffer, CsvFormat());
        QVERIFY(source.ok());
        QCOMPARE((*source->next())->cells, QStringList{QString()});
        QCOMPARE((*source->next())->cells, QStringList{QStringLiteral("x")});
    }
};

QTEST_APPLESS_MAIN(TestCsv)
#include "tst_csv.moc"
