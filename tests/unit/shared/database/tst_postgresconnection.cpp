// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/base/textorder.h"
#include "shared/database/postgresql/linewatch.h"
#include "shared/database/transaction.h"
#include "tests/support/testdatabase.h"

#include <QTest>

#include <thread>

using namespace tandem;

namespace {

/// While it exists, no line outlives a commit.
class BreakAtCommit final : public LineWatch
{
public:
    explicit BreakAtCommit(Fate fate)
        : m_fate(fate)
    {
        watchLines(this);
    }
    ~BreakAtCommit() override { watchLines(nullptr); }
    BreakAtCommit(const BreakAtCommit &) = delete;
    BreakAtCommit &operator=(const BreakAtCommit &) = delete;

    Fate fateOf(const QByteArray &sql, const DatabaseAddress &) override
    {
        return sql == "COMMIT" ? m_fate : Fate::Arrives;
    }
    bool connects(const DatabaseAddress &) override { return true; }

private:
    const Fate m_fate;
};

}

/// What PostgreSQL does otherwise than SQLite, and what must be the same in spite of it.
class TestPostgresConnection : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_address = {test::testdatabase::urlOfFolder(toText(newRecordId()))};
        m_connection = test::testdatabase::connect(m_address);
        execute(QStringLiteral("CREATE TABLE t (a BIGINT PRIMARY KEY, b BYTEA, c TEXT COLLATE \"C\")"));
    }

    void everyKindOfValueComesBack()
    {
        const RecordId id = namedRecordId(QStringLiteral("x"));
        // Once by itself, then prepared.
        for (int i = 0; i < 3; ++i) {
            auto statement = m_connection->prepare(QStringLiteral("SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7"));
            statement->bind(1, qint64(-5))
                .bind(2, 0.5)
                .bind(3, QStringLiteral("同行"))
                .bind(4, id)
                .bind(5, Value(QStringList{QStringLiteral("b"), QStringLiteral("a\"")}))
                .bind(6, RecordId())
                .bind(7, QString());
            QVERIFY(statement->step().valueOr(false));
            QCOMPARE(statement->integer(0), -5);
            QVERIFY(statement->backend().isInteger(0) && !statement->backend().isInteger(1));
            QCOMPARE(statement->real(1), 0.5);
            QCOMPARE(statement->text(2), QStringLiteral("同行"));
            QCOMPARE(statement->id(3), id);
            QCOMPARE(statement->text(4), QStringLiteral("[\"a\\\"\",\"b\"]"));
            QVERIFY(statement->isNull(5));
            QVERIFY(!statement->isNull(6));
            QCOMPARE(statement->text(6), QString());
            QVERIFY(!statement->step().valueOr(true));
        }
    }

    void aPlaceMayTakeAnotherKindEachTime()
    {
        const QString sql = QStringLiteral("SELECT ?1, ?1 IS NULL");
        const std::vector<Value> values{qint64(7), 1.5, QStringLiteral("x"), Value(), qint64(8), Value(), 2.5};
        for (const Value &value : values) {
            auto statement = m_connection->prepare(sql);
            QVERIFY2(statement->bind(1, value).step().valueOr(false), qPrintable(value.toDebug()));
            QCOMPARE(statement->isNull(0), value.isNull());
            if (value.kind() == Value::Kind::Real)
                QCOMPARE(statement->real(0), value.toReal());
            else
                QCOMPARE(statement->text(0),
                    value.kind() == Value::Kind::Text
                        ? value.toText()
                        : (value.isNull() ? QString() : QString::number(value.toInteger())));
        }
    }

    void sumsAreNumbers_data()
    {
        QTest::addColumn<QString>("sql");
        QTest::addColumn<qint64>("whole");
        QTest::addColumn<double>("real");
        QTest::addColumn<bool>("isInteger");
        QTest::newRow("nothing") << "0" << qint64(0) << 0.0 << true;
        QTest::newRow("one") << "1" << qint64(1) << 1.0 << true;
        QTest::newRow("zeros") << "120000000" << qint64(120'000'000) << 120'000'000.0 << true;
        QTest::newRow("negative") << "-9223372036854775807" << -std::numeric_limits<qint64>::max()
                                  << -9223372036854775807.0 << true;
        QTest::newRow("decimals") << "-1234567.0625" << qint64(-1'234'567) << -1234567.0625 << false;
        QTest::newRow("small") << "0.000001" << qint64(0) << 0.000001 << false;
    }

    void sumsAreNumbers()
    {
        QFETCH(QString, sql);
        auto statement = m_connection->prepare(QStringLiteral("SELECT CAST('%1' AS NUMERIC)").arg(sql));
        QVERIFY(statement->step().valueOr(false));
        QTEST(statement->integer(0), "whole");
        QTEST(statement->real(0), "real");
        QTEST(statement->backend().isInteger(0), "isInteger");
        QCOMPARE(statement->text(0), sql);
    }

    void textIsSortedAsInMemory()
    {
        makeOrder();
        const QStringList texts{QStringLiteral("Zebra"), QStringLiteral("apple"), QStringLiteral("Item 10"),
            QStringLiteral("Item 9"), QStringLiteral("张三"), QStringLiteral("阿里"), QStringLiteral("重庆"),
            QStringLiteral("élan"), QStringLiteral("Elan"), QStringLiteral("010-4444"), QStringLiteral("a b"),
            QStringLiteral("ab"), QStringLiteral("item 009"), QStringLiteral("#1"), QString()};
        for (qsizetype i = 0; i < texts.size(); ++i) {
            auto statement = m_connection->prepare(QStringLiteral("INSERT INTO t (a, c) VALUES (?1, ?2)"));
            QVERIFY(statement->bind(1, int(i)).bind(2, texts[i]).run().ok());
        }
        auto sorted = m_connection->prepare(QStringLiteral("SELECT c FROM t ORDER BY c COLLATE \"tandem\""));
        QStringList found;
        while (sorted->step().valueOr(false))
            found.append(sorted->text(0));
        QCOMPARE(found.size(), texts.size());
        for (qsizetype i = 1; i < found.size(); ++i)
            QVERIFY2(textOrder().compare(found[i - 1], found[i]) <= 0, qPrintable(found[i - 1] + u'|' + found[i]));
    }

    void anotherIcuOfTheServerHasTheIndexesSortedAgain()
    {
        makeOrder();
        execute(QStringLiteral("CREATE INDEX sx_t ON t (c COLLATE \"tandem\")"));
        const QString file =
            QStringLiteral("SELECT CAST(relfilenode AS TEXT) FROM pg_class WHERE oid = to_regclass('sx_t')");
        const QString before = text(file);
        execute(m_connection->dialect().prepareSchema());
        QCOMPARE(text(file), before);
        execute(QStringLiteral("UPDATE pg_collation SET collversion = '0' WHERE collname = 'tandem' "
                               "AND collnamespace = to_regnamespace(current_schema())"));
        execute(m_connection->dialect().prepareSchema());
        QVERIFY(text(file) != before);
        QVERIFY(text(QStringLiteral("SELECT collversion FROM pg_collation WHERE collname = 'tandem' "
                                    "AND collnamespace = to_regnamespace(current_schema())"))
            != QLatin1String("0"));
    }

    void aLockIsOneConnectionsUntilItIsGone()
    {
        auto other = openDatabase(m_address);
        QVERIFY(other.ok());
        const auto said = [](Connection &connection, const QString &sql) {
            auto statement = connection.prepare(sql);
            return statement->bind(1, QStringLiteral("x")).step().valueOr(false) && statement->integer(0) != 0;
        };
        const Dialect &dialect = m_connection->dialect();
        QVERIFY(said(**other, dialect.tryLock()));
        QVERIFY(!said(*m_connection, dialect.tryLock()));
        QVERIFY(said(**other, dialect.unlock()));
        QVERIFY(said(*m_connection, dialect.tryLock()));
        QVERIFY(said(*m_connection, dialect.unlock()));
        QVERIFY(said(**other, dialect.tryLock()));
        other->reset();
        QTRY_VERIFY(said(*m_connection, dialect.tryLock()));
    }

    void rowsStayWhileOtherStatementsRun()
    {
        insert(1);
        insert(2);
        auto outer = m_connection->prepare(QStringLiteral("SELECT a FROM t ORDER BY a"));
        QVERIFY(outer->step().valueOr(false));
        insert(3);
        QCOMPARE(outer->integer(0), 1);
        QVERIFY(outer->step().valueOr(false));
        QCOMPARE(outer->integer(0), 2);
        QVERIFY(!outer->step().valueOr(true));
        execute(QStringLiteral("UPDATE t SET c = 'x' WHERE a > 1"));
        QCOMPARE(m_connection->changedRows(), 2);
    }

    void thousandsOfDifferentStatementsKeepWorking()
    {
        for (int i = 0; i < 1'000; ++i) {
            for (int again = 0; again < 2; ++again) {
                auto statement = m_connection->prepare(QStringLiteral("SELECT %1").arg(i));
                QVERIFY(statement->step().valueOr(false));
                QCOMPARE(statement->integer(0), i);
            }
        }
        auto kept = m_connection->prepare(QStringLiteral("SELECT count(*) FROM pg_prepared_statements"));
        QVERIFY(kept->step().valueOr(false));
        QVERIFY2(kept->integer(0) <= 500, qPrintable(kept->text(0)));
    }

    void whatIsTakenOrMissingNamesItsColumn()
    {
        execute(QStringLiteral("CREATE TABLE u (\"user\" TEXT UNIQUE, n BIGINT NOT NULL)"));
        execute(QStringLiteral("INSERT INTO u VALUES ('x', 1)"));
        const Error taken = errorOf(QStringLiteral("INSERT INTO u VALUES ('x', 1)"));
        QCOMPARE(taken.code, ErrorCode::Conflict);
        QCOMPARE(taken.reason, QStringLiteral("notUnique"));
        QCOMPARE(taken.field, QStringLiteral("user"));
        const Error missing = errorOf(QStringLiteral("INSERT INTO u VALUES ('y', NULL)"));
        QCOMPARE(missing.code, ErrorCode::Invalid);
        QCOMPARE(missing.reason, QStringLiteral("required"));
        QCOMPARE(missing.field, QStringLiteral("n"));
    }

    /// Somebody's filter may arrive at such a number; that is no fault of the server.
    void aNumberThatDoesNotFitIsRefused()
    {
        const Error tooLarge = errorOf(QStringLiteral("SELECT 9223372036854775807 + 1"));
        QCOMPARE(tooLarge.code, ErrorCode::Invalid);
        QCOMPARE(tooLarge.reason, QStringLiteral("outOfRange"));
    }

    void aReadOnlyConnectionReadsButDoesNotWrite()
    {
        insert(1);
        DatabaseAddress address = m_address;
        address.mode = DatabaseAddress::Mode::ReadOnly;
        const auto reader = openDatabase(address);
        QVERIFY(reader.ok());
        auto statement = (*reader)->prepare(QStringLiteral("SELECT a FROM t"));
        QVERIFY(statement->step().valueOr(false));
        const auto written = (*reader)->execute(QStringLiteral("INSERT INTO t VALUES (3)"));
        QVERIFY(!written.ok());
        QCOMPARE(written.error().code, ErrorCode::Unavailable);
        QCOMPARE(written.error().reason, QStringLiteral("databaseReadOnly"));
    }

    void badSqlIsAnErrorWithItsText()
    {
        const Error error = errorOf(QStringLiteral("SELECT nonsense FROM t"));
        QCOMPARE(error.code, ErrorCode::Internal);
        QVERIFY(error.detail.contains(QLatin1String("nonsense")));
        auto two = m_connection->prepare(QStringLiteral("SELECT 1; DROP TABLE t"));
        QVERIFY(!two->step().ok());
        insert(1);
    }

    void aFailedStatementIsTakenBackByItsSavepointAlone()
    {
        auto outer = Transaction::begin(*m_connection);
        insert(1);
        {
            auto inner = Transaction::begin(*m_connection);
            insert(2);
            QVERIFY(!tryInsert(1).ok());
        }
        insert(3);
        QVERIFY(outer->commit().ok());
        QCOMPARE(count(), 2);
    }

    void aCommitAfterAFailureSaysThatNothingWasKept()
    {
        auto transaction = Transaction::begin(*m_connection);
        insert(1);
        QVERIFY(!tryInsert(1).ok());
        const auto committed = transaction->commit();
        QVERIFY(!committed.ok());
        QCOMPARE(committed.error().reason, QStringLiteral("rolledBack"));
        QVERIFY(!m_connection->inTransaction());
        QCOMPARE(count(), 0);
    }

    void whoComesTooLateIsToldThatItIsLocked()
    {
        insert(1);
        const auto other = openDatabase(m_address);
        const QString begin = QStringLiteral("BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT * FROM t");
        execute(begin);
        QVERIFY((*other)->execute(begin).ok());
        QVERIFY((*other)->execute(QStringLiteral("UPDATE t SET c = 'other'; COMMIT")).ok());
        const Error late = errorOf(QStringLiteral("UPDATE t SET c = 'mine'"));
        QCOMPARE(late.code, ErrorCode::Unavailable);
        QCOMPARE(late.reason, QStringLiteral("databaseLocked"));
    }

    void aCutLineIsMadeAnew()
    {
        insert(1);
        QCOMPARE(count(), 1);
        cut();
        auto first = m_connection->prepare(QStringLiteral("SELECT 1"));
        const auto lost = first->step();
        QVERIFY(!lost.ok());
        QCOMPARE(lost.error().code, ErrorCode::Unavailable);
        QCOMPARE(lost.error().reason, QStringLiteral("connectionLost"));
        QCOMPARE(count(), 1);
        insert(2);
        QCOMPARE(count(), 2);
    }

    void nothingOfATransactionHappensOutsideOfIt()
    {
        {
            auto outer = Transaction::begin(*m_connection);
            insert(1);
            cut();
            QCOMPARE(tryInsert(2).error().reason, QStringLiteral("connectionLost"));
            QVERIFY(m_connection->inTransaction());
            QVERIFY(!Transaction::begin(*m_connection).ok());
            QCOMPARE(tryInsert(3).error().reason, QStringLiteral("connectionLost"));
            QVERIFY(!outer->commit().ok());
        }
        QVERIFY(!m_connection->inTransaction());
        QCOMPARE(count(), 0);
        auto next = Transaction::begin(*m_connection);
        insert(4);
        QVERIFY(next->commit().ok());
        QCOMPARE(count(), 1);
    }

    void aLineThatIsCutBeforeTheRollbackIsMadeAnew()
    {
        {
            const auto transaction = Transaction::begin(*m_connection);
            insert(1);
            cut();
        }
        QVERIFY(!m_connection->inTransaction());
        QCOMPARE(count(), 0);
        insert(2);
        QCOMPARE(count(), 1);
    }

    void theAnswerToACommitMayBeLost_data()
    {
        QTest::addColumn<bool>("arrives");
        QTest::newRow("the line breaks before it") << false;
        QTest::newRow("the line breaks behind it") << true;
    }
    void theAnswerToACommitMayBeLost()
    {
        QFETCH(bool, arrives);
        {
            auto transaction = Transaction::begin(*m_connection);
            insert(1);
            const BreakAtCommit line(arrives ? LineWatch::Fate::AnswerLost : LineWatch::Fate::Lost);
            const auto committed = transaction->commit();
            QVERIFY(!committed.ok());
            QCOMPARE(committed.error().reason, QStringLiteral("connectionLost"));
        }
        QVERIFY(!m_connection->inTransaction());
        QCOMPARE(count(), arrives ? 1 : 0);
    }

    void aLongQueryEndsWhenItIsInterrupted()
    {
        auto statement = m_connection->prepare(
            QStringLiteral("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n"));
        std::atomic_bool ended = false;
        std::thread other([&] {
            // Again and again, because an interrupt before the first step would have nothing to end.
            while (!ended) {
                m_connection->interrupt();
                std::this_thread::yield();
            }
        });
        const auto stepped = statement->step();
        ended = true;
        other.join();
        QVERIFY(!stepped.ok());
        QCOMPARE(stepped.error().code, ErrorCode::Cancelled);
    }

    void ofSeveralServersTheOneThatTakesChangesIsFound()
    {
        const QString several = QString(m_address.url).replace(QLatin1String("host="), QLatin1String("host=/nowhere,"));
        QVERIFY(several != m_address.url);
        const auto found = openDatabase({several, DatabaseAddress::Mode::ReadOnly});
        QVERIFY2(found.ok(), qPrintable(found.ok() ? QString() : found.error().toLog()));
        QCOMPARE((*found)->server(), m_connection->server());

        const QString readOnly = QStringLiteral("%20-cdefault_transaction_read_only%3Don"); // as a standby is
        const auto none = openDatabase({several + readOnly});
        QVERIFY(!none.ok());
        QCOMPARE(none.error().code, ErrorCode::Unavailable);
        QCOMPARE(none.error().reason, QStringLiteral("noPrimary"));
        QVERIFY(openDatabase({several + readOnly + QStringLiteral("&target_session_attrs=any")}).ok());
        QVERIFY(openDatabase({m_address.url + readOnly}).ok());
    }

private:
    void makeOrder()
    {
        for (const QString &sql : m_connection->dialect().collations())
            execute(sql);
    }
    QString text(const QString &sql)
    {
        auto statement = m_connection->prepare(sql);
        return statement->step().valueOr(false) ? statement->text(0) : QString();
    }
    void execute(const QString &sql)
    {
        const auto done = m_connection->execute(sql);
        QVERIFY2(done.ok(), qPrintable(done.ok() ? QString() : done.error().toLog()));
    }
    Error errorOf(const QString &sql)
    {
        auto statement = m_connection->prepare(sql);
        const auto stepped = statement->step();
        return stepped.ok() ? Error() : stepped.error();
    }
    Result<void> tryInsert(int value)
    {
        auto statement = m_connection->prepare(QStringLiteral("INSERT INTO t (a) VALUES (?1)"));
        return statement->bind(1, value).run();
    }
    void insert(int value)
    {
        const auto done = tryInsert(value);
        QVERIFY2(done.ok(), qPrintable(done.ok() ? QString() : done.error().toLog()));
    }
    qint64 count()
    {
        auto statement = m_connection->prepare(QStringLiteral("SELECT count(*) FROM t"));
        return statement->step().valueOr(false) ? statement->integer(0) : -1;
    }
    /// As a restart of the server or a broken cable does it.
    void cut()
    {
        auto statement = m_connection->prepare(QStringLiteral("SELECT pg_backend_pid()"));
        QVERIFY(statement->step().valueOr(false));
        const auto other = openDatabase(m_address);
        auto kill = (*other)->prepare(QStringLiteral("SELECT pg_terminate_backend(CAST(?1 AS INTEGER), 10000)"));
        QVERIFY(kill->bind(1, statement->integer(0)).step().valueOr(false));
    }

    DatabaseAddress m_address;
    std::unique_ptr<Connection> m_connection;
};

QTEST_GUILESS_MAIN(TestPostgresConnection)
#include "tst_postgresconnection.moc"
