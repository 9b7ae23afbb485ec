// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/database/connection.h"
#include "shared/database/transaction.h"
#include "tests/support/vfsinfront.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <atomic>

using namespace tandem;

namespace {

std::atomic<int> logWrites = 0;
std::atomic<bool> isFull = false;

struct CountedFile
{
    sqlite3_file base;
    bool isLog;
};

/// The system's files, with what is written to logs counted, unless there is no room for it.
class CountingDisk : public test::VfsInFront<CountedFile>
{
public:
    CountingDisk()
        : VfsInFront("counting", &openFile, sqlite3_vfs_find(nullptr)->xDelete)
    {
    }

private:
    static int openFile(sqlite3_vfs *vfs, const char *path, sqlite3_file *file, int flags, int *outFlags)
    {
        static const sqlite3_io_methods methods = [] {
            sqlite3_io_methods io = handingOn();
            io.xWrite = &write;
            return io;
        }();
        sqlite3_vfs *beneath = static_cast<CountingDisk *>(vfs)->beneath();
        of(file) = {{nullptr}, (flags & SQLITE_OPEN_WAL) != 0};
        const int opened = beneath->xOpen(beneath, path, real(file), flags, outFlags);
        if (opened == SQLITE_OK)
            of(file).base.pMethods = &methods;
        return opened;
    }

    static int write(sqlite3_file *file, const void *bytes, int size, sqlite3_int64 offset)
    {
        if (of(file).isLog && isFull)
            return SQLITE_FULL;
        logWrites += of(file).isLog;
        return real(file)->pMethods->xWrite(real(file), bytes, size, offset);
    }
};

}

class TestGatheredLog : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_disk = std::make_unique<CountingDisk>();
        m_folder = std::make_unique<QTemporaryDir>();
        m_path = m_folder->filePath(QStringLiteral("busy.db"));
        m_connection = open();
        QVERIFY(m_connection->execute(QStringLiteral("CREATE TABLE t (a INTEGER PRIMARY KEY, b)")).ok());
    }

    void cleanup()
    {
        isFull = false;
        m_connection.reset();
        m_disk.reset();
    }

    void aCommitIsWrittenInPiecesOfManyPages()
    {
        QVERIFY(fill(1, 10)); // the log has its head
        logWrites = 0;
        QVERIFY(fill(11, 5));
        QCOMPARE(logWrites.load(), 1);
        logWrites = 0;
        QVERIFY(fill(101, 500));
        QVERIFY2(logWrites < 50, QByteArray::number(logWrites.load()).constData());
    }

    void othersReadACommitAtOnce()
    {
        const auto reader = Connection::open({m_path, DatabaseAddress::Mode::ReadOnly});
        QVERIFY(reader.ok());
        for (int i = 1; i <= 50; ++i) {
            QVERIFY(fill(i, 1));
            QCOMPARE(countIn(**reader), qint64(i));
        }
    }

    void whatACommitSaidIsInTheFiles()
    {
        QVERIFY(fill(1, 100));
        QCOMPARE(countInFiles(), qint64(100));
    }

    void whatWasRolledBackIsNotWrittenOverACommitOfAnotherConnection()
    {
        m_connection.reset();
        m_connection = open(withSmallCache());
        {
            const auto transaction = Transaction::begin(*m_connection);
            QVERIFY(transaction.ok());
            QVERIFY(fill(1, 300)); // more than the cache takes
        }
        {
            const auto other = Connection::open({m_path});
            QVERIFY(other.ok());
            QVERIFY(fill(**other, 1, 300));
            QCOMPARE(countIn(*m_connection), qint64(300));
            QCOMPARE(countInFiles(), qint64(300));
        }
    }

    void aTransactionThatLostPagesOnAFullDiskIsNotCommitted()
    {
        m_connection.reset();
        m_connection = open(withSmallCache());
        {
            auto transaction = Transaction::begin(*m_connection);
            QVERIFY(transaction.ok());
            QVERIFY(fill(1, 300));
            isFull = true;
            QVERIFY(!m_connection->execute(QStringLiteral("INSERT INTO t SELECT a + 1000, b FROM t WHERE a < 5")).ok());
            isFull = false;
            QVERIFY(!transaction->commit().ok());
        }
        QCOMPARE(countIn(*m_connection), qint64(0));
        QVERIFY(fill(1, 10));
        QCOMPARE(countInFiles(), qint64(10));
    }

    void aTransactionLargerThanTheCacheReadsItsOwnPages()
    {
        m_connection.reset();
        m_connection = open(withSmallCache());
        {
            auto transaction = Transaction::begin(*m_connection);
            QVERIFY(transaction.ok());
            QVERIFY(fill(1, 3'000));
            QCOMPARE(sumOf(*m_connection), qint64(3'000) * 3'000);
            QVERIFY(fill(3'001, 1'000));
            QCOMPARE(sumOf(*m_connection), qint64(4'000) * 3'000);
        } // taken back
        QCOMPARE(countIn(*m_connection), qint64(0));
        QVERIFY(fill(1, 2'000));
        m_connection.reset();
        m_connection = open();
        QCOMPARE(sumOf(*m_connection), qint64(2'000) * 3'000);
    }

private:
    static DatabaseAddress busy(const QString &path)
    {
        DatabaseAddress address{path};
        address.load = DatabaseAddress::Load::Much;
        return address;
    }

    DatabaseAddress withSmallCache() const
    {
        DatabaseAddress address = busy(m_path);
        address.cacheMebibytes = 1;
        return address;
    }

    static std::unique_ptr<Connection> open(const DatabaseAddress &address)
    {
        auto opened = Connection::open(address);
        if (!opened.ok())
            qFatal("%s", qPrintable(opened.error().toLog()));
        return *std::move(opened);
    }
    std::unique_ptr<Connection> open() const { return open(busy(m_path)); }

    /// As many rows, of about a page each.
    bool fill(int first, int count) { return fill(*m_connection, first, count); }
    static bool fill(Connection &connection, int first, int count)
    {
        return connection
            .execute(QStringLiteral("WITH RECURSIVE n(i) AS (SELECT %1 UNION ALL SELECT i + 1 FROM n WHERE i < %2) "
                                    "INSERT INTO t SELECT i, randomblob(3000) FROM n")
                         .arg(first)
                         .arg(first + count - 1))
            .ok();
    }

    static qint64 number(Connection &connection, const QString &sql)
    {
        auto statement = connection.prepare(sql);
        return statement.ok() && statement->step().valueOr(false) ? statement->integer(0) : -1;
    }
    static qint64 countIn(Connection &connection)
    {
        return number(connection, QStringLiteral("SELECT count(*) FROM t"));
    }
    /// What is found after the power was lost now; -1 if nothing can be read.
    qint64 countInFiles() const
    {
        const QString copy = m_folder->filePath(QStringLiteral("copy.db"));
        if (!QFile::copy(m_path, copy) || !QFile::copy(m_path + QStringLiteral("-wal"), copy + QStringLiteral("-wal")))
            return -1;
        const auto found = Connection::open({copy});
        return found.ok() ? countIn(**found) : -1;
    }
    static qint64 sumOf(Connection &connection)
    {
        return number(connection, QStringLiteral("SELECT sum(length(b)) FROM t"));
    }

    std::unique_ptr<CountingDisk> m_disk;
    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_path;
    std::unique_ptr<Connection> m_connection;
};

QTEST_GUILESS_MAIN(TestGatheredLog)
#include "tst_gatheredlog.moc"
