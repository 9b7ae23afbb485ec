// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/database/computedplans.h"

namespace tandem {

ComputedPlans::ComputedPlans(RegistryPointer registry)
    : m_registry(std::move(registry))
{
}

ComputedPlans::Plan &ComputedPlans::of(const EntityDef &entity)
{
    const auto known = m_plans.find(entity.number);
    return known != m_plans.end() ? known->second : m_plans.emplace(entity.number, make(entity)).first->second;
}

LinkedRecordPlan &ComputedPlans::linked(const EntityDef &entity)
{
    return m_linked.try_emplace(entity.number, entity).first->second;
}

/// A field whose definition does not compile is one of a build that knows more: it has no value here.
ComputedPlans::Plan ComputedPlans::make(const EntityDef &entity) const
{
    Plan plan;
    for (const FieldDef &field : entity.fields) {
        const bool isFormula = field.type == FieldType::Formula;
        if (field.deleted || !(isFormula || field.type == FieldType::RollUp))
            continue;
        const auto checked = compileExpression(isFormula ? field.formula : field.name, *m_registry, entity);
        if (!checked || checked->isNull())
            continue;
        if (isFormula)
            plan.formulas.push_back({field.number, *checked, dependencies(*checked)});
        else
            plan.rollUps.emplace_back(field, *checked);
    }
    return plan;
}

}
