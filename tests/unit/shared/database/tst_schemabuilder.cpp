// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/database/connection.h"
#include "shared/database/schemabuilder.h"
#include "tests/support/testdatabase.h"
#include "tests/support/testregistry.h"

#include <QTest>

using namespace tandem;

class TestSchemaBuilder : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_connection = test::testdatabase::empty(); }

    void aSecondApplicationHasNothingToDo()
    {
        QVERIFY(builder().apply(*m_connection, *test::registry()).ok());
        const QStringList once = schema();
        QVERIFY(!once.isEmpty());
        QVERIFY(builder().apply(*m_connection, *test::registry()).ok());
        QCOMPARE(schema(), once);
    }

    void anUpgradeEndsWhereAFreshSchemaDoes()
    {
        const auto before = test::registry();
        const auto after = grown();
        execute(builder().create(*before));
        const auto steps = builder().upgrade(*before, *after);
        QVERIFY(steps.ok());
        execute(*steps);
        const QStringList upgraded = schema();

        m_connection = test::testdatabase::empty();
        QVERIFY(builder().apply(*m_connection, *before).ok());
        QVERIFY(builder().apply(*m_connection, *after).ok());
        QCOMPARE(schema(), upgraded);

        m_connection = test::testdatabase::empty();
        execute(builder().create(*after));
        QCOMPARE(names(schema()), names(upgraded));
    }

    void whatStaysAsItIsIsNotLookedAt()
    {
        const auto before = test::registry();
        QVERIFY(builder().apply(*m_connection, *before).ok());
        execute({QStringLiteral("DROP INDEX \"sx_deal_name\"")});
        const QStringList without = schema();
        QVERIFY(builder().applyChanges(*m_connection, *before, *before).ok());
        QCOMPARE(schema(), without);
        QVERIFY(builder().applyChanges(*m_connection, *before, *grown()).ok());
        const QStringList changed = schema();

        m_connection = test::testdatabase::empty();
        QVERIFY(builder().apply(*m_connection, *before).ok());
        QVERIFY(builder().apply(*m_connection, *grown()).ok());
        QCOMPARE(names(changed), names(schema()));
    }

    void rowsSurviveAnUpgrade()
    {
        execute(builder().create(*test::registry()));
        execute({QStringLiteral("INSERT INTO deal (id, name) VALUES (x'01', 'kept')")});
        QVERIFY(builder().apply(*m_connection, *grown()).ok());
        auto statement = m_connection->prepare(QStringLiteral("SELECT name, budget, budget_currency FROM deal"));
        QVERIFY(statement.ok() && statement->step().valueOr(false));
        QCOMPARE(statement->text(0), QStringLiteral("kept"));
        QVERIFY(statement->isNull(1) && statement->isNull(2));
    }

    void anIndexThatIsNoLongerWantedGoes()
    {
        const auto plain = changed([](EntityDef &deal) { deal.fields[7].indexed = false; });
        execute(builder().create(*test::registry()));
        const auto steps = builder().upgrade(*test::registry(), *plain);
        QCOMPARE(*steps, QStringList{QStringLiteral("DROP INDEX \"sx_deal_name\"")});
        QVERIFY(schema().filter(QStringLiteral("\"sx_deal_name\"")).size() == 1);
        QVERIFY(builder().apply(*m_connection, *plain).ok());
        QVERIFY(schema().filter(QStringLiteral("\"sx_deal_name\"")).isEmpty());
    }

    /// As a build before the order of people left it: the index of a text sorted by bytes.
    void anIndexInTheOldOrderIsMadeAnew()
    {
        execute(builder().create(*test::registry()));
        execute({QStringLiteral("DROP INDEX \"sx_deal_name\""),
            QStringLiteral("CREATE INDEX \"ix_deal_name\" ON \"deal\" (\"name\", \"id\", \"deleted_at\") "
                           "WHERE \"deleted_at\" IS NULL"),
            QStringLiteral("INSERT INTO deal (id, name) VALUES (x'01', '张三'), (x'02', 'apple'), (x'03', '阿里')")});
        QVERIFY(builder().apply(*m_connection, *test::registry()).ok());
        QVERIFY(schema().filter(QStringLiteral("\"ix_deal_name\"")).isEmpty());
        QVERIFY(schema().filter(QStringLiteral("\"sx_deal_name\"")).size() == 1);
        // SQLite refuses it if that index cannot serve it; PostgreSQL has no such words.
        const QString index =
            test::testdatabase::isPostgresql() ? QString() : QStringLiteral("INDEXED BY sx_deal_name");
        auto names = m_connection->prepare(
            QStringLiteral("SELECT name FROM deal %1 WHERE deleted_at IS NULL ORDER BY name COLLATE tandem")
                .arg(index));
        QStringList found;
        while (names->step().valueOr(false))
            found.append(names->text(0));
        QCOMPARE(found, (QStringList{QStringLiteral("阿里"), QStringLiteral("张三"), QStringLiteral("apple")}));
    }

    void uniqueTextsHaveAnIndexForTheirOrderToo()
    {
        execute(builder().create(*test::registry()));
        QCOMPARE(schema().filter(QStringLiteral("\"ux_deal_code\"")).size(), 1);
        QCOMPARE(schema().filter(QStringLiteral("\"sx_deal_code\"")).size(), 1);
        execute({QStringLiteral("INSERT INTO deal (id, code) VALUES (x'01', 'A 1'), (x'02', 'A 01')")});
    }

    void aColumnNeverChangesItsType()
    {
        const auto other = changed([](EntityDef &deal) { deal.fields[7].type = FieldType::Integer; });
        const auto steps = builder().upgrade(*test::registry(), *other);
        QVERIFY(!steps.ok());
        QCOMPARE(steps.error().reason, QStringLiteral("columnTypeChanged"));
        QCOMPARE(steps.error().field, QStringLiteral("deal.name"));
        const auto renamed = changed([](EntityDef &deal) { deal.table = QStringLiteral("other"); });
        QCOMPARE(builder().upgrade(*test::registry(), *renamed).error().reason, QStringLiteral("tableRenamed"));
    }

    void deletedFieldsKeepTheirColumn()
    {
        const auto without = changed([](EntityDef &deal) { deal.fields[7].deleted = true; });
        execute(builder().create(*test::registry()));
        QCOMPARE(*builder().upgrade(*test::registry(), *without),
            QStringList{QStringLiteral("DROP INDEX \"sx_deal_name\"")});
    }

    void theLivingAreUniqueAndTheDeletedAreNot()
    {
        execute(builder().create(*test::registry()));
        execute({QStringLiteral("INSERT INTO deal (id, code, deleted_at) VALUES (x'01', 'A', 5)"),
            QStringLiteral("INSERT INTO deal (id, code) VALUES (x'02', 'A')"),
            QStringLiteral("INSERT INTO deal (id) VALUES (x'03')"),
            QStringLiteral("INSERT INTO deal (id) VALUES (x'04')")});
        const auto second =
            m_connection->execute(withIds(QStringLiteral("INSERT INTO deal (id, code) VALUES (x'05', 'A')")));
        QVERIFY(!second.ok());
        QCOMPARE(second.error().field, QStringLiteral("code"));
    }

    void aReplicaMayHoldTwo()
    {
        const SchemaBuilder replica(m_connection->dialect(), SchemaBuilder::Uniqueness::NotEnforced);
        execute(replica.create(*test::registry()));
        execute({QStringLiteral("INSERT INTO deal (id, code) VALUES (x'01', 'A')"),
            QStringLiteral("INSERT INTO deal (id, code) VALUES (x'02', 'A')")});
    }

    void aValueOfTheWrongKindIsRefused()
    {
        execute(builder().create(*test::registry()));
        QVERIFY(!m_connection->execute(withIds(QStringLiteral("INSERT INTO deal (id, visits) VALUES (x'01', 'many')")))
                     .ok());
    }

private:
    SchemaBuilder builder() const { return {m_connection->dialect(), SchemaBuilder::Uniqueness::Enforced}; }

    static RegistryPointer changed(const std::function<void(EntityDef &)> &change)
    {
        EntityDef deal = test::dealEntity();
        change(deal);
        return std::make_shared<const Registry>(std::vector<EntityDef>{deal, test::personEntity()}, 1);
    }

    /// Two fields and an entity more, and one more index.
    static RegistryPointer grown()
    {
        EntityDef deal = test::dealEntity();
        deal.fields[7 + (test::deal::won - test::deal::name)].indexed = true;
        deal.fields.push_back(test::field(10'000, QStringLiteral("budget"), FieldType::Money));
        deal.fields.push_back(test::field(10'001, QStringLiteral("partner"), FieldType::Link));
        return std::make_shared<const Registry>(std::vector<EntityDef>{deal, test::personEntity(),
                                                    test::entity(10'000, QStringLiteral("vehicle"),
                                                        {test::field(20, QStringLiteral("plate"), FieldType::Text)})},
            1);
    }

    /// Bytes are written x'01' here, which PostgreSQL spells '\x01'.
    static QString withIds(QString sql)
    {
        return test::testdatabase::isPostgresql() ? sql.replace(QLatin1String(" (x'"), QLatin1String(" ('\\x")) : sql;
    }

    void execute(const QStringList &statements)
    {
        for (const QString &statement : statements) {
            const auto done = m_connection->execute(withIds(statement));
            QVERIFY2(done.ok(), qPrintable(done.ok() ? QString() : done.error().toLog()));
        }
    }

    QStringList schema()
    {
        QStringList all;
        const QString sqlite = QStringLiteral("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name");
        const QString postgresql = QStringLiteral(
            "SELECT table_name || ' ' || column_name || ' ' || data_type FROM information_schema.columns WHERE "
            "table_schema = current_schema() UNION ALL SELECT '\"' || indexname || '\" ' || replace(indexdef, "
            "schemaname, "
            "'') FROM pg_indexes WHERE schemaname = current_schema() ORDER BY 1");
        auto statement = m_connection->prepare(test::testdatabase::isPostgresql() ? postgresql : sqlite);
        while (statement->step().valueOr(false))
            all.append(statement->text(0));
        return all;
    }

    /// "CREATE INDEX "x"": what an ALTER TABLE writes differs from a fresh table in its spaces only.
    static QStringList names(const QStringList &statements)
    {
        QStringList result;
        for (const QString &statement : statements) {
            QString plain = statement;
            result.append(plain.remove(QLatin1Char(' ')));
        }
        return result;
    }

    std::unique_ptr<Connection> m_connection;
};

QTEST_APPLESS_MAIN(TestSchemaBuilder)
#include "tst_schemabuilder.moc"
