// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/database/linkedrecordplan.h"
#include "shared/database/rollupplan.h"

#include <unordered_map>

namespace tandem {

/// What the definitions alone say about computed fields, worked out once per entity, when it is first needed: formulas
/// parsed and checked, roll-ups as SQL. Belongs to one thread and one registry; another registry needs another object,
/// so nothing in it is ever out of date.
class ComputedPlans
{
public:
    struct Formula
    {
        FieldNumber field;
        CheckedExpression expression;
        std::vector<FieldNumber> dependencies; ///< of the record's own entity
    };
    struct Plan
    {
        std::vector<Formula> formulas;
        std::vector<RollUpPlan> rollUps;
    };

    explicit ComputedPlans(RegistryPointer registry);

    const RegistryPointer &registry() const { return m_registry; }
    Plan &of(const EntityDef &entity); ///< of this registry
    LinkedRecordPlan &linked(const EntityDef &entity); ///< of this registry

private:
    Plan make(const EntityDef &entity) const;

    RegistryPointer m_registry;
    std::unordered_map<EntityNumber, Plan> m_plans;
    std::unordered_map<EntityNumber, LinkedRecordPlan> m_linked;
};

}
