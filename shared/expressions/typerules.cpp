// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/expressions/typerules.h"

#include "shared/expressions/lexer.h"

#include <QDateTime>

#include <algorithm>

namespace tandem {

namespace {

using Type = ExpressionType;

bool isOrdered(Type type)
{
    return type == Type::Number || type == Type::Text || type == Type::Date || type == Type::DateTime
        || type == Type::Money;
}

Error clash(const CheckedNode &node, const QString &expected)
{
    Error error = expressionError(QStringLiteral("typeClash"), node.position);
    error.field = node.field ? node.field->name : QString();
    error.arguments.insert(QStringLiteral("expected"), expected);
    error.arguments.insert(QStringLiteral("found"), QString(expressionTypeName(node.type)));
    return error;
}

Result<void> requireOneOf(const CheckedNode &node, std::initializer_list<Type> types)
{
    if (node.type == Type::Null || std::find(types.begin(), types.end(), node.type) != types.end())
        return {};
    QStringList names;
    for (const Type type : types)
        names.append(expressionTypeName(type));
    return clash(node, names.join(u'/'));
}

Result<void> require(const CheckedNode &node, Type type)
{
    return requireOneOf(node, {type});
}

CheckedNode wrapped(Operation operation, Type type, CheckedNode node)
{
    CheckedNode outer;
    outer.operation = operation;
    outer.type = type;
    outer.position = node.position;
    outer.children.push_back(std::move(node));
    return outer;
}

void adoptDate(CheckedNode &node, Type wanted)
{
    if (node.operation != Operation::Literal || node.type != Type::Text)
        return;
    const QString text = node.literal.toText();
    if (text.size() == 10 && QDate::fromString(text, Qt::ISODate).isValid()) {
        node.type = Type::Date;
    } else if (wanted == Type::DateTime) {
        const QDateTime moment = QDateTime::fromString(text, Qt::ISODateWithMs);
        if (moment.isValid() && moment.timeSpec() != Qt::LocalTime) {
            node.type = Type::DateTime;
            node.literal = moment.toMSecsSinceEpoch();
        }
    }
}

/// Text that stands beside a date, a moment or an id is read as one.
void adoptText(CheckedNode &node, const CheckedNode &beside)
{
    if (node.operation != Operation::Literal || node.type != Type::Text)
        return;
    if (beside.type == Type::Date || beside.type == Type::DateTime) {
        adoptDate(node, beside.type);
    } else if (beside.type == Type::Id) {
        const RecordId id = recordIdFromText(node.literal.toText());
        if (!id.isNull()) {
            node.literal = id;
            node.type = Type::Id;
        }
    }
}

Result<void> knownOption(const CheckedNode &choice, const CheckedNode &text)
{
    const bool applies = choice.operation == Operation::Field && choice.field && choice.field->type == FieldType::Choice
        && text.operation == Operation::Literal && text.type == Type::Text && !choice.field->options.empty();
    if (!applies)
        return {};
    const auto &options = choice.field->options;
    const QString key = text.literal.toText();
    if (std::any_of(options.begin(), options.end(), [&](const ChoiceOption &o) { return o.key == key; }))
        return {};
    Error error = expressionError(QStringLiteral("unknownOption"), text.position, key);
    error.field = choice.field->name;
    error.arguments.insert(QStringLiteral("option"), key);
    return error;
}

Result<void> judgeContains(CheckedNode &node)
{
    node.type = Type::Boolean;
    TANDEM_TRY(requireOneOf(node.children[0], {Type::Text, Type::Set}));
    if (node.children[0].type == Type::Set)
        node.operation = Operation::HasTag;
    return require(node.children[1], Type::Text);
}

/// Only what is stored has a value before the change.
Result<void> judgeStored(const CheckedNode &node)
{
    if (node.operation == Operation::Field && node.field && node.links.empty())
        return {};
    return expressionError(QStringLiteral("fieldNotUsable"), node.position);
}

Result<void> judgeRound(CheckedNode &node)
{
    node.type = Type::Number;
    TANDEM_TRY(require(node.children[0], Type::Number));
    if (node.children.size() == 1)
        return {};
    const CheckedNode &digits = node.children[1];
    const bool isSmall = digits.operation == Operation::Literal && digits.literal.kind() == Value::Kind::Integer
        && digits.literal.toInteger() >= 0 && digits.literal.toInteger() <= 6;
    return isSmall ? Result<void>() : clash(digits, QStringLiteral("0..6"));
}

Result<void> judgeFunction(CheckedNode &node)
{
    auto &parts = node.children;
    switch (node.operation) {
    case Operation::Today:
        node.type = Type::Date;
        return {};
    case Operation::Now:
        node.type = Type::DateTime;
        return {};
    case Operation::Me:
    case Operation::MyDepartment:
        node.type = Type::Id;
        return {};
    case Operation::AddDays:
        adoptDate(parts[0], Type::Date);
        TANDEM_TRY(requireOneOf(parts[0], {Type::Date, Type::DateTime}));
        node.type = parts[0].type;
        return require(parts[1], Type::Number);
    case Operation::DaysBetween:
        node.type = Type::Number;
        for (CheckedNode &part : parts) {
            adoptDate(part, Type::Date);
            TANDEM_TRY(requireOneOf(part, {Type::Date, Type::DateTime}));
            if (part.type == Type::DateTime)
                part = wrapped(Operation::DateOf, Type::Date, std::move(part));
        }
        return {};
    case Operation::DateOf:
        node.type = Type::Date;
        return require(parts[0], Type::DateTime);
    case Operation::Changed:
        node.type = Type::Boolean;
        return judgeStored(parts[0]);
    case Operation::Previous:
        node.type = parts[0].type;
        return judgeStored(parts[0]);
    case Operation::Lower:
        node.type = Type::Text;
        return require(parts[0], Type::Text);
    case Operation::Length:
        node.type = Type::Number;
        return require(parts[0], Type::Text);
    default:
        return judgeRound(node);
    }
}

Result<void> judgeIf(CheckedNode &node)
{
    TANDEM_TRY(require(node.children[0], Type::Boolean));
    CheckedNode &yes = node.children[1];
    CheckedNode &no = node.children[2];
    adoptText(yes, no);
    adoptText(no, yes);
    if (yes.type != no.type && yes.type != Type::Null && no.type != Type::Null)
        return clash(no, expressionTypeName(yes.type));
    node.type = yes.type == Type::Null ? no.type : yes.type;
    return {};
}

Result<void> judgeArithmetic(CheckedNode &node)
{
    auto &parts = node.children;
    if (node.operation == Operation::Negate) {
        TANDEM_TRY(requireOneOf(parts[0], {Type::Number, Type::Money}));
        node.type = parts[0].type == Type::Null ? Type::Number : parts[0].type;
        return {};
    }
    const Type left = parts[0].type;
    const Type right = parts[1].type;
    if (node.operation == Operation::Add && (left == Type::Text || right == Type::Text)) {
        node.type = Type::Text;
        TANDEM_TRY(require(parts[0], Type::Text));
        return require(parts[1], Type::Text);
    }
    for (const CheckedNode &part : parts)
        TANDEM_TRY(requireOneOf(part, {Type::Number, Type::Money}));
    node.type = Type::Number;
    const bool moneyLeft = left == Type::Money;
    const bool moneyRight = right == Type::Money;
    if (!moneyLeft && !moneyRight)
        return {};
    node.type = Type::Money;
    const bool bothMoney = moneyLeft && moneyRight;
    switch (node.operation) {
    case Operation::Multiply:
        return bothMoney ? clash(parts[1], QStringLiteral("number")) : Result<void>();
    case Operation::Divide:
        if (bothMoney)
            node.type = Type::Number;
        return moneyLeft ? Result<void>() : clash(parts[1], QStringLiteral("number"));
    default:
        if (bothMoney || left == Type::Null || right == Type::Null)
            return {};
        return clash(moneyLeft ? parts[1] : parts[0], QStringLiteral("money"));
    }
}

Result<void> judgeEquality(CheckedNode &left, CheckedNode &right)
{
    adoptText(left, right);
    adoptText(right, left);
    TANDEM_TRY(knownOption(left, right));
    TANDEM_TRY(knownOption(right, left));
    const bool amounts = (left.type == Type::Money && right.type == Type::Number)
        || (left.type == Type::Number && right.type == Type::Money);
    if (left.type == Type::Null || right.type == Type::Null || amounts)
        return {};
    if (left.type != right.type || left.type == Type::Set)
        return clash(right, left.type == Type::Set ? QStringLiteral("null") : QString(expressionTypeName(left.type)));
    return {};
}

Result<void> judgeOrder(std::vector<CheckedNode> &parts)
{
    bool hasMoment = false;
    for (CheckedNode &part : parts) {
        adoptText(part, parts[0]);
        hasMoment = hasMoment || part.type == Type::DateTime;
    }
    adoptText(parts[0], parts[1]);
    for (CheckedNode &part : parts) {
        // A day compared with a moment means the moment at which it begins.
        if (hasMoment && part.type == Type::Date)
            part = wrapped(Operation::StartOfDay, Type::DateTime, std::move(part));
        if (part.type != Type::Null && !isOrdered(part.type))
            return clash(part, QStringLiteral("number/text/date/dateTime/money"));
    }
    for (size_t i = 1; i < parts.size(); ++i) {
        const bool amounts = (parts[0].type == Type::Money && parts[i].type == Type::Number)
            || (parts[0].type == Type::Number && parts[i].type == Type::Money);
        if (parts[0].type != parts[i].type && parts[0].type != Type::Null && parts[i].type != Type::Null && !amounts)
            return clash(parts[i], expressionTypeName(parts[0].type));
    }
    return {};
}

}

Result<void> judgeTypes(CheckedNode &node)
{
    auto &parts = node.children;
    switch (node.operation) {
    case Operation::And:
    case Operation::Or:
    case Operation::Not:
        node.type = Type::Boolean;
        for (CheckedNode &part : parts)
            TANDEM_TRY(require(part, Type::Boolean));
        return {};
    case Operation::Equal:
    case Operation::NotEqual:
    case Operation::In:
        node.type = Type::Boolean;
        for (size_t i = 1; i < parts.size(); ++i)
            TANDEM_TRY(judgeEquality(parts[0], parts[i]));
        return {};
    case Operation::Less:
    case Operation::LessOrEqual:
    case Operation::Greater:
    case Operation::GreaterOrEqual:
    case Operation::Between:
        node.type = Type::Boolean;
        return judgeOrder(parts);
    case Operation::Contains:
        return judgeContains(node);
    case Operation::StartsWith:
        node.type = Type::Boolean;
        TANDEM_TRY(require(parts[0], Type::Text));
        return require(parts[1], Type::Text);
    case Operation::HasTag:
        node.type = Type::Boolean;
        TANDEM_TRY(require(parts[0], Type::Set));
        return require(parts[1], Type::Text);
    case Operation::IsEmpty:
    case Operation::IsNotEmpty:
        node.type = Type::Boolean;
        return {};
    case Operation::If:
        return judgeIf(node);
    default:
        return node.operation >= Operation::Today ? judgeFunction(node) : judgeArithmetic(node);
    }
}

Result<void> requireCondition(const CheckedNode &node)
{
    return require(node, Type::Boolean);
}

}
