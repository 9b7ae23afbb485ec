// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "computingdeals.h"
#include "shared/database/computedfields.h"
#include "shared/database/entitycolumns.h"
#include "shared/database/schemabuilder.h"
#include "tests/support/testdatabase.h"

#include <QDateTime>
#include <QTest>

#include <limits>

using namespace tandem;
using namespace tandem::test;

namespace {

Value yuan(qint64 minor)
{
    return Money{minor, QStringLiteral("CNY")};
}

}

Q_DECLARE_METATYPE(std::vector<tandem::FieldNumber>)

/// What lists, headers, forms and REST show of formulas and roll-ups.
class TestComputedFields : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_connection = test::testdatabase::empty();
        m_plans = std::make_unique<ComputedPlans>(m_registry);
        QVERIFY(SchemaBuilder(m_connection->dialect(), SchemaBuilder::Uniqueness::Enforced)
                    .apply(*m_connection, *m_registry)
                    .ok());
        test::testdatabase::createAudience(*m_connection);
        const Value open = QStringLiteral("open");
        insert(deal::number, 1, {{deal::name, QStringLiteral("whole")}, {deal::amount, yuan(500)}, {deal::visits, 5}});
        insert(deal::number, 2, {{deal::name, QStringLiteral("lonely")}});
        insert(deal::number, 11,
            {{deal::account, idOf(1)}, {deal::amount, yuan(100)}, {deal::stage, open},
                {deal::closeDate, QStringLiteral("2026-03-01")}});
        insert(deal::number, 12,
            {{deal::account, idOf(1)}, {deal::amount, yuan(30)}, {deal::stage, open},
                {deal::closeDate, QStringLiteral("2026-01-15")}});
        insert(deal::number, 13,
            {{deal::account, idOf(1)}, {deal::amount, yuan(9000)}, {deal::stage, QStringLiteral("won")}});
        insert(deal::number, 14,
            {{deal::account, idOf(1)}, {deal::amount, yuan(7000)}, {deal::stage, open}, {systemfield::deletedAt, 1}});
        for (int i = 21; i <= 23; ++i)
            insert(person::number, i, {{person::deal, idOf(1)}});
    }

    void rollsUpWhatPointsHere()
    {
        const FieldValues whole = computed(1);
        QCOMPARE(whole.at(people), Value(3));
        QCOMPARE(whole.at(parts), yuan(130));
        QCOMPARE(whole.at(firstClose), Value(QStringLiteral("2026-01-15")));
        const FieldValues lonely = computed(2);
        QCOMPARE(lonely.at(people), Value(0));
        QVERIFY(!lonely.contains(parts));
    }

    void severalCurrenciesHaveNoSum()
    {
        insert(deal::number, 15,
            {{deal::account, idOf(1)}, {deal::amount, Money{1, QStringLiteral("USD")}},
                {deal::stage, QStringLiteral("open")}});
        QVERIFY(!computed(1).contains(parts));
    }

    void aSumAndTheCountOfTheSameRecordsAreOneStatement_data()
    {
        QTest::addColumn<std::vector<FieldNumber>>("fields");
        QTest::addColumn<int>("statements");
        QTest::newRow("both") << std::vector{parts, openParts} << 1;
        QTest::newRow("the sum") << std::vector{parts} << 1;
        QTest::newRow("the count") << std::vector{openParts} << 1;
        QTest::newRow("two sums and the count") << std::vector{parts, openVisits, openParts} << 2;
        QTest::newRow("of other records") << std::vector{parts, people} << 2;
    }
    void aSumAndTheCountOfTheSameRecordsAreOneStatement()
    {
        QFETCH(std::vector<FieldNumber>, fields);
        QFETCH(int, statements);
        CountingConnection counting(*m_connection);
        for (const int number : {1, 2}) {
            FieldValues values;
            const FieldValues alone = computed(number);
            counting.statements = 0;
            QVERIFY(ComputedFields(counting, *m_plans, {}).fill(entity(), fields, {{idOf(number), &values}}).ok());
            QCOMPARE(counting.statements, statements);
            for (const FieldNumber field : fields) {
                QCOMPARE(values.contains(field), alone.contains(field));
                if (alone.contains(field))
                    QCOMPARE(values.at(field), alone.at(field));
            }
        }
    }

    void aCountGoesAcrossCurrenciesAndRecordsWithoutAny()
    {
        QCOMPARE(computed(1).at(openParts), Value(2));
        QCOMPARE(computed(2).at(openParts), Value(0));
        const Value open = QStringLiteral("open");
        insert(deal::number, 15,
            {{deal::account, idOf(1)}, {deal::amount, Money{1, QStringLiteral("USD")}}, {deal::stage, open}});
        insert(deal::number, 16, {{deal::account, idOf(1)}, {deal::stage, open}});
        const FieldValues values = computed(1);
        QCOMPARE(values.at(openParts), Value(4));
        QVERIFY(!values.contains(parts));
    }

    /// Nothing, like every amount that is out of range, in the list and in a filter; a step within is exact.
    void aSumThatIsTooLargeIsNothing()
    {
        constexpr qint64 most = std::numeric_limits<qint64>::max();
        const Value open = QStringLiteral("open");
        insert(deal::number, 15, {{deal::account, idOf(1)}, {deal::amount, yuan(most - 130)}, {deal::stage, open}});
        QCOMPARE(computed(1).at(parts), yuan(most));
        QCOMPARE(found(QStringLiteral("parts > 0")), 1);
        insert(deal::number, 16, {{deal::account, idOf(1)}, {deal::amount, yuan(1)}, {deal::stage, open}});
        QVERIFY(!computed(1).contains(parts));
        QCOMPARE(found(QStringLiteral("parts > 0")), 0);
        insert(deal::number, 17, {{deal::account, idOf(1)}, {deal::amount, yuan(-1 - most)}, {deal::stage, open}});
        QCOMPARE(computed(1).at(parts), yuan(0));
    }

    void formulasSeeMoneyRollUpsAndLinks()
    {
        QCOMPARE(computed(1).at(doubled), yuan(1000));
        QCOMPARE(computed(1).at(crowd).toReal(), 8.0);
        QCOMPARE(computed(11).at(parentName), Value(QStringLiteral("whole")));
        QVERIFY(!computed(2).contains(parentName));
        QVERIFY(!computed(1).contains(broken));
    }

    void onlyWhatIsAskedForIsComputedAndRead()
    {
        const ComputedFields fields(*m_connection, *m_plans, {});
        QVERIFY(
            fields.storedFields(entity(), {deal::name, crowd}) == (std::vector<FieldNumber>{deal::name, deal::visits}));
        QVERIFY(fields.storedFields(entity(), {}).empty());
        const FieldValues values = computed(1, {doubled});
        QVERIFY(values.contains(doubled));
        QVERIFY(!values.contains(people));
    }

    void countsOnlyWhatTheAskerSees()
    {
        const AudienceKey mine = audienceKey(u"user:me");
        addKey(person::number, 21, mine);
        addKey(deal::number, 11, mine);
        ComputedFields::Reach reach;
        reach.visibility = [mine](EntityNumber) {
            return KeySet::of({mine});
        };
        const FieldValues values = computed(1, {}, reach);
        QCOMPARE(values.at(people), Value(1));
        QCOMPARE(values.at(parts), yuan(100));
        // The link leads to a record that he does not see.
        QVERIFY(!computed(11, {}, reach).contains(parentName));
    }

    void eachAskerIsAnsweredForHimself()
    {
        addKey(person::number, 21, audienceKey(u"user:a"));
        addKey(person::number, 21, audienceKey(u"user:b"));
        addKey(person::number, 22, audienceKey(u"user:b"));
        const auto reachOf = [](const KeySet &keys) {
            ComputedFields::Reach reach;
            reach.visibility = [keys](EntityNumber) {
                return keys;
            };
            return reach;
        };
        for (int turn = 0; turn < 2; ++turn) {
            QCOMPARE(computed(1, {}, reachOf(KeySet::of({audienceKey(u"user:a")}))).at(people), Value(1));
            QCOMPARE(computed(1, {}, reachOf(KeySet::of({audienceKey(u"user:b")}))).at(people), Value(2));
            QCOMPARE(computed(1, {}, reachOf({})).at(people), Value(0));
            QCOMPARE(computed(1, {}, reachOf(KeySet::everything())).at(people), Value(3));
        }
    }

    void theFilterOfARollUpTellsNothingOfWhatIsOutOfSight()
    {
        const AudienceKey mine = audienceKey(u"user:me");
        addKey(person::number, 21, mine);
        const auto count = [&](const KeySet &deals) {
            ComputedFields::Reach reach;
            reach.visibility = [&](EntityNumber entity) {
                return entity == deal::number ? deals : KeySet::of({mine});
            };
            return computed(1, {ofWhole}, reach).at(ofWhole);
        };
        QCOMPARE(computed(1).at(ofWhole), Value(3));
        for (int turn = 0; turn < 2; ++turn) {
            QCOMPARE(count(KeySet::everything()), Value(1));
            QCOMPARE(count(KeySet::of({mine})), Value(0)); // of the deal he has no key
            QCOMPARE(count({}), Value(0));
        }
    }

    void whoSeesAllThatIsCountedMayNotSeeAllThatIsLookedAt()
    {
        ComputedFields::Reach reach;
        reach.visibility = [](EntityNumber entity) {
            return entity == deal::number ? KeySet() : KeySet::everything();
        };
        QCOMPARE(computed(1).at(ofWhole), Value(3));
        QCOMPARE(computed(1, {ofWhole}, reach).at(ofWhole), Value(0));
        QCOMPARE(computed(1).at(ofWhole), Value(3));
    }

    void whatDependsOnTheDayFollowsIt()
    {
        const auto on = [this](const QString &day) {
            m_surroundings.now =
                QDateTime::fromString(day + QLatin1String("T12:00:00Z"), Qt::ISODate).toMSecsSinceEpoch();
            return computed(1).at(overdue);
        };
        QCOMPARE(on(QStringLiteral("2026-01-01")), Value(0));
        QCOMPARE(on(QStringLiteral("2026-02-01")), Value(1));
        QCOMPARE(on(QStringLiteral("2026-04-01")), Value(2));
    }

    void pagesOfAnyLengthAreComputed()
    {
        constexpr int records = 1'203;
        std::vector<FieldValues> values(records);
        std::vector<ComputedFields::Row> rows;
        for (int i = 0; i < records; ++i)
            rows.push_back({i == 600 ? idOf(1) : idOf(100'000 + i), &values[size_t(i)]});
        ComputedFields computing(*m_connection, *m_plans, m_surroundings);
        for (const size_t length : {size_t(1), size_t(2), size_t(11), size_t(101), size_t(records)}) {
            const std::vector<ComputedFields::Row> page(rows.begin(), rows.begin() + qsizetype(length));
            QVERIFY(computing.fill(entity(), {}, page).ok());
            QCOMPARE(values[length - 1].at(people), Value(0));
        }
        QCOMPARE(values[600].at(people), Value(3));
        QCOMPARE(values[600].at(parts), yuan(130));
    }

    void nothingIsToldOfFieldsThatMayNotBeRead()
    {
        ComputedFields::Reach reach;
        reach.isReadable = [](EntityNumber entity, FieldNumber field) {
            return entity != deal::number || field != deal::amount;
        };
        const FieldValues values = computed(1, {}, reach);
        QVERIFY(!values.contains(doubled));
        QVERIFY(!values.contains(parts));
        QCOMPARE(values.at(people), Value(3));
    }

private:
    const EntityDef &entity() const { return *m_registry->entity(deal::number); }

    void insert(EntityNumber number, int id, FieldValues values)
    {
        const EntityDef &entity = *m_registry->entity(number);
        values.insert({{systemfield::createdAt, 1}, {systemfield::modifiedAt, 1}});
        const EntityColumns columns(entity);
        QStringList places;
        for (int i = 0; i < columns.count() + 2; ++i)
            places.append(QStringLiteral("?%1").arg(i + 1));
        auto statement = m_connection->prepare(QStringLiteral("INSERT INTO \"%1\" (id, seq, %2) VALUES (%3)")
                                                   .arg(entity.table, columns.sql(), places.join(QLatin1Char(','))));
        QVERIFY2(statement.ok(), statement.ok() ? "" : qPrintable(statement.error().toLog()));
        statement->bind(1, idOf(id));
        statement->bind(2, id);
        columns.bind(*statement, 3, values);
        QVERIFY(statement->step().ok());
    }

    void addKey(EntityNumber entity, int id, AudienceKey key)
    {
        auto statement = m_connection->prepare(QStringLiteral("INSERT INTO audience VALUES (?1, ?2, ?3)"));
        statement->bind(1, entity);
        statement->bind(2, idOf(id));
        statement->bind(3, key);
        QVERIFY(statement->step().ok());
    }

    /// How many deals the filter finds; -1: it failed.
    qint64 found(const QString &filter)
    {
        RecordQuery query;
        query.entity = entity().name;
        query.filter = *parseExpression(filter);
        const auto sql = QueryBuilder(m_connection->dialect(), m_registry).count(query);
        if (!sql.ok())
            return -1;
        auto statement = sql->prepare(*m_connection);
        return statement.ok() && statement->step().valueOr(false) ? statement->integer(0) : -1;
    }

    FieldValues computed(int id, const std::vector<FieldNumber> &fields = {}, const ComputedFields::Reach &reach = {})
    {
        const EntityColumns columns(entity());
        auto statement = m_connection->prepare(
            QStringLiteral("SELECT %1 FROM \"%2\" WHERE id = ?1").arg(columns.sql(), entity().table));
        statement->bind(1, idOf(id));
        if (!statement->step().valueOr(false))
            return {};
        FieldValues values = columns.read(*statement, 0);
        ComputedFields computing(*m_connection, *m_plans, m_surroundings, reach);
        const auto filled = computing.fill(entity(), fields, {{idOf(id), &values}});
        if (!filled.ok())
            qWarning("%s", qPrintable(filled.error().toLog()));
        return values;
    }

    const RegistryPointer m_registry = computingRegistry();
    std::unique_ptr<Connection> m_connection;
    std::unique_ptr<ComputedPlans> m_plans; ///< kept from question to question, as the server and the client keep it
    Surroundings m_surroundings;
};

QTEST_APPLESS_MAIN(TestComputedFields)
#include "tst_computedfields.moc"
