// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/replica/replicatypes.h"
#include "shared/expressions/evaluate.h"
#include "shared/metadata/registry.h"

namespace tandem::client {

/// What the rules of one entity say against an edit, judged as the server will judge it. Wherever somebody edits
/// outside of a form, which says it while it is typed.
///
/// Where this machine cannot tell, because a rule looks at a record that is not here or at a field that the user may
/// not see, nothing is said: the server has the last word.
class WriteCheck
{
public:
    using LinkedValues = std::function<std::optional<FieldValues>(const EntityDef &, const RecordId &)>;

    WriteCheck(const Registry &registry, const EntityDef &entity, const EntityAccess &access,
        const Surroundings &surroundings, LinkedValues linked);

    /// All objections to changing a record from `before` to `after`; each names its field.
    std::vector<Error> objections(const FieldValues &before, const FieldValues &after) const;

private:
    struct Rules
    {
        const FieldDef *field;
        CheckedExpression required;
        CheckedExpression readOnly;
        CheckedExpression valid;
    };

    std::optional<Error> objection(const Rules &rules, const FieldValues &before, const FieldValues &after) const;
    bool lacksRequired(const Rules &rules, bool isChanged, const FieldValues &before, const FieldValues &after) const;
    bool surelyHolds(const CheckedExpression &condition, const FieldValues &values, const FieldValues *previous) const;
    EvaluationContext context(const FieldValues &values, const FieldValues *previous) const;

    Surroundings m_surroundings;
    LinkedValues m_linked;
    std::vector<Rules> m_rules;
    mutable bool m_isUnknown = false; ///< the last evaluation met a record that is not here
};

}
