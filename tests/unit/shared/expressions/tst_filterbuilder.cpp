// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/expressions/filterbuilder.h"

#include <QTest>

using namespace tandem;

using Operator = FilterCondition::Operator;

class TestFilterBuilder : public QObject
{
    Q_OBJECT

private slots:
    void thereAndBack_data()
    {
        QTest::addColumn<std::vector<FilterCondition>>("conditions");
        QTest::addColumn<QString>("text");
        const auto text = [](const char *value) {
            return Value(QString::fromLatin1(value));
        };
        const auto row = [](const char *name, std::vector<FilterCondition> conditions, const char *expected) {
            QTest::newRow(name) << conditions << QString::fromLatin1(expected);
        };
        row("none", {}, "");
        row("one", {{QStringLiteral("stage"), Operator::Equal, {text("won")}, ExpressionType::Text}}, "stage = 'won'");
        row("several",
            {{QStringLiteral("account.industry"), Operator::NotIn, {text("a"), text("b")}, ExpressionType::Text},
                {QStringLiteral("owner"), Operator::IsMe, {}, ExpressionType::Text},
                {QStringLiteral("closeDate"), Operator::Between, {text("2026-01-01"), text("2026-12-31")},
                    ExpressionType::Date},
                {QStringLiteral("amount"), Operator::GreaterOrEqual, {Value(1000)}, ExpressionType::Number},
                {QStringLiteral("tags"), Operator::HasTag, {text("vip")}, ExpressionType::Text},
                {QStringLiteral("notes"), Operator::IsEmpty, {}, ExpressionType::Text}},
            "not account.industry in ('a', 'b') and owner = me() and closeDate between date('2026-01-01') and "
            "date('2026-12-31') and amount >= 1000 and hasTag(tags, 'vip') and isEmpty(notes)");
        row("quote in a value", {{QStringLiteral("name"), Operator::Contains, {text("O'Hara")}, ExpressionType::Text}},
            "name contains 'O''Hara'");
    }

    void thereAndBack()
    {
        QFETCH(std::vector<FilterCondition>, conditions);
        QFETCH(QString, text);
        const Expression filter = buildFilter(conditions);
        QCOMPARE(filter.toText(), text);
        const auto parsed = parseExpression(text);
        QVERIFY(parsed.ok());
        QCOMPARE(*parsed, filter);
        std::vector<FilterCondition> again;
        for (const FilterPart &part : filterParts(*parsed).parts) {
            QVERIFY(part.kind == FilterPart::Kind::Condition);
            again.push_back(part.condition);
        }
        QVERIFY(again == conditions);
    }

    void whatIsNoConditionIsShownAsItsText()
    {
        for (const char *text : {"not a = 1", "a = b", "a + 1 = 2", "done"}) {
            const auto parsed = parseExpression(QString::fromLatin1(text));
            QVERIFY(parsed.ok());
            const FilterPart whole = filterParts(*parsed);
            QCOMPARE(whole.parts.size(), size_t(1));
            QVERIFY2(whole.parts.front().kind == FilterPart::Kind::Other, text);
        }
    }

    void groupsThereAndBack_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("parts"); ///< of the outermost group
        QTest::addColumn<bool>("any");
        const auto row = [](const char *text, int parts, bool any) {
            QTest::newRow(*text ? text : "none") << QString::fromLatin1(text) << parts << any;
        };
        row("", 0, false);
        row("a = 1", 1, false);
        row("a = 1 or b = 2", 2, true);
        row("a = 1 and (b = 2 or c = 3) and d = 4", 3, false);
        row("a = 1 or b = 2 and c = 3", 2, true);
        row("stage.type = 'open' and (isEmpty(owner) or owner = me() and (x = 1 or x = 2))", 2, false);
        row("day <= addDays(today(), 30) and (not a = 1 or done)", 2, false);
    }

    void groupsThereAndBack()
    {
        QFETCH(QString, text);
        const auto parsed = parseExpression(text);
        QVERIFY(parsed.ok());
        const FilterPart whole = filterParts(*parsed);
        QVERIFY(whole.isGroup());
        QTEST(int(whole.parts.size()), "parts");
        QTEST(whole.kind == FilterPart::Kind::Any, "any");
        QCOMPARE(filterOf(whole).toText(), text);
        QVERIFY(filterParts(filterOf(whole)) == whole);
    }

    void groupsThatSayNothingAreLeftOut()
    {
        FilterPart condition;
        condition.kind = FilterPart::Kind::Condition;
        condition.condition = {QStringLiteral("a"), Operator::Equal, {Value(1)}, ExpressionType::Number};
        FilterPart all;
        FilterPart any;
        any.kind = FilterPart::Kind::Any;
        QVERIFY(filterOf(all).isNull());
        all.parts = {any, all};
        QVERIFY(filterOf(all).isNull());
        any.parts = {condition};
        all.parts = {any, condition, all};
        QCOMPARE(filterOf(all).toText(), QStringLiteral("a = 1 and a = 1"));
    }

    void aStoredValueIsComparedAsConditionsSayIt()
    {
        FieldDef field;
        field.name = QStringLiteral("quantity");
        field.type = FieldType::Decimal;
        field.scale = 2;
        QCOMPARE(buildFilter({fieldEquals(field, Value(1250))}).toText(), QStringLiteral("quantity = 12.5"));
        field.type = FieldType::Integer;
        QCOMPARE(buildFilter({fieldEquals(field, Value(1250))}).toText(), QStringLiteral("quantity = 1250"));
    }

    void bothFiltersHold()
    {
        const auto parse = [](const char *text) {
            return *parseExpression(QString::fromLatin1(text));
        };
        QCOMPARE(allOf(parse("a = 1 and b = 2"), parse("c = 3")).toText(), QStringLiteral("a = 1 and b = 2 and c = 3"));
        QCOMPARE(allOf(parse("a or b"), parse("c")).toText(), QStringLiteral("(a or b) and c"));
        QCOMPARE(allOf({}, parse("c")).toText(), QStringLiteral("c"));
        QVERIFY(allOf({}, {}).isNull());
    }
};

QTEST_APPLESS_MAIN(TestFilterBuilder)
#include "tst_filterbuilder.moc"
