// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/database/querybuilder.h"
#include "shared/expressions/check.h"

#include <map>

namespace tandem {

/// One roll-up, and the statement that computes it for a page of records. Its text is written when it is first needed
/// and kept, except where the filter asks who or when ("closeDate < today()"), or looks at other records
/// ("account.name") while there is a bound to what may be seen. Belongs to one thread; must not outlive the registry.
class RollUpPlan
{
public:
    /// Most records in one statement: well below what SQL may hold.
    static constexpr size_t recordsAtOnce = 500;

    /// `expression` is the roll-up's own name, checked: what it looks at.
    RollUpPlan(const FieldDef &field, CheckedExpression expression);

    FieldNumber field() const { return m_field->number; }
    const CheckedExpression &expression() const { return m_expression; }
    EntityNumber counted() const { return m_counted->number; }
    bool isCount() const { return m_of == nullptr; }

    using Reach = std::function<KeySet(EntityNumber)>;

    /// Over at most recordsAtOnce records. `reach` (if any) bounds the records that are counted and those that the
    /// filter looks at, as in RecordQuery; it is not empty for counted(), when there is nothing to ask. Each row is
    /// read by recordOf() and valueOf(); a second row of a record is one of another currency.
    Result<Statement> prepare(Connection &connection, const RegistryPointer &registry, const std::vector<RecordId> &ids,
        const Reach &reach, const Surroundings &surroundings);
    RecordId recordOf(const Statement &row) const { return row.id(0); }
    Value valueOf(const Statement &row) const; ///< null: nothing was there to compute it from

private:
    Result<BoundSql> write(const Connection &connection, const RegistryPointer &registry, int places,
        const Reach &reach, const Surroundings &surroundings) const;

    const FieldDef *m_field;
    CheckedExpression m_expression;
    const EntityDef *m_counted;
    const FieldDef *m_of = nullptr; ///< what is summed; null: it counts
    bool m_isSameForAll; ///< the filter asks neither who nor when
    bool m_looksBeyond; ///< the filter looks at other records than those that are counted
    std::map<std::pair<int, bool>, BoundSql> m_written; ///< by places for ids, and whether keys are asked about
};

}
