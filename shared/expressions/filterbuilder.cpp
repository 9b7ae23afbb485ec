// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/expressions/filterbuilder.h"

#include <cmath>
#include <map>
#include <optional>

namespace tandem {

namespace {

using Operator = FilterCondition::Operator;

const std::map<Operator, Operation> &comparisons()
{
    static const std::map<Operator, Operation> table{{Operator::Equal, Operation::Equal},
        {Operator::NotEqual, Operation::NotEqual}, {Operator::Less, Operation::Less},
        {Operator::LessOrEqual, Operation::LessOrEqual}, {Operator::Greater, Operation::Greater},
        {Operator::GreaterOrEqual, Operation::GreaterOrEqual}, {Operator::In, Operation::In},
        {Operator::Contains, Operation::Contains}, {Operator::StartsWith, Operation::StartsWith},
        {Operator::Between, Operation::Between}, {Operator::IsEmpty, Operation::IsEmpty},
        {Operator::IsNotEmpty, Operation::IsNotEmpty}, {Operator::HasTag, Operation::HasTag}};
    return table;
}

ExpressionNode node(Operation operation, std::vector<ExpressionNode> children = {})
{
    ExpressionNode result;
    result.operation = operation;
    result.children = std::move(children);
    return result;
}

ExpressionNode conditionNode(const FilterCondition &condition)
{
    ExpressionNode field = node(Operation::Field);
    field.path = condition.field.split(u'.');
    std::vector<ExpressionNode> children{std::move(field)};
    for (const Value &value : condition.values) {
        ExpressionNode literal;
        literal.literal = value;
        literal.literalType = value.isNull() ? ExpressionType::Null : condition.type;
        children.push_back(std::move(literal));
    }
    if (condition.op == Operator::NotIn)
        return node(Operation::Not, {node(Operation::In, std::move(children))});
    if (condition.op == Operator::IsMe)
        return node(Operation::Equal, {std::move(children.front()), node(Operation::Me)});
    return node(comparisons().at(condition.op), std::move(children));
}

std::optional<FilterCondition> conditionOf(const ExpressionNode &root)
{
    const bool negated = root.operation == Operation::Not && root.children.front().operation == Operation::In;
    const ExpressionNode &compared = negated ? root.children.front() : root;
    if (compared.children.empty() || compared.children.front().operation != Operation::Field)
        return std::nullopt;
    FilterCondition condition;
    condition.field = compared.children.front().path.join(u'.');
    if (compared.operation == Operation::Equal && compared.children[1].operation == Operation::Me) {
        condition.op = Operator::IsMe;
        return condition;
    }
    const auto &table = comparisons();
    const auto found =
        std::find_if(table.begin(), table.end(), [&](const auto &entry) { return entry.second == compared.operation; });
    if (found == table.end())
        return std::nullopt;
    condition.op = negated ? Operator::NotIn : found->first;
    for (size_t i = 1; i < compared.children.size(); ++i) {
        const ExpressionNode &value = compared.children[i];
        if (value.operation != Operation::Literal)
            return std::nullopt;
        if (value.literalType != ExpressionType::Null)
            condition.type = value.literalType;
        condition.values.push_back(value.literal);
    }
    return condition;
}

FilterPart partOf(const ExpressionNode &root)
{
    FilterPart part;
    if (root.operation == Operation::And || root.operation == Operation::Or) {
        part.kind = root.operation == Operation::And ? FilterPart::Kind::All : FilterPart::Kind::Any;
        for (const ExpressionNode &child : root.children)
            part.parts.push_back(partOf(child));
    } else if (auto condition = conditionOf(root)) {
        part.kind = FilterPart::Kind::Condition;
        part.condition = *std::move(condition);
    } else {
        part.kind = FilterPart::Kind::Other;
        part.other = Expression(root);
    }
    return part;
}

/// Empty if the part says nothing.
std::optional<ExpressionNode> nodeOf(const FilterPart &part)
{
    if (part.kind == FilterPart::Kind::Condition)
        return conditionNode(part.condition);
    if (part.kind == FilterPart::Kind::Other)
        return part.other.isNull() ? std::nullopt : std::optional(part.other.root());
    const Operation operation = part.kind == FilterPart::Kind::All ? Operation::And : Operation::Or;
    ExpressionNode group = node(operation);
    for (const FilterPart &inner : part.parts) {
        const std::optional<ExpressionNode> child = nodeOf(inner);
        if (child && child->operation == operation)
            group.children.insert(group.children.end(), child->children.begin(), child->children.end());
        else if (child)
            group.children.push_back(*child);
    }
    if (group.children.empty())
        return std::nullopt;
    return group.children.size() == 1 ? group.children.front() : group;
}

}

bool FilterPart::operator==(const FilterPart &other) const
{
    return kind == other.kind && condition == other.condition && this->other == other.other && parts == other.parts;
}

FilterPart filterParts(const Expression &expression)
{
    FilterPart whole;
    if (expression.isNull())
        return whole;
    FilterPart part = partOf(expression.root());
    if (part.isGroup())
        return part;
    whole.parts.push_back(std::move(part));
    return whole;
}

Expression filterOf(const FilterPart &part)
{
    std::optional<ExpressionNode> root = nodeOf(part);
    return root ? Expression(*std::move(root)) : Expression();
}

Expression buildFilter(const std::vector<FilterCondition> &conditions)
{
    if (conditions.empty())
        return {};
    if (conditions.size() == 1)
        return Expression(conditionNode(conditions.front()));
    ExpressionNode all = node(Operation::And);
    for (const FilterCondition &condition : conditions)
        all.children.push_back(conditionNode(condition));
    return Expression(std::move(all));
}

Expression allOf(const Expression &left, const Expression &right)
{
    if (left.isNull() || right.isNull())
        return left.isNull() ? right : left;
    ExpressionNode all = node(Operation::And);
    for (const Expression &part : {left, right}) {
        if (part.root().operation == Operation::And)
            all.children.insert(all.children.end(), part.root().children.begin(), part.root().children.end());
        else
            all.children.push_back(part.root());
    }
    return Expression(std::move(all));
}

FilterCondition fieldEquals(const FieldDef &field, const Value &value)
{
    FilterCondition condition;
    condition.field = field.name;
    condition.values = {value};
    condition.type = expressionTypeOf(field.type);
    const bool isScaled = (field.type == FieldType::Decimal || field.type == FieldType::Percent) && field.scale > 0;
    if (isScaled && !value.isNull())
        condition.values = {Value(double(value.toInteger()) / std::pow(10.0, field.scale))};
    return condition;
}

std::vector<Operator> filterOperators(FieldType type)
{
    switch (type) {
    case FieldType::User:
        return {Operator::IsMe, Operator::Equal, Operator::NotEqual, Operator::IsEmpty, Operator::IsNotEmpty};
    case FieldType::Choice:
        return {Operator::In, Operator::NotIn, Operator::Equal, Operator::NotEqual, Operator::IsEmpty,
            Operator::IsNotEmpty};
    case FieldType::File:
    case FieldType::Image:
    case FieldType::AnyLink:
    case FieldType::Json:
        return {Operator::IsEmpty, Operator::IsNotEmpty};
    case FieldType::Links:
        return {};
    default:
        break;
    }
    switch (expressionTypeOf(type)) {
    case ExpressionType::Boolean:
        return {Operator::Equal};
    case ExpressionType::Set:
        return {Operator::HasTag, Operator::IsEmpty, Operator::IsNotEmpty};
    case ExpressionType::Id:
        return {Operator::Equal, Operator::NotEqual, Operator::IsEmpty, Operator::IsNotEmpty};
    case ExpressionType::Date:
    case ExpressionType::DateTime:
        return {Operator::Between, Operator::GreaterOrEqual, Operator::LessOrEqual, Operator::Equal, Operator::IsEmpty,
            Operator::IsNotEmpty};
    case ExpressionType::Number:
    case ExpressionType::Money:
        return {Operator::GreaterOrEqual, Operator::LessOrEqual, Operator::Between, Operator::Equal, Operator::NotEqual,
            Operator::IsEmpty, Operator::IsNotEmpty};
    default:
        return {Operator::Contains, Operator::StartsWith, Operator::Equal, Operator::NotEqual, Operator::IsEmpty,
            Operator::IsNotEmpty};
    }
}

ExpressionType expressionTypeOf(FieldType type)
{
    switch (type) {
    case FieldType::Integer:
    case FieldType::Decimal:
    case FieldType::Percent:
    case FieldType::Duration:
    case FieldType::Formula:
    case FieldType::RollUp:
        return ExpressionType::Number;
    case FieldType::Money:
        return ExpressionType::Money;
    case FieldType::Boolean:
        return ExpressionType::Boolean;
    case FieldType::Date:
        return ExpressionType::Date;
    case FieldType::DateTime:
        return ExpressionType::DateTime;
    case FieldType::Link:
    case FieldType::User:
    case FieldType::File:
    case FieldType::Image:
        return ExpressionType::Id;
    case FieldType::MultiChoice:
    case FieldType::Tags:
    case FieldType::Links:
        return ExpressionType::Set;
    default:
        return ExpressionType::Text;
    }
}

}
