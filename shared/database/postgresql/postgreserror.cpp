// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/database/postgresql/postgreserror.h"

#include <libpq-fe.h>

namespace tandem {

namespace {

/// A PostgreSQL error code, or the two characters that a class of them begins with, and what it means here.
struct Meaning
{
    const char *code;
    ErrorCode is;
    const char *reason;
};

/// The first that fits is taken, so single codes stand before their classes.
constexpr Meaning meanings[] = {
    {"53100", ErrorCode::Unavailable, "diskFull"},
    {"53200", ErrorCode::Unavailable, "outOfMemory"},
    {"53", ErrorCode::Unavailable, "cannotOpen"}, // too many connections
    {"25006", ErrorCode::Unavailable, "databaseReadOnly"}, // a standby, or somebody made it so
    {"25P03", ErrorCode::Unavailable, "connectionLost"}, // idle in a transaction for too long
    {"40", ErrorCode::Unavailable, "databaseLocked"}, // serialisation, deadlock
    {"55P03", ErrorCode::Unavailable, "databaseLocked"},
    {"55006", ErrorCode::Unavailable, "databaseLocked"},
    {"57014", ErrorCode::Cancelled, "cancelled"},
    {"57P", ErrorCode::Unavailable, "connectionLost"}, // the server stops, starts or crashed
    {"08", ErrorCode::Unavailable, "connectionLost"},
    {"58", ErrorCode::Unavailable, "diskError"},
    {"XX001", ErrorCode::Corrupt, "damaged"},
    {"XX002", ErrorCode::Corrupt, "damaged"},
    {"54", ErrorCode::TooLarge, "tooLarge"},
    {"22003", ErrorCode::Invalid, "outOfRange"}, // a number that somebody's filter arrives at
    {"22021", ErrorCode::Invalid, "invalidCharacters"},
    {"22P05", ErrorCode::Invalid, "invalidCharacters"},
    {"42501", ErrorCode::Unavailable, "cannotOpen"}, // missing rights
    {"28", ErrorCode::Unavailable, "cannotOpen"},
    {"3D", ErrorCode::Unavailable, "cannotOpen"},
};

QString part(const PGresult *result, int field)
{
    return QString::fromUtf8(PQresultErrorField(result, field));
}

/// "Key (code, region)=(x, y) already exists." in whatever language → "code". The first column stands for all.
QString failedColumn(const PGresult *result)
{
    const QString detail = part(result, PG_DIAG_MESSAGE_DETAIL);
    const qsizetype open = detail.indexOf(QLatin1Char('('));
    const qsizetype close = detail.indexOf(QLatin1String(")=("), open);
    if (open < 0 || close < 0)
        return {};
    return detail.mid(open + 1, close - open - 1).section(QLatin1Char(','), 0, 0).trimmed().remove(QLatin1Char('"'));
}

/// Without the detail line: it quotes what people typed.
QString forLog(const QString &code, const QString &message, const QString &sql)
{
    QString text = QStringLiteral("PostgreSQL %1: %2").arg(code, message);
    if (!sql.isEmpty())
        text += QStringLiteral(" in: ") + sql.left(500);
    return text;
}

}

Error postgresError(const pg_conn *connection, const pg_result *result, const QString &sql)
{
    const QString code = part(result, PG_DIAG_SQLSTATE);
    if (code.isEmpty()) {
        const QString message = QString::fromUtf8(PQerrorMessage(connection)).trimmed();
        if (PQstatus(connection) == CONNECTION_BAD)
            return Error::unavailable(QStringLiteral("connectionLost"), forLog(code, message, sql));
        return Error::internal(forLog(code, message, sql));
    }
    QString detail = forLog(code, part(result, PG_DIAG_MESSAGE_PRIMARY), sql);
    if (code == QLatin1String("23505"))
        return {ErrorCode::Conflict, QStringLiteral("notUnique"), failedColumn(result), {}, std::move(detail)};
    if (code == QLatin1String("23502"))
        return {
            ErrorCode::Invalid, QStringLiteral("required"), part(result, PG_DIAG_COLUMN_NAME), {}, std::move(detail)};
    for (const Meaning &meaning : meanings) {
        if (code.startsWith(QLatin1String(meaning.code)))
            return {meaning.is, QString::fromLatin1(meaning.reason), {}, {}, std::move(detail)};
    }
    return Error::internal(std::move(detail));
}

}
