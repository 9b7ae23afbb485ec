// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/expressions/check.h"

#include "shared/expressions/fieldcheck.h"
#include "shared/expressions/filterbuilder.h"
#include "shared/expressions/lexer.h"
#include "shared/expressions/typerules.h"
#include "shared/metadata/fieldtypes/linktype.h"

#include <algorithm>
#include <set>

namespace tandem {

namespace {

using Type = ExpressionType;

/// Where the record of a path's field is found: the record itself, or behind links.
struct Origin
{
    const EntityDef *entity = nullptr;
    std::vector<const FieldDef *> links;
    std::vector<const EntityDef *> entities;
};

class Checker
{
public:
    explicit Checker(const Registry &registry)
        : m_registry(registry)
    {
    }

    Result<CheckedNode> check(const ExpressionNode &node, const Origin &origin)
    {
        if (++m_nodes > expressionlimit::nodes)
            return expressionError(QStringLiteral("tooLong"), node.position);
        if (node.operation == Operation::Field)
            return checkField(node, origin);
        CheckedNode checked;
        checked.operation = node.operation;
        checked.position = node.position;
        checked.type = node.literalType;
        checked.literal = node.literal;
        for (const ExpressionNode &child : node.children) {
            TANDEM_ASSIGN(CheckedNode part, check(child, origin));
            checked.children.push_back(std::move(part));
        }
        if (node.operation != Operation::Literal)
            TANDEM_TRY(judgeTypes(checked));
        return checked;
    }

private:
    Error fieldError(const ExpressionNode &node, const QString &name, const QString &reason) const
    {
        Error error = expressionError(reason, node.position, node.path.join(u'.'));
        error.field = name;
        return error;
    }

    Result<CheckedNode> checkField(const ExpressionNode &node, Origin origin)
    {
        for (qsizetype i = 0; i + 1 < node.path.size(); ++i) {
            const FieldDef *link = origin.entity->field(node.path.at(i));
            if (!link)
                return fieldError(node, node.path.at(i), QStringLiteral("unknownField"));
            const EntityDef *target = link->isLinkLike() ? m_registry.entity(entityOfLink(*link)) : nullptr;
            if (!target)
                return fieldError(node, node.path.at(i), QStringLiteral("notALink"));
            origin.links.push_back(link);
            origin.entities.push_back(target);
            origin.entity = target;
        }
        if (origin.links.size() >= size_t(expressionlimit::pathLength) * 2)
            return fieldError(node, node.path.last(), QStringLiteral("tooLong"));
        CheckedNode checked;
        checked.operation = Operation::Field;
        checked.position = node.position;
        checked.links = origin.links;
        checked.entities = origin.entities;
        const QString &name = node.path.last();
        checked.field = origin.entity->field(name);
        if (!checked.field && name == QLatin1String("id")) {
            checked.type = Type::Id;
            return checked;
        }
        if (!checked.field)
            return fieldError(node, name, QStringLiteral("unknownField"));
        return typedField(node, origin, std::move(checked));
    }

    Result<CheckedNode> typedField(const ExpressionNode &node, const Origin &origin, CheckedNode checked)
    {
        const FieldDef &field = *checked.field;
        if (field.type == FieldType::Formula)
            return checkFormula(node, origin, field);
        if (field.type == FieldType::Links)
            return fieldError(node, field.name, QStringLiteral("fieldNotUsable"));
        if (field.type == FieldType::RollUp)
            return checkRollUp(node, std::move(checked));
        checked.type = expressionTypeOf(field.type);
        return checked;
    }

    static bool isLimit(const Error &error)
    {
        return error.reason == QLatin1String("formulaTooDeep") || error.reason == QLatin1String("tooLong");
    }

    /// Another field's formula, written out in place of its name.
    Result<CheckedNode> checkFormula(const ExpressionNode &node, const Origin &origin, const FieldDef &field)
    {
        if (m_formulaDepth == expressionlimit::formulaDepth)
            return fieldError(node, field.name, QStringLiteral("formulaTooDeep"));
        const auto formula = parseExpression(field.formula);
        if (!formula || formula->isNull())
            return fieldError(node, field.name, QStringLiteral("badFormula"));
        ++m_formulaDepth;
        auto checked = check(formula->root(), origin);
        --m_formulaDepth;
        if (checked) {
            checked->position = node.position;
            return checked;
        }
        const QString reason = isLimit(checked.error()) ? checked.error().reason : QStringLiteral("badFormula");
        return fieldError(node, field.name, reason);
    }

    Result<CheckedNode> checkRollUp(const ExpressionNode &node, CheckedNode checked)
    {
        const FieldDef &field = *checked.field;
        const Error unusable = fieldError(node, field.name, QStringLiteral("fieldNotUsable"));
        const EntityDef *counted = field.rollUp ? m_registry.entity(field.rollUp->entity) : nullptr;
        const FieldDef *link = counted ? counted->field(field.rollUp->link) : nullptr;
        if (!link || !link->isLinkLike())
            return unusable;
        checked.operation = Operation::RollUp;
        checked.rollUpEntity = counted;
        checked.type = Type::Number;
        if (field.rollUp->function != QLatin1String("count")) {
            const FieldDef *summed = counted->field(field.rollUp->field);
            if (!summed || !canRollUp(*summed, field.rollUp->function))
                return unusable;
            checked.type = expressionTypeOf(summed->type);
        }
        const auto filter = parseExpression(field.rollUp->filter);
        if (!filter)
            return unusable;
        if (!filter->isNull()) {
            // Like a formula that is written out: a filter may look at another roll-up, but not in circles.
            if (m_formulaDepth == expressionlimit::formulaDepth)
                return fieldError(node, field.name, QStringLiteral("formulaTooDeep"));
            ++m_formulaDepth;
            auto checkedFilter = check(filter->root(), {counted, {}, {}});
            --m_formulaDepth;
            if (!checkedFilter && isLimit(checkedFilter.error()))
                return fieldError(node, field.name, checkedFilter.error().reason);
            if (!checkedFilter || checkedFilter->type != Type::Boolean)
                return unusable;
            checked.children.push_back(*std::move(checkedFilter));
        }
        return checked;
    }

    const Registry &m_registry;
    int m_nodes = 0;
    int m_formulaDepth = 0;
};

void collectNames(const ExpressionNode &node, std::set<QString> &names)
{
    if (node.operation == Operation::Field)
        names.insert(node.path.first());
    for (const ExpressionNode &child : node.children)
        collectNames(child, names);
}

void collectFields(const CheckedNode &node, std::set<FieldNumber> &fields)
{
    if (!node.links.empty())
        fields.insert(node.links.front()->number);
    else if (node.field)
        fields.insert(node.field->number);
    if (node.operation == Operation::RollUp)
        return; // its filter speaks of other records
    for (const CheckedNode &child : node.children)
        collectFields(child, fields);
}

const FieldDef *unreadableOf(const EntityDef &own, const CheckedNode &node, const FieldTest &isReadable)
{
    const EntityDef *entity = &own;
    for (size_t i = 0; i < node.links.size(); ++i) {
        if (!isReadable(entity->number, node.links[i]->number))
            return node.links[i];
        entity = node.entities[i];
    }
    if (node.field && !isReadable(entity->number, node.field->number))
        return node.field;
    const EntityDef *inner = &own;
    if (node.operation == Operation::RollUp) {
        inner = node.rollUpEntity;
        for (const QString &name : {node.field->rollUp->link, node.field->rollUp->field}) {
            const FieldDef *field = inner->field(name);
            if (field && !isReadable(inner->number, field->number))
                return node.field;
        }
    }
    for (const CheckedNode &child : node.children) {
        if (const FieldDef *field = unreadableOf(*inner, child, isReadable))
            return field;
    }
    return nullptr;
}

bool asksWhoOrWhen(const CheckedNode &node)
{
    switch (node.operation) {
    case Operation::Today:
    case Operation::Now:
    case Operation::Me:
    case Operation::MyDepartment:
    case Operation::DateOf:
    case Operation::StartOfDay:
        return true;
    default:
        return std::any_of(node.children.begin(), node.children.end(), asksWhoOrWhen);
    }
}

}

CheckedExpression::CheckedExpression(const EntityDef &entity, CheckedNode root)
    : m_entity(&entity)
    , m_root(std::make_shared<const CheckedNode>(std::move(root)))
{
}

Result<CheckedExpression> checkExpression(
    const Expression &expression, const Registry &registry, const EntityDef &entity)
{
    if (expression.isNull())
        return CheckedExpression();
    TANDEM_ASSIGN(CheckedNode root, Checker(registry).check(expression.root(), {&entity, {}, {}}));
    return CheckedExpression(entity, std::move(root));
}

Result<CheckedExpression> checkCondition(
    const Expression &expression, const Registry &registry, const EntityDef &entity)
{
    if (expression.isNull())
        return CheckedExpression();
    TANDEM_ASSIGN(CheckedNode root, Checker(registry).check(expression.root(), {&entity, {}, {}}));
    TANDEM_TRY(requireCondition(root));
    return CheckedExpression(entity, std::move(root));
}

Result<CheckedExpression> compileExpression(const QString &text, const Registry &registry, const EntityDef &entity)
{
    TANDEM_ASSIGN(const Expression expression, parseExpression(text));
    return checkExpression(expression, registry, entity);
}

Result<CheckedExpression> compileCondition(const QString &text, const Registry &registry, const EntityDef &entity)
{
    TANDEM_ASSIGN(const Expression expression, parseExpression(text));
    return checkCondition(expression, registry, entity);
}

bool dependsOnSurroundings(const CheckedExpression &expression)
{
    return !expression.isNull() && asksWhoOrWhen(expression.root());
}

const FieldDef *firstUnreadable(const CheckedExpression &expression, const FieldTest &isReadable)
{
    return expression.isNull() ? nullptr : unreadableOf(expression.entity(), expression.root(), isReadable);
}

QStringList dependencies(const Expression &expression)
{
    std::set<QString> names;
    if (!expression.isNull())
        collectNames(expression.root(), names);
    return QStringList(names.begin(), names.end());
}

std::vector<FieldNumber> dependencies(const CheckedExpression &expression)
{
    std::set<FieldNumber> fields;
    if (!expression.isNull())
        collectFields(expression.root(), fields);
    return {fields.begin(), fields.end()};
}

}
