// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/base/money.h"

#include <QTest>

using namespace tandem;

class TestMoney : public QObject
{
    Q_OBJECT

private slots:
    void textRoundTrip_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("currency");
        QTest::addColumn<qint64>("minor");
        QTest::newRow("cents") << "1234.50"
                               << "CNY" << qint64(123450);
        QTest::newRow("below one") << "-0.05"
                                   << "USD" << qint64(-5);
        QTest::newRow("no minor unit") << "1200"
                                       << "JPY" << qint64(1200);
        QTest::newRow("three digits") << "1.005"
                                      << "KWD" << qint64(1005);
        QTest::newRow("largest") << "92233720368547758.07"
                                 << "CNY" << std::numeric_limits<qint64>::max();
    }

    void textRoundTrip()
    {
        QFETCH(QString, text);
        QFETCH(QString, currency);
        QFETCH(qint64, minor);
        const auto money = amountFromText(text, currency);
        QVERIFY(money.ok());
        QCOMPARE(money->minor, minor);
        QCOMPARE(amountToText(*money), text);
    }

    void smallestAmountHasText()
    {
        QCOMPARE(amountToText({std::numeric_limits<qint64>::min(), QStringLiteral("CNY")}),
            QStringLiteral("-92233720368547758.08"));
    }

    void refusesWithReason_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("reason");
        QTest::newRow("words") << "twelve"
                               << "notAnAmount";
        QTest::newRow("empty") << ""
                               << "notAnAmount";
        QTest::newRow("two points") << "1.2.3"
                                    << "notAnAmount";
        QTest::newRow("third decimal") << "1.234"
                                       << "tooManyDecimals";
        QTest::newRow("too large") << "92233720368547758.08"
                                   << "outOfRange";
    }

    void refusesWithReason()
    {
        QFETCH(QString, text);
        QFETCH(QString, reason);
        const auto money = amountFromText(text, QStringLiteral("CNY"));
        QVERIFY(!money.ok());
        QCOMPARE(money.error().reason, reason);
    }
};

QTEST_APPLESS_MAIN(TestMoney)
#include "tst_money.moc"
