// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/expressions/check.h"
#include "shared/expressions/surroundings.h"

#include <functional>

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
    /// A condition: whether the asker may see the record of `entity` that `id` (SQL) names. Empty: he sees them all.
    /// `bind` gives the placeholder of a value.
    using Bind = std::function<QString(Value)>;
    using IsVisible = std::function<QString(const EntityDef &entity, const QString &id, const Bind &bind)>;

    struct Options
    {
        QString alias; ///< of the entity's table in the statement; empty: the table's own name
        int firstParameter = 1; ///< number of the first placeholder to hand out
        SqlFlavour flavour = SqlFlavour::Sqlite;
        IsVisible isVisible = {}; ///< of linked and counted records; those that he may not see are as if not there
    };

    SqlPrinter(const Surroundings &surroundings, Options options);

    /// For WHERE; null may stand for false. The null expression gives "1=1".
    /// Error: Unsupported with reason "notInSql" for changed() and previous(), Invalid with "conditionTooLarge" for
    /// what no database would take.
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
