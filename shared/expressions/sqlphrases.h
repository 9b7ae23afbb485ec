// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/expressions/sqlprinter.h"

namespace tandem {

/// The few phrases that SQLite and PostgreSQL say differently. Arguments are SQL, results too.
class SqlPhrases
{
public:
    explicit SqlPhrases(SqlFlavour flavour)
        : m_isSqlite(flavour == SqlFlavour::Sqlite)
    {
    }

    QString same(const QString &left, const QString &right) const; ///< equal, where null equals null
    /// The text that both are, else null. Each stands in it once.
    static QString common(const QString &left, const QString &right);
    QString real(const QString &number) const;
    QString whole(const QString &number) const;
    QString quotient(const QString &dividend, const QString &divisor) const; ///< null if divided by zero
    QString sum(const QString &column) const; ///< of integers, exactly; null where 64 bits do not hold it
    QString rounded(const QString &number) const; ///< halves away from zero
    /// For ORDER BY, indexes and comparisons by place: the text in the order of people (TextOrder).
    static QString inTextOrder(const QString &text);
    /// `text` `condition`, which is met by equal texts only ("= ?1", "IN (?1,?2)"), so that an index in the order of
    /// people serves it, although texts of one place in that order may differ.
    static QString sameText(const QString &text, const QString &condition);
    QString lower(const QString &text) const; ///< Latin letters only
    QString like(const QString &text, const QString &pattern) const; ///< Latin letters of any case match
    QString contains(const QString &text, const QString &searched) const;
    QString hasTag(const QString &set, const QString &tag) const;
    QString addDays(const QString &day, const QString &days) const;
    QString daysBetween(const QString &from, const QString &to) const;
    QString dayOfSecond(const QString &seconds) const; ///< of seconds since 1970
    QString secondOfDay(const QString &day) const;

private:
    bool m_isSqlite;
};

}
