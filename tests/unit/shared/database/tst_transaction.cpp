// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/database/transaction.h"
#include "tests/support/testdatabase.h"

#include <QTemporaryDir>
#include <QTest>

using namespace tandem;

class TestTransaction : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        const QString path = m_folder.filePath(QStringLiteral("%1.db").arg(++m_count));
        m_address = {test::testdatabase::isPostgresql() ? test::testdatabase::urlOfFolder(path) : path};
        m_connection = test::testdatabase::connect(m_address);
        QVERIFY(m_connection->execute(QStringLiteral("CREATE TABLE t (a INTEGER)")).ok());
    }

    void leavingWithoutCommitTakesEverythingBack()
    {
        {
            auto transaction = Transaction::begin(*m_connection);
            QVERIFY(transaction.ok());
            insert(1);
        }
        QCOMPARE(sum(), 0);
        auto transaction = Transaction::begin(*m_connection);
        insert(1);
        QVERIFY(transaction->commit().ok());
        QVERIFY(!m_connection->inTransaction());
        QCOMPARE(sum(), 1);
    }

    void innerOnesRollBackAlone()
    {
        auto outer = Transaction::begin(*m_connection);
        insert(1);
        {
            auto dropped = Transaction::begin(*m_connection);
            insert(10);
            {
                auto innermost = Transaction::begin(*m_connection);
                insert(100);
                QVERIFY(innermost->commit().ok());
            }
        }
        {
            auto kept = Transaction::begin(*m_connection);
            insert(1'000);
            {
                auto dropped = Transaction::begin(*m_connection);
                insert(10'000);
            }
            QVERIFY(kept->commit().ok());
        }
        QVERIFY(outer->commit().ok());
        QCOMPARE(sum(), 1'001);
    }

    void anOuterRollbackTakesCommittedInnerOnesWithIt()
    {
        {
            auto outer = Transaction::begin(*m_connection);
            auto inner = Transaction::begin(*m_connection);
            insert(1);
            QVERIFY(inner->commit().ok());
        }
        QCOMPARE(sum(), 0);
    }

    void aReadTransactionSeesOneStateFromItsBeginning()
    {
        m_address.mode = DatabaseAddress::Mode::ReadOnly;
        const auto reader = openDatabase(m_address);
        QVERIFY(reader.ok());
        auto reading = Transaction::begin(**reader, Transaction::Kind::Read);
        QVERIFY(reading.ok());
        insert(5);
        QCOMPARE(sumOf(**reader), 0);
        reading->rollback();
        QCOMPARE(sumOf(**reader), 5);
    }

    void aFullDiskEndsItAndSaysSo()
    {
        if (test::testdatabase::isPostgresql())
            QSKIP("its disk is its server's");
        QVERIFY(m_connection->execute(QStringLiteral("PRAGMA max_page_count = 4")).ok());
        auto outer = Transaction::begin(*m_connection);
        insert(1);
        auto filled = m_connection->execute(
            QStringLiteral("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000) "
                           "INSERT INTO t SELECT i FROM n"));
        QVERIFY(!filled.ok());
        QCOMPARE(filled.error().reason, QStringLiteral("diskFull"));
        if (!m_connection->inTransaction()) {
            const auto committed = outer->commit();
            QVERIFY(!committed.ok());
            QCOMPARE(committed.error().reason, QStringLiteral("rolledBack"));
        } else {
            outer->rollback();
        }
        QVERIFY(!m_connection->inTransaction());
        QCOMPARE(sum(), 0);
    }

private:
    void insert(int value)
    {
        auto statement = m_connection->prepare(QStringLiteral("INSERT INTO t VALUES (?1)"));
        QVERIFY(statement->bind(1, value).run().ok());
    }
    static qint64 sumOf(Connection &connection)
    {
        auto statement = connection.prepare(QStringLiteral("SELECT sum(a) FROM t"));
        return statement->step().valueOr(false) ? statement->integer(0) : -1;
    }
    qint64 sum() { return sumOf(*m_connection); }

    QTemporaryDir m_folder;
    int m_count = 0;
    DatabaseAddress m_address;
    std::unique_ptr<Connection> m_connection;
};

QTEST_APPLESS_MAIN(TestTransaction)
#include "tst_transaction.moc"
