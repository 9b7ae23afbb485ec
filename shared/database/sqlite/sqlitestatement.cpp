// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/database/sqlite/sqlitestatement.h"

#include "shared/database/sqlite/sqliteerror.h"

#include <sqlite3.h>

#include <utility>

namespace tandem {

namespace {

/// A null pointer would bind NULL where an empty text or blob is meant.
const char *pointerOf(QByteArrayView bytes)
{
    return bytes.data() ? bytes.data() : "";
}

}

SqliteStatement::SqliteStatement(sqlite3_stmt *statement)
    : m_statement(statement)
    , m_texts(size_t(sqlite3_bind_parameter_count(statement)))
{
}

SqliteStatement::~SqliteStatement()
{
    sqlite3_finalize(m_statement);
}

void SqliteStatement::bindNull(int position)
{
    m_isReset = false;
    sqlite3_bind_null(m_statement, position);
}

void SqliteStatement::bindInteger(int position, qint64 value)
{
    m_isReset = false;
    sqlite3_bind_int64(m_statement, position, value);
}

void SqliteStatement::bindReal(int position, double value)
{
    m_isReset = false;
    sqlite3_bind_double(m_statement, position, value);
}

void SqliteStatement::bindText(int position, QStringView text)
{
    if (position < 1 || position > int(m_texts.size()))
        return;
    QByteArray &held = m_texts[size_t(position - 1)];
    held = text.toUtf8();
    bindUtf8(position, held);
}

void SqliteStatement::bindUtf8(int position, QByteArrayView utf8)
{
    m_isReset = false;
    sqlite3_bind_text64(
        m_statement, position, pointerOf(utf8), sqlite3_uint64(utf8.size()), SQLITE_STATIC, SQLITE_UTF8);
}

void SqliteStatement::bindBytes(int position, QByteArrayView bytes)
{
    m_isReset = false;
    sqlite3_bind_blob64(m_statement, position, pointerOf(bytes), sqlite3_uint64(bytes.size()), SQLITE_TRANSIENT);
}

Result<bool> SqliteStatement::step()
{
    m_isReset = false;
    switch (sqlite3_step(m_statement)) {
    case SQLITE_ROW:
        return true;
    case SQLITE_DONE:
        return false;
    default: {
        Error error = sqliteError(sqlite3_db_handle(m_statement), QString::fromUtf8(sqlite3_sql(m_statement)));
        sqlite3_reset(m_statement);
        return error;
    }
    }
}

/// Most are reset twice, by run() and when their handle dies.
void SqliteStatement::reset()
{
    if (std::exchange(m_isReset, true))
        return;
    sqlite3_reset(m_statement);
    sqlite3_clear_bindings(m_statement);
}

int SqliteStatement::columnCount() const
{
    return sqlite3_column_count(m_statement);
}

bool SqliteStatement::isNull(int column) const
{
    return sqlite3_column_type(m_statement, column) == SQLITE_NULL;
}

bool SqliteStatement::isInteger(int column) const
{
    return sqlite3_column_type(m_statement, column) == SQLITE_INTEGER;
}

qint64 SqliteStatement::integer(int column) const
{
    return sqlite3_column_int64(m_statement, column);
}

double SqliteStatement::real(int column) const
{
    return sqlite3_column_double(m_statement, column);
}

QString SqliteStatement::text(int column) const
{
    return QString::fromUtf8(utf8(column));
}

QByteArrayView SqliteStatement::utf8(int column) const
{
    // The text first: it may convert, and the size is that of the converted form.
    const auto *data = reinterpret_cast<const char *>(sqlite3_column_text(m_statement, column));
    return {data, data ? sqlite3_column_bytes(m_statement, column) : 0};
}

QByteArrayView SqliteStatement::bytes(int column) const
{
    const auto *data = static_cast<const char *>(sqlite3_column_blob(m_statement, column));
    return {data, data ? sqlite3_column_bytes(m_statement, column) : 0};
}

}
