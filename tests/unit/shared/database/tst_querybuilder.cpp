// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/database/connection.h"
#include "shared/database/dialects/dialect.h"
#include "shared/database/querybuilder.h"
#include "shared/database/schemabuilder.h"
#include "tests/support/testdatabase.h"
#include "tests/support/testregistry.h"

#include <QRandomGenerator>
#include <QTest>

using namespace tandem;

namespace {

RecordId idOf(int number)
{
    return recordIdFromBytes(
        QByteArray(12, '\0') + QByteArray::fromHex(QByteArray::number(number, 16).rightJustified(8, '0')));
}

}

class TestQueryBuilder : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        m_connection = test::testdatabase::empty();
        QVERIFY(SchemaBuilder(m_connection->dialect(), SchemaBuilder::Uniqueness::Enforced)
                    .apply(*m_connection, *m_registry)
                    .ok());
        test::testdatabase::createAudience(*m_connection);
        QRandomGenerator random(5);
        for (int i = 1; i <= rows; ++i)
            insertRow(i, random);
    }

    void filtersByExpression()
    {
        RecordQuery query = all();
        query.filter = *parseExpression(QStringLiteral("stage = 'won' and visits > 2"));
        const auto found = run(query);
        QVERIFY(!found.empty());
        QCOMPARE(int(found.size()), count(QStringLiteral("stage = 'won' AND visits > 2 AND deleted_at IS NULL")));
        QCOMPARE(counted(query), int(found.size()));
    }

    void leavesTheRecycleBinOutUnlessAsked()
    {
        RecordQuery query = all();
        QCOMPARE(int(run(query).size()), count(QStringLiteral("deleted_at IS NULL")));
        query.deleted = RecordQuery::Deleted::Only;
        QCOMPARE(int(run(query).size()), count(QStringLiteral("deleted_at IS NOT NULL")));
        query.deleted = RecordQuery::Deleted::With;
        QCOMPARE(int(run(query).size()), rows);
    }

    void pagesGiveTheWholeListOnce_data()
    {
        QTest::addColumn<QString>("sort");
        for (const char *sort : {"", "stage", "-stage", "name", "-name", "stage,-visits", "-closeDate,name", "-amount",
                 "amount,-stage,closeDate", "won,-won", "createdAt", "-modifiedAt", "account", "-account",
                 "-account,stage", "won,account"})
            QTest::addRow("%s", sort) << QString::fromLatin1(sort);
    }

    void pagesGiveTheWholeListOnce()
    {
        QFETCH(QString, sort);
        RecordQuery query = all();
        query.sort = keys(sort);
        const std::vector<RecordId> whole = run(query);
        QCOMPARE(int(whole.size()), count(QStringLiteral("deleted_at IS NULL")));
        for (const int limit : {1, 7, 50}) {
            query.limit = limit;
            query.after.reset();
            std::vector<RecordId> paged;
            for (;;) {
                const auto page = run(query);
                QVERIFY(int(page.size()) <= limit);
                paged.insert(paged.end(), page.begin(), page.end());
                if (int(page.size()) < limit)
                    break;
                query.after = positionOf(page.back(), query.sort);
            }
            QVERIFY(paged == whole);
        }
    }

    void onlyWhatTheKeysMeetIsVisible()
    {
        const AudienceKey mine = audienceKey(u"user:me");
        const AudienceKey team = audienceKey(u"team:x");
        addKey(3, mine);
        addKey(4, team);
        addKey(5, mine);
        addKey(5, team);
        RecordQuery query = all();
        query.deleted = RecordQuery::Deleted::With;
        query.visibility = KeySet::of({mine});
        QVERIFY(run(query) == (std::vector<RecordId>{idOf(3), idOf(5)}));
        query.visibility = KeySet::of({team, mine, audienceKey(u"user:nobody")});
        QVERIFY(run(query) == (std::vector<RecordId>{idOf(3), idOf(4), idOf(5)}));
        query.visibility = KeySet();
        QVERIFY(run(query).empty());
        query.visibility = KeySet::everything();
        QCOMPARE(int(run(query).size()), rows);
        query.entity = QStringLiteral("person");
        query.visibility = KeySet::of({mine});
        QVERIFY(run(query).empty());
    }

    void rowsCarryTheFieldsAskedFor()
    {
        RecordQuery query = all();
        query.limit = 1;
        query.fields = {test::deal::amount, test::deal::name};
        const auto sql = QueryBuilder(m_connection->dialect(), m_registry).rows(query);
        QVERIFY(sql.ok());
        auto statement = sql->prepare(*m_connection);
        QVERIFY(statement->step().valueOr(false));
        QCOMPARE(statement->backend().columnCount(), 5);
        QCOMPARE(statement->id(0), idOf(1));
    }

    void whatTheDefinitionsDoNotKnowIsAnError()
    {
        const QueryBuilder builder(m_connection->dialect(), m_registry);
        RecordQuery query = all();
        query.entity = QStringLiteral("nothing");
        QCOMPARE(builder.ids(query).error().code, ErrorCode::NotFound);
        query = all();
        query.sort = {{QStringLiteral("x\" OR 1=1"), false}};
        QCOMPARE(builder.ids(query).error().reason, QStringLiteral("unknownField"));
        query.sort = {{QStringLiteral("tags"), false}};
        QCOMPARE(builder.ids(query).error().reason, QStringLiteral("notSortable"));
        query = all();
        query.filter = *parseExpression(QStringLiteral("nonsense = 1"));
        QCOMPARE(builder.ids(query).error().reason, QStringLiteral("unknownField"));
        query = all();
        query.after = PagePosition{{Value(1)}, idOf(1)};
        QCOMPARE(builder.ids(query).error().reason, QStringLiteral("badPosition"));
        QCOMPARE(
            builder.aggregate(all(), QStringLiteral("drop"), {}, {}).error().reason, QStringLiteral("unknownFunction"));
    }

    void aSortedListIsReadFromItsIndexAlone_data()
    {
        QTest::addColumn<QString>("sort");
        for (const char *sort : {"name", "-name", "-closeDate", "code"})
            QTest::addRow("%s", sort) << QString::fromLatin1(sort);
    }

    void aSortedListIsReadFromItsIndexAlone()
    {
        QFETCH(QString, sort);
        RecordQuery query = all();
        query.sort = keys(sort);
        QString plan = planOf(query);
        QVERIFY2(readsAnIndexAlone(plan) && !sorts(plan), qPrintable(plan));
        if (sort.startsWith(QLatin1Char('-')))
            return;
        query.after = PagePosition{{QStringLiteral("m")}, idOf(1)};
        plan = planOf(query);
        QVERIFY2(readsAnIndexAlone(plan) && searches(plan) && !sorts(plan), qPrintable(plan));
    }

    /// The options of a stage are open, won, lost; their keys would be lost, open, won.
    void choicesAreSortedAsTheirOptionsStand()
    {
        for (const char *sort : {"stage", "-stage"}) {
            RecordQuery query = all();
            query.sort = keys(QString::fromLatin1(sort));
            const QStringList stages =
                seen(query, [&](const RecordId &id) { return positionOf(id, query.sort).values.front().toText(); });
            QStringList expected{QString(), QStringLiteral("open"), QStringLiteral("won"), QStringLiteral("lost")};
            if (query.sort.front().descending)
                std::reverse(expected.begin(), expected.end());
            QCOMPARE(stages, expected);
            // The table itself is not read for it; PostgreSQL decides that by what VACUUM could see.
            const QString plan = planOf(query);
            QVERIFY2(readsAnIndexAlone(plan) || test::testdatabase::isPostgresql(), qPrintable(plan));
        }
    }

    /// A deal points to another deal: by the other's name, first those whose target has none or is not there.
    void linksAreSortedByTheNamesOfTheirTargets()
    {
        RecordQuery query = all();
        query.sort = keys(QStringLiteral("account"));
        const QStringList names = seen(query, [&](const RecordId &id) {
            const RecordId target = positionOf(id, query.sort).values.front().toId();
            const auto named = positionOf(target, keys(QStringLiteral("name"))).values;
            return named.empty() ? QString() : named.front().toText().remove(QChar(0x2060));
        });
        QCOMPARE(names, QStringList{QString()} + namesInOrder());
    }

    void theOrderTellsNothingOfTargetsOutOfSight()
    {
        RecordQuery query = all();
        query.sort = keys(QStringLiteral("account"));
        const auto byName = run(query);
        const auto unsorted = run(all());
        QVERIFY(byName != unsorted);
        const auto reachOf = [](const KeySet &keys) {
            return [keys](EntityNumber) {
                return keys;
            };
        };
        query.reach = reachOf(KeySet::everything());
        QVERIFY(run(query) == byName);
        for (const KeySet &none : {KeySet(), KeySet::of({audienceKey(u"user:nobody")})}) {
            query.reach = reachOf(none);
            QVERIFY(run(query) == unsorted);
            // A position that somebody makes up cannot be used to ask for the name behind an id.
            query.after = positionOf(byName.back(), query.sort);
            query.after->id = unsorted.front();
            QCOMPARE(run(query).size(), unsorted.size() - 1);
            query.after.reset();
        }
    }

    /// An option that was taken away stands where nothing stands, also at the turn of a page.
    void whatIsNoOptionAnyMoreHasNoPlace()
    {
        QVERIFY(m_connection->execute(QStringLiteral("UPDATE deal SET stage = 'gone' WHERE seq <= 20")).ok());
        RecordQuery query = all();
        query.sort = keys(QStringLiteral("stage"));
        const std::vector<RecordId> whole = run(query);
        query.limit = 3;
        std::vector<RecordId> paged;
        while (paged.size() < whole.size()) {
            const auto page = run(query);
            QVERIFY(!page.empty());
            paged.insert(paged.end(), page.begin(), page.end());
            query.after = positionOf(page.back(), query.sort);
        }
        QVERIFY(paged == whole);
    }

    void textIsSortedAsPeopleSortIt()
    {
        RecordQuery query = all();
        query.sort = keys(QStringLiteral("name"));
        query.filter = *parseExpression(QStringLiteral("isNotEmpty(name)"));
        QCOMPARE(seen(query,
                     [&](const RecordId &id) {
                         return positionOf(id, query.sort).values.front().toText().remove(QChar(0x2060));
                     }),
            namesInOrder());
    }

    /// Texts of one place in the order of people are not the same text.
    void equalityIsThatOfBytesAndUsesTheIndex()
    {
        const auto connection = *Connection::open({});
        QVERIFY(SchemaBuilder(connection->dialect(), SchemaBuilder::Uniqueness::NotEnforced)
                    .apply(*connection, *m_registry)
                    .ok());
        QVERIFY(connection
                    ->execute(QStringLiteral("INSERT INTO deal (id, name) VALUES (x'01', 'alpha'), "
                                             "(x'02', 'al' || char(8288) || 'pha'), (x'03', 'Alpha')"))
                    .ok());
        for (const char *filter : {"name = 'alpha'", "name in ('alpha', 'omega')"}) {
            RecordQuery query = all();
            query.filter = *parseExpression(QString::fromLatin1(filter));
            BoundSql sql = *QueryBuilder(connection->dialect(), m_registry).ids(query);
            auto ids = sql.prepare(*connection);
            QVERIFY(ids->step().valueOr(false));
            QCOMPARE(ids->bytes(0), QByteArray("\1"));
            QVERIFY(!ids->step().valueOr(true));
            sql.sql.prepend(QLatin1String("EXPLAIN QUERY PLAN "));
            auto plan = sql.prepare(*connection);
            QVERIFY(plan->step().valueOr(false));
            QVERIFY2(plan->text(3).contains(QLatin1String("SEARCH t USING COVERING INDEX sx_deal_name")),
                qPrintable(plan->text(3)));
        }
    }

    void sumsByGroupAndCurrency()
    {
        const auto sql =
            QueryBuilder(m_connection->dialect(), m_registry)
                .aggregate(all(), QStringLiteral("sum"), QStringLiteral("amount"), QStringLiteral("stage"));
        QVERIFY(sql.ok());
        auto statement = sql->prepare(*m_connection);
        qint64 total = 0;
        while (statement->step().valueOr(false))
            total += statement->integer(1);
        auto check = m_connection->prepare(QStringLiteral("SELECT sum(amount) FROM deal WHERE deleted_at IS NULL"));
        QVERIFY(check->step().valueOr(false));
        QCOMPARE(total, check->integer(0));
    }

private:
    static constexpr int rows = 300;

    static RecordQuery all()
    {
        RecordQuery query;
        query.entity = QStringLiteral("deal");
        return query;
    }

    static QStringList namesInOrder()
    {
        return {QStringLiteral("华东"), QStringLiteral("张三"), QStringLiteral("alpha"), QStringLiteral("Beta 2"),
            QStringLiteral("beta 10"), QStringLiteral("gamma"), QStringLiteral("zeta")};
    }

    /// What the rows are called from the first to the last, equal neighbours once.
    template <typename Name>
    QStringList seen(const RecordQuery &query, Name nameOf)
    {
        QStringList names;
        for (const RecordId &id : run(query)) {
            const QString name = nameOf(id);
            if (names.isEmpty() || names.last() != name)
                names.append(name);
        }
        return names;
    }

    static std::vector<SortKey> keys(const QString &text)
    {
        std::vector<SortKey> result;
        for (const QString &part : text.split(QLatin1Char(','), Qt::SkipEmptyParts)) {
            const bool descending = part.startsWith(QLatin1Char('-'));
            result.push_back({part.mid(descending ? 1 : 0), descending});
        }
        return result;
    }

    /// Few different values and many nulls, so that ties and the place of null are tested everywhere. One name differs
    /// from another only by a joiner of words, which has no place of its own.
    void insertRow(int number, QRandomGenerator &random)
    {
        static const char *const stages[] = {"open", "won", "lost"};
        static const char *const names[] = {
            "alpha", "beta 10", "Beta 2", "gamma", "gam\u2060ma", "华东", "张三", "zeta"};
        FieldValues values{{systemfield::createdAt, qint64(random.bounded(50))},
            {systemfield::modifiedAt, qint64(random.bounded(50))}};
        const auto maybe = [&](FieldNumber field, Value value) {
            if (random.bounded(4) != 0)
                values[field] = std::move(value);
        };
        maybe(test::deal::name, QString::fromUtf8(names[random.bounded(8)]));
        maybe(test::deal::stage, QString::fromLatin1(stages[random.bounded(3)]));
        maybe(test::deal::amount, Money{random.bounded(5) * 100, QStringLiteral("CNY")});
        maybe(test::deal::won, random.bounded(2) == 1);
        maybe(test::deal::visits, random.bounded(6));
        maybe(test::deal::closeDate, QStringLiteral("2026-11-%1").arg(random.bounded(5) + 10));
        // Some deals have no name, and behind the last there is none.
        maybe(test::deal::account, idOf(random.bounded(rows + 30) + 1));
        if (random.bounded(10) == 0)
            values[systemfield::deletedAt] = qint64(1);
        const EntityColumns columns(*m_registry->entity(test::deal::number));
        auto statement = m_connection->prepare(QStringLiteral("INSERT INTO deal (id, seq, %1) VALUES (%2)")
                                                   .arg(columns.sql(), Dialect::placeholders(1, 2 + columns.count())));
        statement->bind(1, idOf(number)).bind(2, number);
        columns.bind(*statement, 3, values);
        QVERIFY(statement->run().ok());
    }

    void addKey(int row, AudienceKey key)
    {
        auto statement = m_connection->prepare(QStringLiteral("INSERT INTO audience VALUES (?1, ?2, ?3)"));
        QVERIFY(statement->bind(1, test::deal::number).bind(2, idOf(row)).bind(3, key).run().ok());
    }

    std::vector<RecordId> run(const RecordQuery &query)
    {
        std::vector<RecordId> ids;
        const auto sql = QueryBuilder(m_connection->dialect(), m_registry).ids(query);
        if (!sql.ok()) {
            qWarning() << sql.error().toLog();
            return ids;
        }
        auto statement = sql->prepare(*m_connection);
        if (!statement.ok())
            qWarning() << statement.error().toLog();
        while (statement.ok() && statement->step().valueOr(false))
            ids.push_back(statement->id(0));
        return ids;
    }

    PagePosition positionOf(const RecordId &id, const std::vector<SortKey> &sort)
    {
        const EntityColumns columns(*m_registry->entity(test::deal::number));
        auto statement = m_connection->prepare(QStringLiteral("SELECT %1 FROM deal WHERE id = ?1").arg(columns.sql()));
        PagePosition position{{}, id};
        if (!statement->bind(1, id).step().valueOr(false))
            return position;
        FieldValues values = columns.read(*statement, 0);
        for (const SortKey &key : sort)
            position.values.push_back(values[m_registry->entity(test::deal::number)->field(key.field)->number]);
        return position;
    }

    int counted(const RecordQuery &query)
    {
        auto statement = QueryBuilder(m_connection->dialect(), m_registry).count(query)->prepare(*m_connection);
        return statement->step().valueOr(false) ? int(statement->integer(0)) : -1;
    }

    int count(const QString &where)
    {
        auto statement = m_connection->prepare(QStringLiteral("SELECT count(*) FROM deal WHERE ") + where);
        return statement->step().valueOr(false) ? int(statement->integer(0)) : -1;
    }

    /// PostgreSQL's as if there were so many rows that reading or sorting all of them was no choice.
    QString planOf(const RecordQuery &query)
    {
        const bool isPostgresql = test::testdatabase::isPostgresql();
        BoundSql sql = *QueryBuilder(m_connection->dialect(), m_registry).ids(query);
        sql.sql.prepend(isPostgresql ? QLatin1String("EXPLAIN ") : QLatin1String("EXPLAIN QUERY PLAN "));
        if (isPostgresql)
            std::ignore = m_connection->execute(
                QStringLiteral("SET enable_seqscan = off; SET enable_bitmapscan = off; SET enable_sort = off"));
        auto statement = sql.prepare(*m_connection);
        QStringList plan;
        while (statement->step().valueOr(false))
            plan.append(statement->text(isPostgresql ? 0 : 3));
        if (isPostgresql)
            std::ignore = m_connection->execute(
                QStringLiteral("RESET enable_seqscan; RESET enable_bitmapscan; RESET enable_sort"));
        return plan.join(QLatin1Char('\n'));
    }

    static bool says(const QString &plan, const char *sqlite, const char *postgresql)
    {
        return plan.contains(QLatin1String(test::testdatabase::isPostgresql() ? postgresql : sqlite));
    }
    static bool readsAnIndexAlone(const QString &plan) { return says(plan, "USING COVERING INDEX", "Index Only Scan"); }
    static bool searches(const QString &plan) { return says(plan, "SEARCH t USING", "Index Cond:"); }
    static bool sorts(const QString &plan) { return says(plan, "TEMP B-TREE", "Sort"); }

    const RegistryPointer m_registry = test::registry();
    std::unique_ptr<Connection> m_connection;
};

QTEST_APPLESS_MAIN(TestQueryBuilder)
#include "tst_querybuilder.moc"
