// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/expressions/sqlphrases.h"

#include "shared/base/textorder.h"

namespace tandem {

QString SqlPhrases::same(const QString &left, const QString &right) const
{
    return QStringLiteral("(%1 %2 %3)")
        .arg(left, m_isSqlite ? QStringLiteral("IS") : QStringLiteral("IS NOT DISTINCT FROM"), right);
}

QString SqlPhrases::common(const QString &left, const QString &right)
{
    return QStringLiteral("(SELECT CASE WHEN a = b THEN a END FROM (SELECT %1 AS a, %2 AS b) AS parts)")
        .arg(left, right);
}

QString SqlPhrases::real(const QString &number) const
{
    return QStringLiteral("CAST(%1 AS %2)")
        .arg(number, m_isSqlite ? QStringLiteral("REAL") : QStringLiteral("DOUBLE PRECISION"));
}

QString SqlPhrases::whole(const QString &number) const
{
    // SQLite makes the nearest of what is too large for it; PostgreSQL would stop the whole statement.
    return m_isSqlite
        ? QStringLiteral("NULLIF(NULLIF(CAST(%1 AS INTEGER), 9223372036854775807), -9223372036854775808)").arg(number)
        : QStringLiteral("(SELECT CASE WHEN abs(w) < 9223372036854775808.0 THEN CAST(trunc(w) AS BIGINT) "
                         "END FROM (SELECT %1 AS w) AS parts)")
              .arg(real(number));
}

QString SqlPhrases::quotient(const QString &dividend, const QString &divisor) const
{
    // SQLite gives null by itself; PostgreSQL would stop the whole statement.
    return QStringLiteral("(%1 / %2)")
        .arg(real(dividend), m_isSqlite ? divisor : QStringLiteral("NULLIF(%1, 0)").arg(divisor));
}

QString SqlPhrases::sum(const QString &column) const
{
    // PostgreSQL's own has more digits than a value here. SQLite's stops the whole statement, so it adds halves, which
    // no table is long enough to overflow.
    return m_isSqlite
        ? QStringLiteral("CASE WHEN sum(%1 >> 32) + (sum(%1 & 4294967295) >> 32) BETWEEN -2147483648 AND 2147483647 "
                         "THEN ((sum(%1 >> 32) + (sum(%1 & 4294967295) >> 32)) << 32) "
                         "| (sum(%1 & 4294967295) & 4294967295) END")
              .arg(column)
        : QStringLiteral("CASE WHEN sum(%1) BETWEEN -9223372036854775808 AND 9223372036854775807 "
                         "THEN CAST(sum(%1) AS BIGINT) END")
              .arg(column);
}

QString SqlPhrases::rounded(const QString &number) const
{
    // PostgreSQL's own round() takes halves of such numbers to the even neighbour.
    return m_isSqlite
        ? QStringLiteral("round(%1)").arg(number)
        : QStringLiteral("(SELECT CASE WHEN abs(r) < 4503599627370496 THEN trunc(r + sign(r) * 0.5) ELSE r "
                         "END FROM (SELECT %1 AS r) AS parts)")
              .arg(real(number));
}

QString SqlPhrases::inTextOrder(const QString &text)
{
    return QStringLiteral("%1 COLLATE \"%2\"").arg(text, QLatin1String(TextOrder::name));
}

QString SqlPhrases::sameText(const QString &text, const QString &condition)
{
    return QStringLiteral("(%1 %2 AND %3 %2)").arg(text, condition, inTextOrder(text));
}

QString SqlPhrases::lower(const QString &text) const
{
    return m_isSqlite ? QStringLiteral("lower(%1)").arg(text) : QStringLiteral("lower(%1 COLLATE \"C\")").arg(text);
}

QString SqlPhrases::like(const QString &text, const QString &pattern) const
{
    const QString form = QStringLiteral("(%1 LIKE %2 ESCAPE '\\')");
    return m_isSqlite ? form.arg(text, pattern) : form.arg(lower(text), lower(pattern));
}

QString SqlPhrases::contains(const QString &text, const QString &searched) const
{
    return QStringLiteral("(%1(%2, %3) > 0)")
        .arg(m_isSqlite ? QStringLiteral("instr") : QStringLiteral("strpos"), lower(text), lower(searched));
}

QString SqlPhrases::hasTag(const QString &set, const QString &tag) const
{
    if (!m_isSqlite)
        return QStringLiteral("COALESCE(jsonb_exists(CAST(%1 AS jsonb), %2), FALSE)").arg(set, tag);
    return QStringLiteral("EXISTS (SELECT 1 FROM json_each(COALESCE(%1, '[]')) WHERE json_each.value = %2)")
        .arg(set, tag);
}

QString SqlPhrases::addDays(const QString &day, const QString &days) const
{
    // Written through a subselect, so that a day which is itself computed stands there once.
    if (!m_isSqlite) {
        // Asked before adding: a day before 4713 BC would stop PostgreSQL's whole statement.
        return QStringLiteral("(SELECT CASE WHEN n BETWEEN DATE '0001-01-01' - CAST(d AS date) AND DATE '9999-12-31' - "
                              "CAST(d AS date) THEN to_char(CAST(d AS date) + CAST(n AS integer), 'YYYY-MM-DD') END "
                              "FROM (SELECT %1 AS d, %2 AS n) AS parts)")
            .arg(day, whole(days));
    }
    return QStringLiteral(
        "(SELECT CASE WHEN result >= '0001-01-01' THEN result END FROM (SELECT date(%1, %2 || ' days') "
        "AS result))")
        .arg(day, whole(days));
}

QString SqlPhrases::daysBetween(const QString &from, const QString &to) const
{
    return m_isSqlite ? QStringLiteral("CAST(julianday(%2) - julianday(%1) AS INTEGER)").arg(from, to)
                      : QStringLiteral("(CAST(%2 AS date) - CAST(%1 AS date))").arg(from, to);
}

QString SqlPhrases::dayOfSecond(const QString &seconds) const
{
    if (!m_isSqlite)
        return QStringLiteral("(SELECT CASE WHEN s BETWEEN -62135596800 AND 253402300799 THEN "
                              "to_char(to_timestamp(s) AT TIME ZONE 'UTC', 'YYYY-MM-DD') END "
                              "FROM (SELECT %1 AS s) AS parts)")
            .arg(seconds);
    return QStringLiteral(
        "(SELECT CASE WHEN result >= '0001-01-01' THEN result END FROM (SELECT date(%1, 'unixepoch') AS result))")
        .arg(seconds);
}

QString SqlPhrases::secondOfDay(const QString &day) const
{
    return m_isSqlite ? QStringLiteral("CAST(strftime('%s', %1) AS INTEGER)").arg(day)
                      : QStringLiteral("CAST(extract(epoch FROM CAST(%1 AS date)) AS BIGINT)").arg(day);
}

}
