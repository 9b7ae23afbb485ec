// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/database/connection.h"
#include "shared/database/migrator.h"
#include "tests/support/testdatabase.h"

#include <QTest>

using namespace tandem;

class TestMigrator : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_connection = test::testdatabase::empty(); }

    void eachStepRunsOnce()
    {
        QCOMPARE(Migrator::version(*m_connection).valueOr(-1), 0);
        QVERIFY(Migrator({first()}).run(*m_connection).ok());
        QVERIFY(Migrator({first()}).run(*m_connection).ok());
        QCOMPARE(Migrator::version(*m_connection).valueOr(-1), 1);
        QVERIFY(Migrator({first(), second()}).run(*m_connection).ok());
        QCOMPARE(Migrator::version(*m_connection).valueOr(-1), 2);
        QVERIFY(m_connection->execute(QStringLiteral("INSERT INTO a VALUES (1, 2)")).ok());
    }

    void aFailedStepLeavesTheOneBefore()
    {
        const MigrationStep broken = sqlStep(2,
            {QStringLiteral("ALTER TABLE a ADD COLUMN y INTEGER"), QStringLiteral("INSERT INTO nowhere VALUES (1)")});
        QVERIFY(!Migrator({first(), broken}).run(*m_connection).ok());
        QCOMPARE(Migrator::version(*m_connection).valueOr(-1), 1);
        QVERIFY(!m_connection->inTransaction());
        QVERIFY(Migrator({first(), second()}).run(*m_connection).ok());
    }

    void aNewerDatabaseIsRefused()
    {
        QVERIFY(Migrator({first(), second()}).run(*m_connection).ok());
        const auto older = Migrator({first()}).run(*m_connection);
        QVERIFY(!older.ok());
        QCOMPARE(older.error().code, ErrorCode::Unsupported);
        QCOMPARE(older.error().reason, QStringLiteral("newerDatabase"));
    }

private:
    static MigrationStep first() { return sqlStep(1, {QStringLiteral("CREATE TABLE a (x INTEGER)")}); }
    static MigrationStep second() { return sqlStep(2, {QStringLiteral("ALTER TABLE a ADD COLUMN y INTEGER")}); }

    std::unique_ptr<Connection> m_connection;
};

QTEST_APPLESS_MAIN(TestMigrator)
#include "tst_migrator.moc"
