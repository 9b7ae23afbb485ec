// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/importing/cellformat.h"

#include <QTest>

using namespace tandem;

/// What the number of a cell means.
class TestCellFormat : public QObject
{
    Q_OBJECT

private:
    /// `format` is the number of a built-in one, or a code.
    static QString cell(const QString &format, double number, bool countsFrom1904 = false)
    {
        bool isBuiltIn = false;
        const int id = format.toInt(&isBuiltIn);
        return textOfMoment(number, isBuiltIn ? builtInFormat(id) : formatOfCode(format), countsFrom1904)
            .value_or(textOfNumber(number));
    }

private slots:
    void numbersAreTheShortestText_data()
    {
        QTest::addColumn<QString>("written");
        QTest::addColumn<QString>("text");
        QTest::newRow("phone") << "13800138000"
                               << "13800138000";
        QTest::newRow("phone with exponent") << "1.3800138E10"
                                             << "13800138000";
        QTest::newRow("tenth") << "0.1"
                               << "0.1";
        QTest::newRow("tenth in all digits") << "0.10000000000000001"
                                             << "0.1";
        QTest::newRow("sum") << "0.30000000000000004"
                             << "0.30000000000000004";
        QTest::newRow("negative") << "-1234.5"
                                  << "-1234.5";
        QTest::newRow("zero") << "-0"
                              << "0";
        QTest::newRow("small") << "1.5E-5"
                               << "0.000015";
        QTest::newRow("large") << "1E+20"
                               << "100000000000000000000";
    }

    void numbersAreTheShortestText()
    {
        QFETCH(QString, written);
        QFETCH(QString, text);
        QCOMPARE(textOfNumber(written.toDouble()), text);
    }

    void momentsGoByTheirFormat_data()
    {
        QTest::addColumn<QString>("format");
        QTest::addColumn<QString>("number");
        QTest::addColumn<QString>("text");
        QTest::newRow("14") << "14"
                            << "46349"
                            << "2026-11-23";
        QTest::newRow("22") << "22"
                            << "46349.604166666664"
                            << "2026-11-23 14:30:00";
        QTest::newRow("20") << "20"
                            << "0.604166666666667"
                            << "14:30:00";
        QTest::newRow("46") << "46"
                            << "1.25"
                            << "30:00:00";
        QTest::newRow("31, Chinese day") << "31"
                                         << "46349"
                                         << "2026-11-23";
        QTest::newRow("33, Chinese time") << "33"
                                          << "0.604166666666667"
                                          << "14:30:00";
        QTest::newRow("57, Chinese month") << "57"
                                           << "46349"
                                           << "2026-11-23";
        QTest::newRow("0") << "0"
                           << "46349"
                           << "46349";
        QTest::newRow("quoted") << "yyyy\"年\"m\"月\"d\"日\""
                                << "46349"
                                << "2026-11-23";
        QTest::newRow("unquoted") << "yyyy年m月d日"
                                  << "46349"
                                  << "2026-11-23";
        QTest::newRow("WPS") << "yyyy/m/d;@"
                             << "46349"
                             << "2026-11-23";
        QTest::newRow("LibreOffice") << "yyyy\\-mm\\-dd"
                                     << "46349"
                                     << "2026-11-23";
        QTest::newRow("of a system") << "[$-F800]dddd, mmmm dd, yyyy"
                                     << "46349"
                                     << "2026-11-23";
        QTest::newRow("Chinese digits") << "[DBNum1][$-804]yyyy\"年\"m\"月\""
                                        << "46349"
                                        << "2026-11-23";
        QTest::newRow("month alone") << "m\"月\""
                                     << "46349"
                                     << "2026-11-23";
        QTest::newRow("a day's time is not seen") << "yyyy-mm-dd"
                                                  << "46349.604166666664"
                                                  << "2026-11-23";
        QTest::newRow("both") << "yyyy/m/d h:mm AM/PM"
                              << "46349.604166666664"
                              << "2026-11-23 14:30:00";
        QTest::newRow("both at midnight") << "yyyy/m/d h:mm"
                                          << "46349"
                                          << "2026-11-23";
        QTest::newRow("minutes") << "mm:ss"
                                 << "0.604166666666667"
                                 << "14:30:00";
        QTest::newRow("afternoon") << "上午/下午h\"时\"mm\"分\""
                                   << "0.604166666666667"
                                   << "14:30:00";
        QTest::newRow("before midnight") << "yyyy/m/d h:mm:ss"
                                         << "46348.9999999999"
                                         << "2026-11-23";
        QTest::newRow("span") << "[hh]:mm"
                              << "1.25"
                              << "30:00:00";
        QTest::newRow("quoted letters") << "0\"days\""
                                        << "12"
                                        << "12";
        QTest::newRow("money") << "[$¥-804]#,##0.00;[Red]-#,##0.00"
                               << "12.5"
                               << "12.5";
        QTest::newRow("general") << "G/通用格式"
                                 << "12.5"
                                 << "12.5";
        QTest::newRow("science") << "0.00E+00"
                                 << "12.5"
                                 << "12.5";
        QTest::newRow("first day") << "14"
                                   << "1"
                                   << "1900-01-01";
        QTest::newRow("28 February 1900") << "14"
                                          << "59"
                                          << "1900-02-28";
        QTest::newRow("29 February 1900") << "14"
                                          << "60"
                                          << "1900-02-29";
        QTest::newRow("1 March 1900") << "14"
                                      << "61"
                                      << "1900-03-01";
        QTest::newRow("last day") << "14"
                                  << "2958465"
                                  << "9999-12-31";
        QTest::newRow("no day any more") << "14"
                                         << "2958466"
                                         << "2958466";
        QTest::newRow("before the first") << "14"
                                          << "-1"
                                          << "-1";
    }

    void momentsGoByTheirFormat()
    {
        QFETCH(QString, format);
        QFETCH(QString, number);
        QFETCH(QString, text);
        QCOMPARE(cell(format, number.toDouble()), text);
    }

    void daysMayBeCountedFrom1904()
    {
        QCOMPARE(cell(QStringLiteral("14"), 0, true), QStringLiteral("1904-01-01"));
        QCOMPARE(cell(QStringLiteral("14"), 60, true), QStringLiteral("1904-03-01"));
        QCOMPARE(cell(QStringLiteral("14"), 44887, true), QStringLiteral("2026-11-23"));
    }

    void codesThatBreakOffAreRead()
    {
        for (const QString &code : {QStringLiteral("yyyy\""), QStringLiteral("yyyy["), QStringLiteral("yyyy\\"),
                 QStringLiteral("yyyy_"), QStringLiteral("yyyy;")})
            QCOMPARE(formatOfCode(code), CellFormat::Date);
        QCOMPARE(formatOfCode({}), CellFormat::Number);
    }
};

QTEST_GUILESS_MAIN(TestCellFormat)
#include "tst_cellformat.moc"
