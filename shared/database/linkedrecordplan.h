// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/database/querybuilder.h"

namespace tandem {

/// Reads one record of an entity at a time, as formulas look at those that a link leads to; deleted ones too. Belongs
/// to one thread; must not outlive the registry.
class LinkedRecordPlan
{
public:
    explicit LinkedRecordPlan(const EntityDef &entity);

    /// None if there is no such record among those that `visibility` lets see.
    Result<std::optional<FieldValues>> read(Connection &connection, const RegistryPointer &registry, const RecordId &id,
        const std::optional<KeySet> &visibility);

private:
    const EntityDef &m_entity;
    EntityColumns m_columns;
    std::optional<BoundSql> m_any; ///< written when first needed
    std::optional<BoundSql> m_visible;
};

}
