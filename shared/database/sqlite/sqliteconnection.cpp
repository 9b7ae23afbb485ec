// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/database/sqlite/sqliteconnection.h"

#include "shared/base/textorder.h"
#include "shared/database/dialects/sqlitedialect.h"
#include "shared/database/sqlite/gatheredlog.h"
#include "shared/database/sqlite/sqlitecheckpointer.h"
#include "shared/database/sqlite/sqliteerror.h"
#include "shared/database/sqlite/sqlitestatement.h"
#include "shared/database/transaction.h"

#include <QFileInfo>

#include <sqlite3.h>

namespace tandem {

namespace {

/// As long as the log may get before a commit brings in the rest of it itself: 48 MB. While commits make it longer the
/// thread beside never gets to its end, where alone it can begin anew.
constexpr int mostLoggedPages = 12'000;

/// SQLite calls it after each commit, on the thread of the commit.
int logHasGrown(void *checkpointer, sqlite3 *handle, const char *database, int pages)
{
    if (pages >= mostLoggedPages)
        sqlite3_wal_checkpoint_v2(handle, database, SQLITE_CHECKPOINT_PASSIVE, nullptr, nullptr);
    else
        static_cast<SqliteCheckpointer *>(checkpointer)->committed(pages);
    return SQLITE_OK; // the commit is durable, whatever became of that
}

/// SQLite calls it after each rollback, its own ones too, on the thread of the transaction.
void wasRolledBack(void *log)
{
    static_cast<GatheredLog *>(log)->rolledBack();
}

bool isBusyWriter(const DatabaseAddress &address)
{
    return address.load == DatabaseAddress::Load::Much && address.mode == DatabaseAddress::Mode::ReadWrite
        && address.durability == DatabaseAddress::Durability::Full && !address.url.isEmpty();
}

}

SqliteConnection::SqliteConnection() = default;

Result<std::unique_ptr<Connection>> SqliteConnection::open(const DatabaseAddress &address)
{
    const bool inMemory = address.url.isEmpty();
    const bool readOnly = address.mode == DatabaseAddress::Mode::ReadOnly;
    if (readOnly && !inMemory && !QFileInfo::exists(address.url))
        return Error::notFound(address.url);

    std::unique_ptr<SqliteConnection> connection(new SqliteConnection);
    const QByteArray path = inMemory ? QByteArrayLiteral(":memory:") : address.url.toUtf8();
    // Each connection is used by one thread at a time, so SQLite's own mutexes would only cost.
    const int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE
        | (readOnly ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
    if (isBusyWriter(address))
        connection->m_log = std::make_unique<GatheredLog>();
    const char *files = connection->m_log ? connection->m_log->name() : nullptr;
    if (sqlite3_open_v2(path.constData(), &connection->m_handle, flags, files) != SQLITE_OK)
        return sqliteError(connection->m_handle, address.url);
    if (connection->m_log)
        sqlite3_rollback_hook(connection->m_handle, &wasRolledBack, connection->m_log.get());
    TANDEM_TRY(connection->configure(address));
    if (connection->m_log)
        connection->checkpointAside(address.url);
    return std::unique_ptr<Connection>(std::move(connection));
}

SqliteConnection::~SqliteConnection()
{
    m_checkpointer.reset(); // before the last connection closes, which removes the log
    m_cache.clear();
    sqlite3_close_v2(m_handle);
}

Result<void> SqliteConnection::configure(const DatabaseAddress &address)
{
    sqlite3_extended_result_codes(m_handle, 1);
    sqlite3_busy_timeout(m_handle, busyMilliseconds);
    sqlite3_db_config(m_handle, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    const bool full = address.durability == DatabaseAddress::Durability::Full;
    if (address.mode == DatabaseAddress::Mode::ReadWrite)
        TANDEM_TRY(execute(QStringLiteral("PRAGMA journal_mode = WAL")));
    TANDEM_TRY(execute(QStringLiteral("PRAGMA synchronous = %1").arg(full ? u"FULL" : u"NORMAL")));
    // Pages that a commit changes should fit, or they are written twice.
    const int usual = address.mode == DatabaseAddress::Mode::ReadWrite ? 32 : 8;
    const int cache = address.cacheMebibytes > 0 ? address.cacheMebibytes : usual;
    TANDEM_TRY(execute(QStringLiteral("PRAGMA cache_size = -%1").arg(cache * 1024)));
    // FAST: what was deleted is overwritten, except where that alone would write further pages.
    TANDEM_TRY(
        execute(QStringLiteral("PRAGMA foreign_keys = OFF; PRAGMA temp_store = MEMORY; PRAGMA trusted_schema = OFF;"
                               "PRAGMA secure_delete = FAST; PRAGMA journal_size_limit = 67108864;"
                               // The first real look at the file: a damaged one is found here, not by a user.
                               "SELECT count(*) FROM sqlite_schema")));
    return bringTextOrder(address.mode);
}

void SqliteConnection::checkpointAside(const QString &path)
{
    m_checkpointer = std::make_unique<SqliteCheckpointer>(path);
    sqlite3_wal_hook(m_handle, &logHasGrown, m_checkpointer.get());
}

namespace {

int compareTexts(void *order, int leftSize, const void *left, int rightSize, const void *right)
{
    return static_cast<const TextOrder *>(order)->compare(QByteArrayView(static_cast<const char *>(left), leftSize),
        QByteArrayView(static_cast<const char *>(right), rightSize));
}

}

Result<quint32> SqliteConnection::fileVersion()
{
    TANDEM_ASSIGN(Statement version, prepare(QStringLiteral("PRAGMA user_version")));
    TANDEM_TRY(version.step());
    return quint32(version.integer(0));
}

/// SQLite asks the program for the order of people, and the file's indexes are sorted by the order of the program that
/// wrote them: its version stands in the file, and another ICU sorts them again.
Result<void> SqliteConnection::bringTextOrder(DatabaseAddress::Mode mode)
{
    const TextOrder &order = textOrder();
    if (sqlite3_create_collation_v2(
            m_handle, TextOrder::name, SQLITE_UTF8, const_cast<TextOrder *>(&order), &compareTexts, nullptr)
        != SQLITE_OK)
        return sqliteError(m_handle);
    if (mode == DatabaseAddress::Mode::ReadOnly)
        return {};
    TANDEM_ASSIGN(const quint32 known, fileVersion());
    if (known == order.version())
        return {};
    TANDEM_ASSIGN(Transaction transaction, Transaction::begin(*this));
    TANDEM_TRY(execute(QStringLiteral("REINDEX \"%1\"; PRAGMA user_version = %2")
                           .arg(QLatin1String(TextOrder::name))
                           .arg(qint32(order.version()))));
    return transaction.commit();
}

Result<Statement> SqliteConnection::prepare(const QString &sql)
{
    return m_cache.take(sql, [this](const QString &text) { return compile(text); });
}

Result<std::shared_ptr<SqliteStatement>> SqliteConnection::compile(const QString &sql)
{
    const QByteArray utf8 = sql.toUtf8();
    sqlite3_stmt *raw = nullptr;
    const char *tail = nullptr;
    if (sqlite3_prepare_v3(m_handle, utf8.constData(), int(utf8.size()), SQLITE_PREPARE_PERSISTENT, &raw, &tail)
        != SQLITE_OK)
        return sqliteError(m_handle, sql);
    auto statement = std::make_shared<SqliteStatement>(raw);
    if (!raw || !QByteArrayView(tail, utf8.constData() + utf8.size() - tail).trimmed().isEmpty())
        return Error::internal(QStringLiteral("not exactly one statement: ") + sql.left(500));
    return statement;
}

Result<void> SqliteConnection::execute(const QString &sql)
{
    if (sqlite3_exec(m_handle, sql.toUtf8().constData(), nullptr, nullptr, nullptr) != SQLITE_OK)
        return sqliteError(m_handle, sql);
    return {};
}

const Dialect &SqliteConnection::dialect() const
{
    return SqliteDialect::instance();
}

qint64 SqliteConnection::changedRows() const
{
    return sqlite3_changes64(m_handle);
}

bool SqliteConnection::inTransaction() const
{
    return !sqlite3_get_autocommit(m_handle);
}

void SqliteConnection::interrupt()
{
    sqlite3_interrupt(m_handle);
}

}
