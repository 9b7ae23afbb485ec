// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/base/textorder.h"
#include "shared/database/connection.h"
#include "shared/database/transaction.h"

#include <QFile>
#include <QFileInfo>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

#include <thread>

using namespace tandem;

class TestConnection : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_path = m_folder->filePath(QStringLiteral("test.db"));
        auto opened = Connection::open({m_path});
        QVERIFY(opened.ok());
        m_connection = *std::move(opened);
        QVERIFY(m_connection->execute(QStringLiteral("CREATE TABLE t (a, b)")).ok());
    }

    void cleanup() { m_connection.reset(); }

    void writesAheadAndWaitsForTheDisk()
    {
        QCOMPARE(text(QStringLiteral("PRAGMA journal_mode")), QStringLiteral("wal"));
        QCOMPARE(text(QStringLiteral("PRAGMA synchronous")), QStringLiteral("2"));
        const auto normal =
            Connection::open({m_path, DatabaseAddress::Mode::ReadWrite, DatabaseAddress::Durability::Normal});
        QVERIFY(normal.ok());
        auto statement = (*normal)->prepare(QStringLiteral("PRAGMA synchronous"));
        QVERIFY(statement->step().valueOr(false));
        QCOMPARE(statement->integer(0), 1);
    }

    void theOrderOfPeopleIsThere()
    {
        QVERIFY(m_connection->execute(QStringLiteral("INSERT INTO t (b) VALUES ('Acme'), ('张三'), ('阿里'), ('2号')"))
                    .ok());
        QCOMPARE(
            text(QStringLiteral("SELECT group_concat(b) FROM (SELECT b FROM t ORDER BY b COLLATE tandem LIMIT 9)")),
            QStringLiteral("2号,阿里,张三,Acme"));
        QCOMPARE(quint32(text(QStringLiteral("PRAGMA user_version")).toLongLong()), textOrder().version());
    }

    void theOrderIsTheSameInMemoryAndInSql()
    {
        const QStringList pieces{QStringLiteral("a"), QStringLiteral("A"), QStringLiteral("z"), QStringLiteral("1"),
            QStringLiteral("10"), QStringLiteral("0"), QStringLiteral(" "), QStringLiteral("-"), QStringLiteral("中"),
            QStringLiteral("阿"), QStringLiteral("\u2060"), QStringLiteral("é"), QStringLiteral("😀")};
        QRandomGenerator random(3);
        QStringList texts;
        auto insert = m_connection->prepare(QStringLiteral("INSERT INTO t (b) VALUES (?1)"));
        for (int i = 0; i < 2'000; ++i) {
            QString text;
            for (int n = random.bounded(5); n > 0; --n)
                text += pieces.at(random.bounded(int(pieces.size())));
            texts.append(text);
            QVERIFY(insert->bind(1, text).run().ok());
        }
        std::stable_sort(texts.begin(), texts.end(),
            [](const QString &left, const QString &right) { return textOrder().compare(left, right) < 0; });
        auto sorted = m_connection->prepare(QStringLiteral("SELECT b FROM t ORDER BY b COLLATE tandem, rowid"));
        for (const QString &text : texts) {
            QVERIFY(sorted->step().valueOr(false));
            QCOMPARE(sorted->text(0), text);
        }
    }

    /// An index whose entries stand in an order that another ICU would have given them.
    void anotherVersionOfTheOrderSortsTheIndexesAgain()
    {
        QVERIFY(m_connection->execute(QStringLiteral("CREATE INDEX i ON t (b COLLATE tandem)")).ok());
        QVERIFY(m_connection->execute(QStringLiteral("INSERT INTO t (b) VALUES ('entry one'), ('entry two')")).ok());
        m_connection.reset(); // the write-ahead log goes into the file
        QFile file(m_path);
        QVERIFY(file.open(QIODevice::ReadWrite));
        QByteArray bytes = file.readAll();
        const qsizetype index = bytes.lastIndexOf("entry one");
        const qsizetype other = bytes.lastIndexOf("entry two");
        QVERIFY(index > bytes.size() / 2 && other > bytes.size() / 2);
        std::swap_ranges(bytes.begin() + index, bytes.begin() + index + 9, bytes.begin() + other);
        const auto open = [&] {
            file.seek(0);
            file.write(bytes);
            file.flush();
            m_connection = *Connection::open({m_path});
        };
        open();
        QVERIFY(text(QStringLiteral("PRAGMA integrity_check")) != QLatin1String("ok"));
        m_connection.reset();
        constexpr int userVersion = 60; // in the header of the file
        bytes[userVersion + 3] = char(bytes[userVersion + 3] + 1);
        open();
        QCOMPARE(text(QStringLiteral("PRAGMA integrity_check")), QStringLiteral("ok"));
    }

    void keepsNoMoreInMemoryThanItIsTold()
    {
        const auto small =
            Connection::open({m_path, DatabaseAddress::Mode::ReadOnly, DatabaseAddress::Durability::Full, 3});
        QVERIFY(small.ok());
        auto statement = (*small)->prepare(QStringLiteral("PRAGMA cache_size"));
        QVERIFY(statement->step().valueOr(false));
        QCOMPARE(statement->integer(0), -3 * 1024); // KiB
    }

    void everyKindOfValueComesBack()
    {
        const RecordId id = namedRecordId(QStringLiteral("x"));
        auto statement = m_connection->prepare(QStringLiteral("SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7"));
        QVERIFY(statement.ok());
        statement->bind(1, qint64(-5))
            .bind(2, 0.5)
            .bind(3, QStringLiteral("同行"))
            .bind(4, id)
            .bind(5, Value(QStringList{QStringLiteral("b"), QStringLiteral("a\"")}))
            .bind(6, RecordId())
            .bind(7, QString());
        QVERIFY(statement->step().valueOr(false));
        QCOMPARE(statement->integer(0), -5);
        QCOMPARE(statement->real(1), 0.5);
        QCOMPARE(statement->text(2), QStringLiteral("同行"));
        QCOMPARE(statement->id(3), id);
        QCOMPARE(statement->bytes(3), toBytes(id));
        QCOMPARE(statement->text(4), QStringLiteral("[\"a\\\"\",\"b\"]"));
        QVERIFY(statement->isNull(5));
        QVERIFY(!statement->isNull(6));
        QCOMPARE(statement->text(6), QString());
    }

    void aStatementInUseIsNotSharedAndBindingsDoNotLinger()
    {
        const QString sql = QStringLiteral("SELECT ?1");
        {
            auto outer = m_connection->prepare(sql);
            QVERIFY(outer->bind(1, 1).step().valueOr(false));
            auto inner = m_connection->prepare(sql);
            QVERIFY(inner->bind(1, 2).step().valueOr(false));
            QCOMPARE(outer->integer(0), 1);
            QCOMPARE(inner->integer(0), 2);
        }
        auto again = m_connection->prepare(sql);
        QVERIFY(again->step().valueOr(false));
        QVERIFY(again->isNull(0));
    }

    void thousandsOfDifferentStatementsKeepWorking()
    {
        for (int i = 0; i < 2'000; ++i) {
            auto statement = m_connection->prepare(QStringLiteral("SELECT %1").arg(i));
            QVERIFY(statement.ok() && statement->step().valueOr(false));
            QCOMPARE(statement->integer(0), i);
        }
    }

    void badSqlIsAnErrorWithItsText()
    {
        const auto statement = m_connection->prepare(QStringLiteral("SELECT nonsense FROM t"));
        QVERIFY(!statement.ok());
        QCOMPARE(statement.error().code, ErrorCode::Internal);
        QVERIFY(statement.error().detail.contains(QLatin1String("nonsense")));
        QVERIFY(!m_connection->prepare(QStringLiteral("SELECT 1; DROP TABLE t")).ok());
    }

    void aUniqueColumnNamesItself()
    {
        QVERIFY(m_connection->execute(QStringLiteral("CREATE TABLE u (code TEXT UNIQUE)")).ok());
        QVERIFY(m_connection->execute(QStringLiteral("INSERT INTO u VALUES ('x')")).ok());
        const auto second = m_connection->execute(QStringLiteral("INSERT INTO u VALUES ('x')"));
        QVERIFY(!second.ok());
        QCOMPARE(second.error().code, ErrorCode::Conflict);
        QCOMPARE(second.error().reason, QStringLiteral("notUnique"));
        QCOMPARE(second.error().field, QStringLiteral("code"));
    }

    void aFullDiskIsSaidAndSurvived()
    {
        QVERIFY(m_connection->execute(QStringLiteral("PRAGMA max_page_count = 8")).ok());
        const QString insert = QStringLiteral("INSERT INTO t VALUES (?1, ?2)");
        Error error;
        {
            auto transaction = Transaction::begin(*m_connection);
            QVERIFY(transaction.ok());
            for (int i = 0; i < 100 && error.reason.isEmpty(); ++i) {
                auto statement = m_connection->prepare(insert);
                const auto done = statement->bind(1, i).bind(2, QByteArray(2'000, 'x')).run();
                if (!done.ok())
                    error = done.error();
            }
        }
        QCOMPARE(error.code, ErrorCode::Unavailable);
        QCOMPARE(error.reason, QStringLiteral("diskFull"));
        QVERIFY(!m_connection->inTransaction());
        QCOMPARE(text(QStringLiteral("SELECT count(*) FROM t")), QStringLiteral("0"));

        QVERIFY(m_connection->execute(QStringLiteral("PRAGMA max_page_count = 1000")).ok());
        auto statement = m_connection->prepare(insert);
        QVERIFY(statement->bind(1, 1).bind(2, QByteArray(2'000, 'x')).run().ok());
    }

    void aReadOnlyConnectionReadsButDoesNotWrite()
    {
        QVERIFY(m_connection->execute(QStringLiteral("INSERT INTO t VALUES (1, 2)")).ok());
        const auto reader = Connection::open({m_path, DatabaseAddress::Mode::ReadOnly});
        QVERIFY(reader.ok());
        auto statement = (*reader)->prepare(QStringLiteral("SELECT a FROM t"));
        QVERIFY(statement->step().valueOr(false));
        const auto written = (*reader)->execute(QStringLiteral("INSERT INTO t VALUES (3, 4)"));
        QVERIFY(!written.ok());
        QCOMPARE(written.error().code, ErrorCode::Unavailable);
        QCOMPARE(written.error().reason, QStringLiteral("diskReadOnly"));
    }

    void aMissingFileIsNotMadeByAReader()
    {
        const auto reader =
            Connection::open({m_folder->filePath(QStringLiteral("none.db")), DatabaseAddress::Mode::ReadOnly});
        QVERIFY(!reader.ok());
        QCOMPARE(reader.error().code, ErrorCode::NotFound);
    }

    void asManyWritersAsOne()
    {
        auto second = Connection::open({m_path});
        QVERIFY(second.ok());
        QVERIFY((*second)->execute(QStringLiteral("PRAGMA busy_timeout = 0")).ok());
        const auto transaction = Transaction::begin(*m_connection);
        QVERIFY(transaction.ok());
        const auto other = Transaction::begin(**second);
        QVERIFY(!other.ok());
        QCOMPARE(other.error().reason, QStringLiteral("databaseLocked"));
    }

    void garbageInsteadOfADatabaseIsDamaged()
    {
        const QString path = m_folder->filePath(QStringLiteral("garbage.db"));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray(8'192, 'g'));
        file.close();
        const auto opened = Connection::open({path});
        QVERIFY(!opened.ok());
        QCOMPARE(opened.error().code, ErrorCode::Corrupt);
        QCOMPARE(opened.error().reason, QStringLiteral("damaged"));
    }

    void aDamagedPageIsDamagedWhenItIsRead()
    {
        QVERIFY(m_connection
                    ->execute(QStringLiteral("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n "
                                             "WHERE i < 500) INSERT INTO t SELECT i, randomblob(200) FROM n"))
                    .ok());
        QVERIFY(m_connection->execute(QStringLiteral("PRAGMA wal_checkpoint(TRUNCATE)")).ok());
        m_connection.reset();
        QFile file(m_path);
        QVERIFY(file.open(QIODevice::ReadWrite));
        QVERIFY(file.seek(4'096));
        file.write(QByteArray(int(file.size() - 4'096), '\xee'));
        file.close();
        auto opened = Connection::open({m_path});
        QVERIFY(opened.ok());
        auto statement = (*opened)->prepare(QStringLiteral("SELECT sum(length(b)) FROM t"));
        QVERIFY(statement.ok());
        const auto stepped = statement->step();
        QVERIFY(!stepped.ok());
        QCOMPARE(stepped.error().code, ErrorCode::Corrupt);
    }

    void commitsAreBroughtIntoTheFileBesideThem()
    {
        const QString path = m_folder->filePath(QStringLiteral("busy.db"));
        const auto connection = openForMuchWork(path);
        auto byCommits = connection->prepare(QStringLiteral("PRAGMA wal_autocheckpoint"));
        QVERIFY(byCommits.ok() && byCommits->step().valueOr(false));
        QCOMPARE(byCommits->integer(0), qint64(0));
        QVERIFY(fillPages(*connection, 5'000));
        QTRY_VERIFY(QFileInfo(path).size() > 4'000 * 4'096);
    }

    void theLogBeginsAnewAlthoughCommitsDoNotRest()
    {
        const QString path = m_folder->filePath(QStringLiteral("busy.db"));
        const auto connection = openForMuchWork(path);
        constexpr int pages = 48'000;
        for (int done = 0; done < pages; done += 300)
            QVERIFY(fillPages(*connection, 300));
        QVERIFY(QFileInfo(path + QStringLiteral("-wal")).size() < pages / 2 * 4'096);
    }

    void aLongQueryEndsWhenItIsInterrupted()
    {
        auto statement = m_connection->prepare(
            QStringLiteral("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"));
        QVERIFY(statement.ok());
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
        QCOMPARE(text(QStringLiteral("SELECT 7")), QStringLiteral("7"));
    }

private:
    static std::unique_ptr<Connection> openForMuchWork(const QString &path)
    {
        DatabaseAddress address{path};
        address.load = DatabaseAddress::Load::Much;
        auto opened = Connection::open(address);
        if (!opened.ok() || !(*opened)->execute(QStringLiteral("CREATE TABLE pages (b)")).ok())
            qFatal("no database");
        return *std::move(opened);
    }

    /// One commit that writes so many pages, and some more.
    static bool fillPages(Connection &connection, int count)
    {
        return connection
            .execute(QStringLiteral("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %1) "
                                    "INSERT INTO pages SELECT randomblob(3000) FROM n")
                         .arg(count))
            .ok();
    }

    QString text(const QString &sql)
    {
        auto statement = m_connection->prepare(sql);
        return statement.ok() && statement->step().valueOr(false) ? statement->text(0) : QString();
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_path;
    std::unique_ptr<Connection> m_connection;
};

QTEST_APPLESS_MAIN(TestConnection)
#include "tst_connection.moc"
