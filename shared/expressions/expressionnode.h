// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/base/value.h"

#include <QStringList>

#include <vector>

namespace tandem {

/// The types that checkExpression() tells apart. Choices, e-mails, addresses… are Text; decimals, percents and
/// durations (seconds) are Number; links, users and files are Id.
enum class ExpressionType { Null, Boolean, Number, Text, Date, DateTime, Id, Money, Set };

QLatin1String expressionTypeName(ExpressionType type);

enum class Operation {
    Literal,
    Field,
    And,
    Or,
    Not,
    Negate,
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    In, ///< first child against each of the others
    Contains,
    StartsWith,
    Between,
    Add,
    Subtract,
    Multiply,
    Divide,
    If,
    IsEmpty,
    IsNotEmpty,
    Today,
    Now,
    Me,
    MyDepartment,
    AddDays,
    DaysBetween,
    DateOf, ///< the day of a time stamp
    StartOfDay, ///< a date as a time stamp; put in by checkExpression()
    RollUp, ///< of CheckedNode only; its child, if any, filters the counted records
    Changed,
    Previous,
    HasTag,
    Lower,
    Length,
    Round,
};

/// One node of a parsed expression.
struct ExpressionNode
{
    Operation operation = Operation::Literal;
    int position = 0; ///< of its first character in the text; not part of equality
    Value literal; ///< of Operation::Literal
    ExpressionType literalType = ExpressionType::Null; ///< tells date('…') from text
    QStringList path; ///< of Operation::Field: link names, then the field's name
    std::vector<ExpressionNode> children;

    bool operator==(const ExpressionNode &other) const;
};

}
