// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "dealtable.h"

using namespace tandem;

/// In which order rows come, and what it costs.
class TestSortedQueries : public DealTable
{
    Q_OBJECT

private slots:
    void initTestCase() { setUp(); }

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

private:
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
};

QTEST_APPLESS_MAIN(TestSortedQueries)
#include "tst_sortedqueries.moc"
