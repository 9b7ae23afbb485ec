// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/expressions/evaluate.h"

namespace tandem {

/// What the definition of one field says about edits, compiled.
struct FieldRules
{
    const FieldDef *field = nullptr;
    CheckedExpression requiredWhen;
    CheckedExpression readOnlyWhen;
    CheckedExpression validWhen;
};

/// Whether a change of a record keeps to the rules of its fields. The same on the server, which decides, and on a
/// laptop, which says it while somebody edits. Values themselves are judged by validateValue().
class RuleJudge
{
public:
    using LinkedValues = decltype(EvaluationContext::resolveLink);
    /// What a linked record counts as that `linked` does not give.
    enum class Missing {
        Empty, ///< there is none
        Unknown, ///< it may be elsewhere: no objection comes from a rule that looks at it
    };

    RuleJudge(const Surroundings &surroundings, LinkedValues linked, Missing missing)
        : m_surroundings(surroundings)
        , m_linked(std::move(linked))
        , m_missing(missing)
    {
    }

    /// Whether the field of a record with the values `row` may be set. Error: Invalid ("readOnly").
    Result<void> checkReadOnly(const FieldRules &rules, const FieldValues &row) const;
    /// `before` is null of a new record. A record from before the field was required can still be edited elsewhere.
    /// Error: Invalid ("required").
    Result<void> checkRequired(const FieldRules &rules, const FieldValues *before, const FieldValues &after) const;
    /// As breaksRule() judges. Error: Invalid ("notValidWith" with the "rule").
    Result<void> checkValid(const FieldRules &rules, const FieldValues *before, const FieldValues &after) const;

private:
    using Question = std::function<bool(const EvaluationContext &)>;

    bool isRequired(const FieldRules &rules, const FieldValues *before, const FieldValues &after) const;
    bool surely(const Question &question, const FieldValues &values, const FieldValues *previous) const;

    Surroundings m_surroundings;
    LinkedValues m_linked;
    Missing m_missing;
};

}
