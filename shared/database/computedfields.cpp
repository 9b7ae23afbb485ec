// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/database/computedfields.h"

#include "shared/database/entitycolumns.h"
#include "shared/database/querybuilder.h"
#include "shared/database/valuecolumns.h"

#include <QSet>

#include <algorithm>
#include <cmath>

namespace tandem {

namespace {

constexpr size_t recordsAtOnce = 500; ///< in one list of ids: well below what an expression may hold

bool isWanted(const std::vector<FieldNumber> &fields, FieldNumber number)
{
    return fields.empty() || std::find(fields.begin(), fields.end(), number) != fields.end();
}

/// Roll-ups speak the language of expressions: decimals and percents without their scale.
Value unscaled(const FieldDef &field, const Value &value)
{
    const bool isScaled = (field.type == FieldType::Decimal || field.type == FieldType::Percent) && field.scale > 0;
    return isScaled && !value.isNull() ? Value(double(value.toInteger()) / std::pow(10.0, field.scale)) : value;
}

FilterCondition oneOf(const QString &field, std::vector<Value> ids)
{
    return {field, FilterCondition::Operator::In, std::move(ids), ExpressionType::Id};
}

}

ComputedFields::ComputedFields(Connection &connection, RegistryPointer registry, Surroundings surroundings, Reach reach)
    : m_connection(connection)
    , m_registry(std::move(registry))
    , m_surroundings(surroundings)
    , m_reach(std::move(reach))
{
}

/// A formula that does not compile is one of a definition that this build does not understand: it has no value.
std::vector<ComputedFields::Formula> ComputedFields::formulas(
    const EntityDef &entity, const std::vector<FieldNumber> &fields) const
{
    std::vector<Formula> formulas;
    for (const FieldDef &field : entity.fields) {
        if (field.type != FieldType::Formula || field.deleted || !isWanted(fields, field.number))
            continue;
        const auto formula = compileExpression(field.formula, *m_registry, entity);
        if (formula && !formula->isNull() && isReadable(entity, formula->root()))
            formulas.push_back({field.number, *formula});
    }
    return formulas;
}

std::vector<const FieldDef *> ComputedFields::rollUps(
    const EntityDef &entity, const std::vector<FieldNumber> &fields, const std::vector<Formula> &formulas) const
{
    QSet<FieldNumber> behind;
    for (const Formula &formula : formulas) {
        for (const FieldNumber number : dependencies(formula.expression))
            behind.insert(number);
    }
    std::vector<const FieldDef *> found;
    for (const FieldDef &field : entity.fields) {
        if (field.type != FieldType::RollUp || field.deleted)
            continue;
        if (!isWanted(fields, field.number) && !behind.contains(field.number))
            continue;
        const auto checked = compileExpression(field.name, *m_registry, entity);
        if (checked && isReadable(entity, checked->root()))
            found.push_back(&field);
    }
    return found;
}

bool ComputedFields::isReadable(const EntityDef &own, const CheckedNode &node) const
{
    if (!m_reach.isReadable)
        return true;
    const EntityDef *entity = &own;
    for (size_t i = 0; i < node.links.size(); ++i) {
        if (!m_reach.isReadable(entity->number, node.links[i]->number))
            return false;
        entity = node.entities[i];
    }
    if (node.field && !m_reach.isReadable(entity->number, node.field->number))
        return false;
    const EntityDef *inner = &own;
    if (node.operation == Operation::RollUp) {
        inner = node.rollUpEntity;
        for (const QString &name : {node.field->rollUp->link, node.field->rollUp->field}) {
            const FieldDef *field = inner->field(name);
            if (field && !m_reach.isReadable(inner->number, field->number))
                return false;
        }
    }
    return std::all_of(node.children.begin(), node.children.end(),
        [&](const CheckedNode &child) { return isReadable(*inner, child); });
}

std::vector<FieldNumber> ComputedFields::storedFields(
    const EntityDef &entity, const std::vector<FieldNumber> &fields) const
{
    if (fields.empty())
        return {};
    std::vector<FieldNumber> stored;
    QSet<FieldNumber> known;
    const auto add = [&](FieldNumber number) {
        const FieldDef *field = entity.field(number);
        if (field && field->isStored() && !known.contains(number)) {
            known.insert(number);
            stored.push_back(number);
        }
    };
    for (const FieldNumber number : fields)
        add(number);
    for (const Formula &formula : formulas(entity, fields)) {
        for (const FieldNumber number : dependencies(formula.expression))
            add(number);
    }
    // Nothing but roll-ups: an empty list would mean all.
    if (stored.empty())
        stored.push_back(systemfield::modifiedAt);
    return stored;
}

Result<void> ComputedFields::fill(
    const EntityDef &entity, const std::vector<FieldNumber> &fields, const std::vector<Row> &rows)
{
    const std::vector<Formula> formulas = this->formulas(entity, fields);
    for (const FieldDef *field : rollUps(entity, fields, formulas))
        TANDEM_TRY(rollUp(*field, rows));
    EvaluationContext context;
    context.surroundings = m_surroundings;
    context.resolveLink = [this](const EntityDef &target, const RecordId &id) {
        return linked(target, id);
    };
    for (const Row &row : rows) {
        context.values = row.values;
        context.record = row.id;
        for (const Formula &formula : formulas) {
            Value value = evaluate(formula.expression, context);
            if (!value.isNull())
                row.values->insert_or_assign(formula.field, std::move(value));
        }
    }
    return {};
}

Result<void> ComputedFields::rollUp(const FieldDef &field, const std::vector<Row> &rows)
{
    const EntityDef &counted = *m_registry->entity(field.rollUp->entity);
    QHash<RecordId, FieldValues *> byId;
    std::vector<Value> ids;
    for (const Row &row : rows) {
        byId.insert(row.id, row.values);
        if (field.rollUp->function == QLatin1String("count"))
            row.values->insert_or_assign(field.number, Value(0));
        ids.emplace_back(row.id);
        if (ids.size() == recordsAtOnce) {
            TANDEM_TRY(rollUpSome(counted, field, ids, byId));
            ids.clear();
        }
    }
    return ids.empty() ? Result<void>() : rollUpSome(counted, field, ids, byId);
}

Result<void> ComputedFields::rollUpSome(const EntityDef &counted, const FieldDef &field, const std::vector<Value> &ids,
    const QHash<RecordId, FieldValues *> &rows)
{
    const RollUpDef &def = *field.rollUp;
    const FieldDef &link = *counted.field(def.link);
    const FieldDef *of = def.function == QLatin1String("count") ? nullptr : counted.field(def.field);
    RecordQuery query;
    query.entity = counted.name;
    TANDEM_ASSIGN(const Expression filter, parseExpression(def.filter));
    query.filter = allOf(buildFilter({oneOf(def.link, ids)}), filter);
    query.surroundings = m_surroundings;
    if (m_reach.visibility)
        query.visibility = m_reach.visibility(counted.number);
    const QueryBuilder builder(m_connection.dialect(), m_registry);
    TANDEM_ASSIGN(const BoundSql sql, builder.aggregate(query, def.function, def.field, def.link));
    TANDEM_ASSIGN(Statement groups, sql.prepare(m_connection));
    QSet<RecordId> seen;
    for (;;) {
        TANDEM_ASSIGN(const bool row, groups.step());
        if (!row)
            return {};
        const RecordId id = readValue(groups, 0, link).toId();
        FieldValues *values = rows.value(id);
        if (!values || groups.isNull(1))
            continue;
        // A second group of one record is one of another currency: together they have no sum.
        if (seen.contains(id))
            values->erase(field.number);
        else
            values->insert_or_assign(
                field.number, of ? unscaled(*of, readValue(groups, 1, *of)) : Value(groups.integer(1)));
        seen.insert(id);
    }
}

/// Links of a page lead to the same few records.
std::optional<FieldValues> ComputedFields::linked(const EntityDef &entity, const RecordId &id)
{
    const auto known = m_linked.constFind(id);
    if (known != m_linked.cend())
        return *known;
    std::optional<FieldValues> values = readLinked(entity, id).valueOr({});
    m_linked.insert(id, values);
    return values;
}

Result<std::optional<FieldValues>> ComputedFields::readLinked(const EntityDef &entity, const RecordId &id)
{
    RecordQuery query;
    query.entity = entity.name;
    query.filter = buildFilter({oneOf(QStringLiteral("id"), {Value(id)})});
    query.deleted = RecordQuery::Deleted::With;
    if (m_reach.visibility)
        query.visibility = m_reach.visibility(entity.number);
    TANDEM_ASSIGN(const BoundSql sql, QueryBuilder(m_connection.dialect(), m_registry).rows(query));
    TANDEM_ASSIGN(Statement row, sql.prepare(m_connection));
    TANDEM_ASSIGN(const bool found, row.step());
    if (!found)
        return std::optional<FieldValues>();
    return std::optional<FieldValues>(EntityColumns(entity).read(row, 2));
}

}
