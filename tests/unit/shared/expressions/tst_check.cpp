// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "sampleentities.h"

#include "shared/expressions/evaluate.h"
#include "shared/expressions/fieldcheck.h"
#include "shared/expressions/sqlprinter.h"

#include <QTest>

using namespace tandem;
using namespace tandem::test;

class TestCheck : public QObject
{
    Q_OBJECT

private:
    const EntityDef &deal() const { return *m_registry->entity(QStringLiteral("deal")); }

    RegistryPointer withOnAccount(const std::vector<FieldDef> &more) const
    {
        std::vector<EntityDef> entities = m_registry->entities();
        for (EntityDef &entity : entities) {
            if (entity.name == QLatin1String("account"))
                entity.fields.insert(entity.fields.end(), more.begin(), more.end());
        }
        return std::make_shared<const Registry>(std::move(entities), 0);
    }

    RegistryPointer m_registry = sample::registry();

private slots:
    void refuses_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("reason");
        QTest::addColumn<QString>("field");
        QTest::addColumn<int>("position");
        QTest::newRow("unknown field") << "stage = 'won' and colour = 'red'"
                                       << "unknownField"
                                       << "colour" << 18;
        QTest::newRow("unknown field behind a link") << "account.colour = 'red'"
                                                     << "unknownField"
                                                     << "colour" << 0;
        QTest::newRow("no link") << "title.name = 'x'"
                                 << "notALink"
                                 << "title" << 0;
        QTest::newRow("text against number") << "title > 5"
                                             << "typeClash"
                                             << "" << 8;
        QTest::newRow("and of a number") << "done and count"
                                         << "typeClash"
                                         << "count" << 9;
        QTest::newRow("money times money") << "amount * amount > 1"
                                           << "typeClash"
                                           << "amount" << 9;
        QTest::newRow("money plus number") << "amount + 1 > amount"
                                           << "typeClash"
                                           << "" << 9;
        QTest::newRow("order of links") << "account < owner"
                                        << "typeClash"
                                        << "account" << 0;
        QTest::newRow("day equals moment") << "startedAt = closeDate"
                                           << "typeClash"
                                           << "closeDate" << 12;
        QTest::newRow("branches of two types") << "if(done, 1, 'x') = 1"
                                               << "typeClash"
                                               << "" << 12;
        QTest::newRow("misspelt option") << "stage in ('won', 'wno')"
                                         << "unknownOption"
                                         << "stage" << 17;
        QTest::newRow("text that is no date") << "closeDate > 'soon'"
                                              << "typeClash"
                                              << "" << 12;
        QTest::newRow("no condition") << "amount"
                                      << "typeClash"
                                      << "amount" << 0;
        QTest::newRow("changed() of a formula") << "changed(weighted)"
                                                << "fieldNotUsable"
                                                << "" << 8;
    }

    void refuses()
    {
        QFETCH(QString, text);
        QFETCH(QString, reason);
        QFETCH(QString, field);
        QFETCH(int, position);
        const auto checked = compileCondition(text, *m_registry, deal());
        QVERIFY(!checked.ok());
        QCOMPARE(checked.error().code, ErrorCode::Invalid);
        QCOMPARE(checked.error().reason, reason);
        QCOMPARE(checked.error().field, field);
        QCOMPARE(checked.error().arguments.value(QStringLiteral("position")).toInt(), position);
    }

    void circularFormulasAreRefused()
    {
        const Registry registry(
            {sample::entity(9, "ring", {sample::formula(20, "a", "b + 1"), sample::formula(21, "b", "a + 1")})}, 0);
        const auto checked = compileExpression(QStringLiteral("a"), registry, registry.entities().front());
        QVERIFY(!checked.ok());
        QCOMPARE(checked.error().reason, QStringLiteral("formulaTooDeep"));
    }

    /// How many deals the account has, of those whose account has any: a count of itself.
    void circularRollUpsAreRefused()
    {
        const FieldDef ring = sample::rollUp(50, "ring", "count", "", "account.ring > 0");
        const FieldDef other = sample::rollUp(51, "other", "count", "", "account.dealCount > 0");
        const FieldDef dealCount = sample::rollUp(52, "dealCount", "count", "", "stage = 'won'");
        const RegistryPointer registry = withOnAccount({ring, other, dealCount});
        const EntityDef &account = *registry->entity(QStringLiteral("account"));
        const auto checked = checkWrittenField(ring, *registry, account);
        QVERIFY(!checked.ok());
        QCOMPARE(checked.error().reason, QStringLiteral("formulaTooDeep"));
        QCOMPARE(checked.error().field, QStringLiteral("rollUp.filter"));
        QVERIFY(checkWrittenField(other, *registry, account).ok());
        QVERIFY(checkWrittenField(dealCount, *registry, account).ok());
    }

    void anErrorOfAFieldNamesItsPlace()
    {
        const auto placeOf = [this](const FieldDef &field) {
            const RegistryPointer registry = withOnAccount({field});
            const auto checked = checkWrittenField(field, *registry, *registry->entity(QStringLiteral("account")));
            return checked.ok() ? QString() : checked.error().field + u' ' + checked.error().reason;
        };
        FieldDef field = sample::field(50, "seats", FieldType::Integer);
        QCOMPARE(placeOf(field), QString());
        field.validWhen = QStringLiteral("seats > 0");
        QCOMPARE(placeOf(field), QString());
        field.requiredWhen = QStringLiteral("seets > 0");
        QCOMPARE(placeOf(field), QStringLiteral("requiredWhen unknownField"));
        field.visibleWhen = QStringLiteral("seats >");
        QCOMPARE(placeOf(field), QStringLiteral("visibleWhen unexpectedEnd"));
        QCOMPARE(placeOf(sample::rollUp(50, "sum", "sum", "title", "")), QStringLiteral("rollUp.field fieldNotUsable"));
        QCOMPARE(placeOf(sample::rollUp(50, "latest", "max", "closeDate", "")), QString());
        QCOMPARE(placeOf(sample::rollUp(50, "count", "count", "", "industry = 'x'")),
            QStringLiteral("rollUp.filter unknownField"));
        FieldDef series = sample::field(50, "code", FieldType::NumberSeries);
        series.numberFormat = QStringLiteral("A-{yyyy}");
        QCOMPARE(placeOf(series), QStringLiteral("numberFormat badNumberFormat"));
        series.numberFormat = QStringLiteral("A-{yyyy}-{0000}");
        QCOMPARE(placeOf(series), QString());
    }

    void formulasThatGrowAreBounded()
    {
        std::vector<FieldDef> fields{sample::field(20, "f0", FieldType::Integer)};
        for (int i = 1; i <= 8; ++i) {
            const QString sum = QStringLiteral("f%1 + ").arg(i - 1).repeated(9) + QStringLiteral("f%1").arg(i - 1);
            FieldDef field = sample::formula(FieldNumber(20 + i), "f", "");
            field.name = QStringLiteral("f%1").arg(i);
            field.formula = sum;
            fields.push_back(field);
        }
        const Registry registry({sample::entity(9, "tower", fields)}, 0);
        const auto checked = compileExpression(QStringLiteral("f8"), registry, registry.entities().front());
        QVERIFY(!checked.ok());
        QCOMPARE(checked.error().reason, QStringLiteral("tooLong"));
    }

    void textBecomesWhatItStandsBeside()
    {
        const RecordId account = namedRecordId(QStringLiteral("a"));
        const FieldValues values{{sample::closeDate, QStringLiteral("2026-11-23")}, {sample::account, account}};
        EvaluationContext context;
        context.values = &values;
        const auto check = [&](const QString &text) {
            const auto checked = compileCondition(text, *m_registry, deal());
            return checked.ok() && holds(*checked, context);
        };
        QVERIFY(check(QStringLiteral("closeDate = '2026-11-23'")));
        QVERIFY(check(QStringLiteral("account = '%1'").arg(toText(account))));
        QVERIFY(check(QStringLiteral("closeDate between '2026-11-01' and '2026-11-30'")));
    }

    void dependenciesAreTheRecordsOwnFields()
    {
        const auto expression = parseExpression(QStringLiteral("weighted > 5 and account.owner.name = title"));
        QVERIFY(expression.ok());
        QCOMPARE(dependencies(*expression),
            QStringList({QStringLiteral("account"), QStringLiteral("title"), QStringLiteral("weighted")}));
        const auto checked = checkExpression(*expression, *m_registry, deal());
        QVERIFY(checked.ok());
        const std::vector<FieldNumber> expected{sample::title, sample::amount, sample::probability, sample::account};
        QCOMPARE(dependencies(*checked), expected);
    }

    void changesAreSeenAgainstBefore()
    {
        const FieldValues before{{sample::stage, QStringLiteral("new")}, {sample::count, qint64(3)}};
        const FieldValues after{{sample::stage, QStringLiteral("won")}, {sample::count, qint64(3)}};
        EvaluationContext context;
        context.values = &after;
        context.previous = &before;
        const auto check = [&](const char *text) {
            const auto checked = compileCondition(QString::fromLatin1(text), *m_registry, deal());
            return checked.ok() && holds(*checked, context);
        };
        QVERIFY(check("changed(stage) and stage = 'won' and previous(stage) = 'new'"));
        QVERIFY(!check("changed(count)"));
        context.previous = nullptr;
        QVERIFY(check("changed(count) and previous(count) = null and not changed(title)"));
    }

    void beforeIsNotInTheDatabase()
    {
        for (const char *text : {"changed(stage)", "previous(stage) = 'won'", "previous(amount) > 5"}) {
            const auto checked = compileCondition(QString::fromLatin1(text), *m_registry, deal());
            QVERIFY(checked.ok());
            const auto sql = SqlPrinter({}, {}).printFilter(*checked);
            QVERIFY(!sql.ok());
            QCOMPARE(sql.error().reason, QStringLiteral("notInSql"));
        }
    }

    void sqlReadsAsWritten_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("sql");
        QTest::addColumn<int>("values");
        QTest::newRow("indexable") << "stage = 'won'"
                                   << R"((d."stage" = ?3))" << 1;
        QTest::newRow("unequal keeps nulls") << "stage != 'won'"
                                             << R"(NOT (COALESCE((d."stage" = ?3), FALSE)))" << 1;
        QTest::newRow("null") << "stage = null"
                              << R"((d."stage" IS NULL))" << 0;
        QTest::newRow("decimal by its stored integer") << "quantity >= 1.5"
                                                       << R"((d."quantity" >= ?3))" << 1;
        QTest::newRow("computed once") << "closeDate < addDays(today(), 7)"
                                       << R"((d."close_date" < ?3))" << 1;
        QTest::newRow("in") << "stage in ('won', 'lost')"
                            << R"((d."stage" IN (?3,?4)))" << 2;
        QTest::newRow("link")
            << "account.industry = 'retail'"
            << R"(((SELECT "x1"."industry" FROM "account" AS "x1" WHERE "x1"."id" = d."account") = ?3))" << 1;
        QTest::newRow("constant") << "1 + 1 = 2"
                                  << "1=1" << 0;
        QTest::newRow("money of one currency") << "amount > money(5, 'CNY')"
                                               << R"((d."amount" > ?3 AND d."amount_currency" = ?4))" << 2;
    }

    void sqlReadsAsWritten()
    {
        QFETCH(QString, text);
        QFETCH(QString, sql);
        QFETCH(int, values);
        const auto checked = compileCondition(text, *m_registry, deal());
        QVERIFY(checked.ok());
        const auto printed = SqlPrinter({}, {QStringLiteral("d"), 3, SqlFlavour::Sqlite}).printFilter(*checked);
        QVERIFY(printed.ok());
        QCOMPARE(QString(printed->sql).replace(QLatin1String("\"d\"."), QLatin1String("d.")), sql);
        QCOMPARE(int(printed->values.size()), values);
    }

    void amountsAreWrittenOnceHoweverManyThereAre()
    {
        QStringList terms;
        for (int i = 0; i < 28; ++i)
            terms.append(QStringLiteral("amount"));
        const auto checked =
            compileCondition(terms.join(u'+') + QStringLiteral(" > money(1, 'CNY')"), *m_registry, deal());
        QVERIFY(checked.ok());
        const auto printed = SqlPrinter({}, {}).printFilter(*checked);
        QVERIFY(printed.ok());
        QVERIFY2(printed->sql.size() < 150'000, qPrintable(QString::number(printed->sql.size())));
    }

    void whatNoDatabaseWouldTakeIsRefusedEarly()
    {
        QString amount = QStringLiteral("amount");
        for (int i = 0; i < 20; ++i)
            amount = QStringLiteral("if(%1 > money(1, 'CNY'), amount, amount)").arg(amount);
        const auto checked = compileExpression(amount, *m_registry, deal());
        QVERIFY2(checked.ok(), qPrintable(checked.ok() ? QString() : checked.error().toLog()));
        QCOMPARE(SqlPrinter({}, {}).printValue(*checked).error().reason, QStringLiteral("conditionTooLarge"));
    }

    void likeTakesSignsLiterally()
    {
        const auto checked = compileCondition(QStringLiteral("title contains '50%_\\'"), *m_registry, deal());
        QVERIFY(checked.ok());
        const auto printed = SqlPrinter({}, {}).printFilter(*checked);
        QVERIFY(printed.ok());
        QCOMPARE(printed->values.front(), Value(QStringLiteral("%50\\%\\_\\\\%")));
    }

    void aRuleIsBrokenOnlyByWhoBreaksIt()
    {
        const auto rule = compileCondition(QStringLiteral("count > 5 or title = 'few'"), *m_registry, deal());
        QVERIFY(rule.ok());
        const FieldNumber count = deal().field(QStringLiteral("count"))->number;
        const FieldNumber title = deal().field(QStringLiteral("title"))->number;
        const FieldValues few{{count, Value(3)}};
        const auto breaks = [&](const FieldValues *before, const FieldValues &after) {
            EvaluationContext context;
            context.values = &after;
            context.previous = before;
            return breaksRule(*rule, count, context);
        };
        QVERIFY(breaks(nullptr, few)); // new
        QVERIFY(!breaks(nullptr, {})); // nothing filled in
        QVERIFY(!breaks(nullptr, {{count, Value(6)}}));
        QVERIFY(!breaks(&few, {{count, Value(3)}, {title, Value(QStringLiteral("x"))}})); // stood there before
        QVERIFY(breaks(&few, {{count, Value(4)}})); // changed, and still wrong
        const FieldValues allowed{{count, Value(3)}, {title, Value(QStringLiteral("few"))}};
        QVERIFY(breaks(&allowed, few)); // what allowed it was taken away
    }

    void aValueIsStoredInItsFieldsUnits()
    {
        FieldDef percent = sample::field(20, "p", FieldType::Percent);
        percent.scale = 2;
        QCOMPARE(storedForm(percent, Value(12.345)), Value(qint64(1235)));
        QCOMPARE(storedForm(percent, Value(7)), Value(qint64(700)));
        QCOMPARE(storedForm(sample::field(20, "i", FieldType::Integer), Value(2.5)), Value(qint64(3)));
        QCOMPARE(storedForm(sample::field(20, "t", FieldType::Text), Value(QStringLiteral("x"))),
            Value(QStringLiteral("x")));
    }
};

QTEST_APPLESS_MAIN(TestCheck)
#include "tst_check.moc"
