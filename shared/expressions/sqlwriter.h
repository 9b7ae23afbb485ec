// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/expressions/evaluate.h"
#include "shared/expressions/sqlphrases.h"

namespace tandem {

/// Money in SQL is two columns.
struct SqlMoney
{
    QString minor;
    QString currency;
};

/// One run of the SqlPrinter: collects the bound values while it writes.
class SqlWriter
{
public:
    SqlWriter(const Surroundings &surroundings, const SqlPrinter::Options &options, const EntityDef &entity);

    /// Whether null may stand for false in the result.
    enum class Nulls { AsFalse, Forbidden };

    QString condition(const CheckedNode &node, Nulls nulls);
    QString value(const CheckedNode &node); ///< one column; a condition as 0 or 1, money by its minor units
    SqlMoney money(const CheckedNode &node);

    Result<SqlFragment> finish(const QString &sql);

private:
    static constexpr QLatin1String nothing{"NULL"};
    static bool isConstant(const CheckedNode &node);

    QString writeCondition(const CheckedNode &node, Nulls nulls);
    QString writeValue(const CheckedNode &node);
    SqlMoney writeMoney(const CheckedNode &node);
    QString limited(const CheckedNode &node, QString sql);
    QString bind(Value value);
    Value constant(const CheckedNode &node) const;
    QString column(const CheckedNode &node, size_t linkCount, const QString &name);
    QString andVisible(const EntityDef &entity, const QString &alias);
    QString nextAlias();
    QString notInSql(const CheckedNode &node);

    QString comparison(Operation operation, const CheckedNode &left, const CheckedNode &right, Nulls nulls);
    QString moneyComparison(Operation operation, const CheckedNode &left, const CheckedNode &right);
    QString equality(const CheckedNode &left, const CheckedNode &right, Nulls nulls);
    QString membership(const CheckedNode &node, Nulls nulls);
    QString textMatch(const CheckedNode &node);
    QString emptiness(const CheckedNode &node);
    QString number(const CheckedNode &node); ///< money by its amount
    QString arithmetic(const CheckedNode &node);
    QString function(const CheckedNode &node);
    SqlMoney moneyArithmetic(const CheckedNode &node);
    SqlMoney rollUp(const CheckedNode &node);
    QString join(const CheckedNode &node, QLatin1String word, Nulls nulls);

    const EntityDef &m_entity;
    const Surroundings &m_surroundings;
    SqlPhrases m_phrases;
    const SqlPrinter::IsVisible &m_isVisible;
    QString m_alias;
    int m_firstParameter;
    int m_aliases = 0;
    qsizetype m_written = 0;
    std::vector<Value> m_values;
    std::optional<Error> m_error;
};

}
