// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/data/replicatypes.h"
#include "shared/expressions/rulejudge.h"
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
    /// `registry` and `entity` must outlive this.
    WriteCheck(const Registry &registry, const EntityDef &entity, const EntityAccess &access,
        const Surroundings &surroundings, RuleJudge::LinkedValues linked);

    /// All objections to changing a record from `before` to `after`; each names its field. `before` is null of a new
    /// record, whose `after` has the defaults that the server will set.
    std::vector<Error> objections(const FieldValues *before, const FieldValues &after) const;

private:
    bool isFilledIn(const FieldDef &field) const;
    Result<void> check(const FieldRules &rules, const FieldValues *before, const FieldValues &after) const;

    const Registry &m_registry;
    const EntityDef &m_entity;
    RuleJudge m_judge;
    std::vector<FieldRules> m_rules;
};

}
