// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "dealtable.h"

using namespace tandem;

/// Filters, pages, sight and sums.
class TestQueryBuilder : public DealTable
{
    Q_OBJECT

private slots:
    void initTestCase() { setUp(); }

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

    void namedRecordsAreFilteredLikeAll()
    {
        RecordQuery query = all();
        query.deleted = RecordQuery::Deleted::With;
        query.only = {idOf(7), idOf(2), RecordId::createUuid()};
        QVERIFY(run(query) == (std::vector<RecordId>{idOf(2), idOf(7)}));
        query.only = {idOf(2), idOf(3)};
        query.filter = *parseExpression(QStringLiteral("visits = 1 or visits != 1"));
        query.after = PagePosition{{}, idOf(2)};
        QVERIFY(run(query) == std::vector<RecordId>{idOf(3)});
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
        query.sort = {{QStringLiteral("name"), false}}; // a text
        QCOMPARE(builder.ids(query).error().reason, QStringLiteral("badPosition"));
        QCOMPARE(
            builder.aggregate(all(), QStringLiteral("drop"), {}, {}).error().reason, QStringLiteral("unknownFunction"));
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
    void addKey(int row, AudienceKey key)
    {
        auto statement = m_connection->prepare(QStringLiteral("INSERT INTO audience VALUES (?1, ?2, ?3)"));
        QVERIFY(statement->bind(1, test::deal::number).bind(2, idOf(row)).bind(3, key).run().ok());
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
};

QTEST_APPLESS_MAIN(TestQueryBuilder)
#include "tst_querybuilder.moc"
