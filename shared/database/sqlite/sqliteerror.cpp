// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/database/sqlite/sqliteerror.h"

#include <sqlite3.h>

namespace tandem {

namespace {

/// "UNIQUE constraint failed: account.code, account.region" → "code". The first column stands for all.
QString failedColumn(const QString &message)
{
    const qsizetype colon = message.lastIndexOf(QLatin1String(": "));
    const QString first = message.mid(colon + 2).section(QLatin1Char(','), 0, 0).trimmed();
    return colon < 0 ? QString() : first.section(QLatin1Char('.'), -1);
}

Error constraintError(int extended, const QString &message, QString detail)
{
    switch (extended) {
    case SQLITE_CONSTRAINT_UNIQUE:
    case SQLITE_CONSTRAINT_PRIMARYKEY:
    case SQLITE_CONSTRAINT_ROWID:
        return {ErrorCode::Conflict, QStringLiteral("notUnique"), failedColumn(message), {}, std::move(detail)};
    case SQLITE_CONSTRAINT_NOTNULL:
        return {ErrorCode::Invalid, QStringLiteral("required"), failedColumn(message), {}, std::move(detail)};
    default:
        return Error::internal(std::move(detail));
    }
}

}

Error sqliteError(sqlite3 *handle, const QString &sql)
{
    const int extended = handle ? sqlite3_extended_errcode(handle) : SQLITE_NOMEM;
    const QString message = handle ? QString::fromUtf8(sqlite3_errmsg(handle)) : QStringLiteral("out of memory");
    QString detail = QStringLiteral("SQLite %1: %2").arg(extended).arg(message);
    if (!sql.isEmpty())
        detail += QStringLiteral(" in: ") + sql.left(500);

    switch (extended & 0xff) {
    case SQLITE_FULL:
        return Error::unavailable(QStringLiteral("diskFull"), std::move(detail));
    case SQLITE_READONLY:
        return Error::unavailable(QStringLiteral("diskReadOnly"), std::move(detail));
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_PROTOCOL:
        return Error::unavailable(QStringLiteral("databaseLocked"), std::move(detail));
    case SQLITE_IOERR:
        return Error::unavailable(QStringLiteral("diskError"), std::move(detail));
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
    case SQLITE_AUTH:
        return Error::unavailable(QStringLiteral("cannotOpen"), std::move(detail));
    case SQLITE_NOMEM:
        return Error::unavailable(QStringLiteral("outOfMemory"), std::move(detail));
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return {ErrorCode::Corrupt, QStringLiteral("damaged"), {}, {}, std::move(detail)};
    case SQLITE_INTERRUPT:
        return {ErrorCode::Cancelled, QStringLiteral("cancelled"), {}, {}, std::move(detail)};
    case SQLITE_TOOBIG:
        return {ErrorCode::TooLarge, QStringLiteral("tooLarge"), {}, {}, std::move(detail)};
    case SQLITE_CONSTRAINT:
        return constraintError(extended, message, std::move(detail));
    default:
        return Error::internal(std::move(detail));
    }
}

}
