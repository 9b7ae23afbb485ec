// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/expressions/check.h"
#include "shared/expressions/surroundings.h"

namespace tandem {

/// A piece of SQL with the values of its ?n placeholders, in order.
struct SqlFragment
{
    QString sql;
    std::vector<Value> values;
};

/// Which database's SQL: the few words in which they differ.
enum class SqlFlavour { Sqlite, Postgresql };

/// Writes checked expressions as SQL that gives what evaluate() gives. Links are followed by correlated subselects,
/// parts without fields are evaluated here and bound, so that indexes serve comparisons with them.
class SqlPrinter
{
public:
    struct Options
    {
        QString alias; ///< of the entity's table in the statement; empty: the table's own name
        int firstParameter = 1; ///< number of the first placeholder to hand out
        SqlFlavour flavour = SqlFlavour::Sqlite;
    };

    SqlPrinter(Surroundings surroundings, Options options);

    /// For WHERE; null may stand for false. The null expression gives "1=1".
    /// Error: Unsupported with reason "notInSql" for changed() and previous().
    Result<SqlFragment> printFilter(const CheckedExpression &condition) const;

    /// For the columns of a SELECT or ORDER BY. Of money its minor units; see printCurrency().
    Result<SqlFragment> printValue(const CheckedExpression &expression) const;
    /// The currency's code of an expression of type Money.
    Result<SqlFragment> printCurrency(const CheckedExpression &expression) const;

private:
    Surroundings m_surroundings;
    Options m_options;
};

}
