// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/features/crm/lines/lineamounts.h"
#include "tests/support/company.h"

#include <QTest>

using namespace tandem;
using namespace tandem::server;

namespace line = entities::opportunityLine;

class TestLineAmounts : public QObject
{
    Q_OBJECT

private slots:
    void priceTimesQuantityLessDiscount_data()
    {
        QTest::addColumn<qint64>("price");
        QTest::addColumn<qint64>("quantity");
        QTest::addColumn<int>("quantityScale");
        QTest::addColumn<qint64>("discount");
        QTest::addColumn<qint64>("amount");
        QTest::newRow("plain") << qint64(1400) << qint64(12) << 0 << qint64(0) << qint64(16800);
        QTest::newRow("15 %") << qint64(1860) << qint64(9) << 0 << qint64(1500) << qint64(14229);
        QTest::newRow("half a cent goes up") << qint64(1) << qint64(15) << 1 << qint64(0) << qint64(2);
        QTest::newRow("free") << qint64(980) << qint64(10) << 0 << qint64(10000) << qint64(0);
    }

    void priceTimesQuantityLessDiscount()
    {
        QFETCH(qint64, price);
        QFETCH(qint64, quantity);
        QFETCH(int, quantityScale);
        QFETCH(qint64, discount);
        QFETCH(qint64, amount);
        const auto result = LineAmounts::amount({price, QStringLiteral("USD")}, quantity, quantityScale, discount, 2);
        QVERIFY(result);
        QCOMPARE(result->minor, amount);
        QCOMPARE(result->currency, QStringLiteral("USD"));
    }

    void whatNoMoneyCanHoldIsNoAmount()
    {
        QVERIFY(!LineAmounts::amount({qint64(4e18), QStringLiteral("USD")}, 10, 0, 0, 2));
    }

    void theAmountFollowsTheLine()
    {
        tandem::server::Company company;
        LineAmounts::registerHooks(company.hooks);
        company.start();
        const RecordId deal = company.create(entities::opportunity::number,
            {{entities::opportunity::field::name, Value(QStringLiteral("Deal"))},
                {entities::opportunity::field::pipeline, Value(basics::pipeline())},
                {entities::opportunity::field::stage, Value(basics::stage(QStringLiteral("new")))}});
        const RecordId product = company.create(entities::product::number,
            {{entities::product::field::code, Value(QStringLiteral("G1"))},
                {entities::product::field::name, Value(QStringLiteral("GTX"))}});
        const RecordId record = company.create(line::number,
            {{line::field::opportunity, Value(deal)}, {line::field::product, Value(product)},
                {line::field::quantity, Value(300)},
                {line::field::unitPrice, Value(Money{1000, QStringLiteral("CNY")})}});
        QCOMPARE(
            company.find(line::number, record)->value(line::field::amount), Value(Money{3000, QStringLiteral("CNY")}));
        const auto answer = company.submit(Actor::forSystem(),
            tandem::server::Company::edit(line::number, record, line::field::discount, Value(), Value(1000)));
        QVERIFY(!answer.error);
        QCOMPARE(
            company.find(line::number, record)->value(line::field::amount), Value(Money{2700, QStringLiteral("CNY")}));
    }
};

QTEST_GUILESS_MAIN(TestLineAmounts)
#include "tst_lineamounts.moc"
