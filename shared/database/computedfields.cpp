// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/database/computedfields.h"

#include <QSet>

#include <algorithm>

namespace tandem {

namespace {

bool contains(const std::vector<FieldNumber> &fields, FieldNumber number)
{
    return std::find(fields.begin(), fields.end(), number) != fields.end();
}

bool isWanted(const std::vector<FieldNumber> &fields, FieldNumber number)
{
    return fields.empty() || contains(fields, number);
}

}

ComputedFields::ComputedFields(Connection &connection, ComputedPlans &plans, Surroundings surroundings, Reach reach)
    : m_connection(connection)
    , m_plans(plans)
    , m_surroundings(surroundings)
    , m_reach(std::move(reach))
{
}

std::vector<const ComputedPlans::Formula *> ComputedFields::formulas(
    const EntityDef &entity, const std::vector<FieldNumber> &fields) const
{
    std::vector<const Formula *> formulas;
    for (const Formula &formula : m_plans.of(entity).formulas) {
        if (isWanted(fields, formula.field) && isReadable(formula.expression))
            formulas.push_back(&formula);
    }
    return formulas;
}

bool ComputedFields::isReadable(const CheckedExpression &expression) const
{
    return !m_reach.isReadable || !firstUnreadable(expression, m_reach.isReadable);
}

std::optional<KeySet> ComputedFields::visibility(EntityNumber entity) const
{
    return m_reach.visibility ? std::optional(m_reach.visibility(entity)) : std::nullopt;
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
    for (const Formula *formula : formulas(entity, fields)) {
        for (const FieldNumber number : formula->dependencies)
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
    const std::vector<const Formula *> formulas = this->formulas(entity, fields);
    for (const RollUps &wanted : rollUps(entity, fields, formulas))
        TANDEM_TRY(rollUp(wanted, rows));
    if (!formulas.empty())
        evaluateAll(formulas, rows);
    return {};
}

void ComputedFields::evaluateAll(const std::vector<const Formula *> &formulas, const std::vector<Row> &rows)
{
    EvaluationContext context;
    context.surroundings = m_surroundings;
    context.resolveLink = [this](const EntityDef &target, const RecordId &id) {
        return linked(target, id);
    };
    for (const Row &row : rows) {
        context.values = row.values;
        context.record = row.id;
        for (const Formula *formula : formulas) {
            Value value = evaluate(formula->expression, context);
            if (!value.isNull())
                row.values->insert_or_assign(formula->field, std::move(value));
        }
    }
}

std::vector<ComputedFields::RollUps> ComputedFields::rollUps(
    const EntityDef &entity, const std::vector<FieldNumber> &fields, const std::vector<const Formula *> &formulas) const
{
    std::vector<RollUps> sums;
    std::vector<RollUpPlan *> counts;
    for (RollUpPlan &plan : m_plans.of(entity).rollUps) {
        const bool isNeeded = isWanted(fields, plan.field())
            || std::any_of(formulas.begin(), formulas.end(),
                [&](const Formula *formula) { return contains(formula->dependencies, plan.field()); });
        if (!isNeeded || !isReadable(plan.expression()))
            continue;
        if (plan.isCount())
            counts.push_back(&plan);
        else
            sums.push_back({plan});
    }
    for (RollUpPlan *count : counts) {
        const auto sum = std::find_if(sums.begin(), sums.end(), [count](const RollUps &other) {
            return !other.count && !other.plan.isCount() && other.plan.isAboutTheSameAs(*count);
        });
        if (sum == sums.end())
            sums.push_back({*count});
        else
            sum->count = count;
    }
    return sums;
}

Result<void> ComputedFields::rollUp(const RollUps &wanted, const std::vector<Row> &rows)
{
    const RollUpPlan *count = wanted.plan.isCount() ? &wanted.plan : wanted.count;
    if (count) {
        for (const Row &row : rows)
            row.values->insert_or_assign(count->field(), Value(0));
    }
    const std::optional<KeySet> visibility = this->visibility(wanted.plan.counted());
    if (visibility && visibility->isEmpty())
        return {};
    QHash<RecordId, FieldValues *> byId;
    std::vector<RecordId> ids;
    for (const Row &row : rows) {
        byId.insert(row.id, row.values);
        ids.push_back(row.id);
        if (ids.size() == RollUpPlan::recordsAtOnce) {
            TANDEM_TRY(rollUpSome(wanted, ids, byId));
            ids.clear();
        }
    }
    return ids.empty() ? Result<void>() : rollUpSome(wanted, ids, byId);
}

Result<void> ComputedFields::rollUpSome(
    const RollUps &wanted, const std::vector<RecordId> &ids, const QHash<RecordId, FieldValues *> &rows)
{
    RollUpPlan &plan = wanted.plan;
    TANDEM_ASSIGN(Statement groups,
        plan.prepare(
            m_connection, m_plans.registry(), ids, {m_reach.visibility, m_surroundings, wanted.count != nullptr}));
    QSet<RecordId> seen;
    for (;;) {
        TANDEM_ASSIGN(const bool row, groups.step());
        if (!row)
            return {};
        const RecordId id = plan.recordOf(groups);
        Value value = plan.valueOf(groups);
        FieldValues *values = rows.value(id);
        if (!values)
            continue;
        if (wanted.count) {
            Value &counted = (*values)[wanted.count->field()];
            counted = Value(counted.toInteger() + plan.countOf(groups));
        }
        if (value.isNull())
            continue;
        // A second group of one record is one of another currency: together they have no sum.
        if (seen.contains(id))
            values->erase(plan.field());
        else
            values->insert_or_assign(plan.field(), std::move(value));
        seen.insert(id);
    }
}

/// Links of a page lead to the same few records.
std::optional<FieldValues> ComputedFields::linked(const EntityDef &entity, const RecordId &id)
{
    const auto known = m_linked.constFind(id);
    if (known != m_linked.cend())
        return *known;
    std::optional<FieldValues> values =
        m_plans.linked(entity).read(m_connection, m_plans.registry(), id, visibility(entity.number)).valueOr({});
    m_linked.insert(id, values);
    return values;
}

}
