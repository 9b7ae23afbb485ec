// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/records/hookregistry.h"
#include "shared/metadata/ruledef.h"

namespace tandem::server {

/// Runs the declared rules (entities/joint/rules) when records change, inside the mutation's transaction: an error in a
/// step rejects the mutation, and rules that set each other off end at the pipeline's depth. Each run is noted in the
/// story of the record that caused it.
class RuleEngine
{
public:
    explicit RuleEngine(std::vector<RuleDef> rules);

    /// Every name and expression against the definitions; once at start.
    /// Error: Invalid; `field` is "rule.step", reason as of checkExpression(), or "unknownEntity", "unknownRecord",
    /// "actionTrigger" (rules on actions are not run).
    Result<void> check(const Registry &registry) const;

    /// The engine must outlive the registry of hooks.
    void registerHooks(HookRegistry &hooks, const Registry &registry) const;

private:
    Result<void> run(MutationContext &context, const RecordChange &change, const RuleDef &rule) const;

    std::vector<RuleDef> m_rules;
};

}
