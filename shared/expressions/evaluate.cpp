// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/expressions/evaluate.h"

#include "shared/expressions/expressionmath.h"

#include <algorithm>
#include <cmath>

namespace tandem {

namespace {

using expressionmath::Order;

Value lookUp(const FieldValues *values, FieldNumber number)
{
    if (!values)
        return {};
    const auto found = values->find(number);
    return found == values->end() ? Value() : found->second;
}

/// A stored value as expressions see it: decimals and percents without their scale.
Value unscaled(const FieldDef &field, const Value &value)
{
    const bool isScaled = (field.type == FieldType::Decimal || field.type == FieldType::Percent) && field.scale > 0;
    if (!isScaled || value.isNull())
        return value;
    return double(value.toInteger()) / std::pow(10.0, field.scale);
}

class Evaluator
{
public:
    explicit Evaluator(const EvaluationContext &context)
        : m_context(context)
    {
    }

    Value run(const CheckedNode &node) const
    {
        if (node.type == ExpressionType::Null)
            return {};
        const auto part = [&](size_t at) {
            return run(node.children[at]);
        };
        switch (node.operation) {
        case Operation::Literal:
            return node.literal;
        case Operation::Field:
        case Operation::RollUp:
            return field(node);
        case Operation::If:
            return condition(node.children[0]) ? part(1) : part(2);
        case Operation::Negate:
            return expressionmath::negate(part(0));
        case Operation::Add:
            if (node.type == ExpressionType::Text)
                return part(0).toText() + part(1).toText();
            [[fallthrough]];
        case Operation::Subtract:
        case Operation::Multiply:
        case Operation::Divide:
            return expressionmath::combine(node.operation, part(0), part(1));
        default:
            return node.type == ExpressionType::Boolean && node.operation != Operation::Previous ? Value(decide(node))
                                                                                                 : call(node);
        }
    }

    bool condition(const CheckedNode &node) const { return run(node).toBool(); }

private:
    bool decide(const CheckedNode &node) const
    {
        const auto &parts = node.children;
        const auto isTrue = [this](const CheckedNode &part) {
            return condition(part);
        };
        switch (node.operation) {
        case Operation::And:
            return std::all_of(parts.begin(), parts.end(), isTrue);
        case Operation::Or:
            return std::any_of(parts.begin(), parts.end(), isTrue);
        case Operation::Not:
            return !condition(parts[0]);
        case Operation::Equal:
            return expressionmath::equal(run(parts[0]), run(parts[1]));
        case Operation::NotEqual:
            return !expressionmath::equal(run(parts[0]), run(parts[1]));
        case Operation::In: {
            const Value left = run(parts[0]);
            return std::any_of(parts.begin() + 1, parts.end(),
                [&](const CheckedNode &part) { return expressionmath::equal(left, run(part)); });
        }
        case Operation::Between: {
            const Value value = run(parts[0]);
            return isOrdered(Operation::GreaterOrEqual, value, run(parts[1]))
                && isOrdered(Operation::LessOrEqual, value, run(parts[2]));
        }
        case Operation::IsEmpty:
            return run(parts[0]).isEmpty();
        case Operation::IsNotEmpty:
            return !run(parts[0]).isEmpty();
        case Operation::Changed:
            return field(parts[0]) != previous(parts[0]);
        case Operation::Contains:
        case Operation::StartsWith:
        case Operation::HasTag:
            return decideText(node);
        default:
            return isOrdered(node.operation, run(parts[0]), run(parts[1]));
        }
    }

    bool decideText(const CheckedNode &node) const
    {
        const Value left = run(node.children[0]);
        const Value right = run(node.children[1]);
        if (left.isNull() || right.isNull())
            return false;
        if (node.operation == Operation::HasTag)
            return left.toSet().contains(right.toText());
        const QString text = expressionmath::lower(left.toText());
        const QString searched = expressionmath::lower(right.toText());
        return node.operation == Operation::Contains ? text.contains(searched) : text.startsWith(searched);
    }

    static bool isOrdered(Operation operation, const Value &left, const Value &right)
    {
        const auto order = expressionmath::compare(left, right);
        if (!order)
            return false;
        switch (operation) {
        case Operation::Less:
            return *order == Order::Less;
        case Operation::LessOrEqual:
            return *order != Order::Greater;
        case Operation::Greater:
            return *order == Order::Greater;
        default:
            return *order != Order::Less;
        }
    }

    Value call(const CheckedNode &node) const
    {
        const Surroundings &here = m_context.surroundings;
        const auto part = [&](size_t at) {
            return run(node.children[at]);
        };
        switch (node.operation) {
        case Operation::Today:
            return expressionmath::dayOf(here.now, here.utcOffsetSeconds);
        case Operation::Now:
            return here.now;
        case Operation::Me:
            return idOrNull(here.me);
        case Operation::MyDepartment:
            return idOrNull(here.myDepartment);
        case Operation::AddDays:
            return expressionmath::addDays(part(0), part(1));
        case Operation::DaysBetween:
            return expressionmath::daysBetween(part(0), part(1));
        case Operation::DateOf:
            return expressionmath::dayOf(part(0), here.utcOffsetSeconds);
        case Operation::StartOfDay:
            return expressionmath::startOfDay(part(0), here.utcOffsetSeconds);
        case Operation::Previous:
            return previous(node.children[0]);
        case Operation::Lower:
            return mapText(part(0), [](const QString &text) { return Value(expressionmath::lower(text)); });
        case Operation::Length:
            return mapText(part(0), [](const QString &text) { return Value(expressionmath::characterCount(text)); });
        case Operation::Round:
            return expressionmath::round(part(0), node.children.size() > 1 ? int(part(1).toInteger()) : 0);
        default:
            return {};
        }
    }

    static Value idOrNull(const RecordId &id) { return id.isNull() ? Value() : Value(id); }

    template <typename Map>
    static Value mapText(const Value &value, Map map)
    {
        return value.isNull() ? value : map(value.toText());
    }

    Value previous(const CheckedNode &node) const
    {
        return unscaled(*node.field, lookUp(m_context.previous, node.field->number));
    }

    Value field(const CheckedNode &node) const
    {
        const FieldValues *values = m_context.values;
        std::optional<FieldValues> linked;
        RecordId record = m_context.record;
        for (size_t i = 0; i < node.links.size(); ++i) {
            record = lookUp(values, node.links[i]->number).toId();
            const bool isLast = i + 1 == node.links.size();
            if (isLast && !node.field)
                break; // "account.id" needs no look at the account
            linked = record.isNull() || !m_context.resolveLink ? std::nullopt
                                                               : m_context.resolveLink(*node.entities[i], record);
            if (!linked)
                return {};
            values = &*linked;
        }
        return node.field ? unscaled(*node.field, lookUp(values, node.field->number)) : idOrNull(record);
    }

    const EvaluationContext &m_context;
};

}

Value evaluate(const CheckedExpression &expression, const EvaluationContext &context)
{
    return expression.isNull() ? Value() : Evaluator(context).run(expression.root());
}

bool holds(const CheckedExpression &condition, const EvaluationContext &context)
{
    return condition.isNull() || Evaluator(context).condition(condition.root());
}

bool breaksRule(const CheckedExpression &rule, FieldNumber field, const EvaluationContext &context)
{
    const Value value = lookUp(context.values, field);
    if (rule.isNull() || value.isEmpty() || holds(rule, context))
        return false;
    if (!context.previous || lookUp(context.previous, field) != value)
        return true;
    EvaluationContext before = context;
    before.values = context.previous;
    before.previous = nullptr;
    return holds(rule, before);
}

Value storedForm(const FieldDef &field, const Value &value)
{
    const bool isWhole = field.type == FieldType::Integer || field.type == FieldType::Duration;
    const bool isScaled = field.type == FieldType::Decimal || field.type == FieldType::Percent;
    const bool isNumber = value.kind() == Value::Kind::Integer || value.kind() == Value::Kind::Real;
    if (!isNumber || !(isWhole || isScaled))
        return value;
    const double scaled = value.toReal() * (isScaled ? std::pow(10.0, field.scale) : 1.0);
    if (value.kind() == Value::Kind::Integer && (isWhole || field.scale == 0))
        return value;
    return std::abs(scaled) < 9.2e18 ? Value(qint64(std::llround(scaled))) : Value();
}

}
