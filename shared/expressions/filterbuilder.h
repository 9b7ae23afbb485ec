// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/expressions/expression.h"
#include "shared/metadata/fielddef.h"

namespace tandem {

/// One condition of a filter as its chip shows it: a field (or path), an operator, and the values it needs.
struct FilterCondition
{
    enum class Operator {
        Equal,
        NotEqual,
        Less,
        LessOrEqual,
        Greater,
        GreaterOrEqual,
        In,
        NotIn,
        Contains,
        StartsWith,
        Between,
        IsEmpty,
        IsNotEmpty,
        IsMe, ///< field = me()
        HasTag,
    };

    QString field; ///< "stage" or "account.industry"
    Operator op = Operator::Equal;
    std::vector<Value> values; ///< none, one, two of Between, any number of In
    ExpressionType type = ExpressionType::Text; ///< of the values: tells Date from Text

    bool operator==(const FilterCondition &) const = default;
};

/// All conditions joined by "and"; the null expression if there are none.
Expression buildFilter(const std::vector<FilterCondition> &conditions);

/// A part of a filter as rows and chips show it: one condition, a group of parts, or an expression that is neither.
struct FilterPart
{
    enum class Kind {
        Condition,
        All, ///< a group of which every part must hold
        Any, ///< a group of which at least one part must hold
        Other, ///< what only its text can show: "closeDate <= addDays(today(), 30)"
    };

    Kind kind = Kind::All;
    FilterCondition condition; ///< of Kind::Condition
    Expression other; ///< of Kind::Other
    std::vector<FilterPart> parts; ///< of groups

    bool isGroup() const { return kind == Kind::All || kind == Kind::Any; }
    bool operator==(const FilterPart &other) const;
};

/// Any expression in parts; the whole is always a group. Of the null expression a group without parts.
FilterPart filterParts(const Expression &expression);

/// The opposite. Groups without parts say nothing, and groups of the same kind in one another are one.
Expression filterOf(const FilterPart &part);

/// `left` and `right`, where either may be null.
Expression allOf(const Expression &left, const Expression &right);

/// That the field holds this value, given as it is stored.
FilterCondition fieldEquals(const FieldDef &field, const Value &value);

/// The operators that make sense for a field of this type, the most usual first.
std::vector<FilterCondition::Operator> filterOperators(FieldType type);

/// The type that values of a field have in a condition; decimals and percents stand there unscaled, as Real.
ExpressionType expressionTypeOf(FieldType type);

}
