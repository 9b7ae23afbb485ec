// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/expressions/rulejudge.h"

namespace tandem {

Result<void> RuleJudge::checkReadOnly(const FieldRules &rules, const FieldValues &row) const
{
    const auto isLocked = [&](const EvaluationContext &context) {
        return holds(rules.readOnlyWhen, context);
    };
    if (!rules.readOnlyWhen.isNull() && surely(isLocked, row, nullptr))
        return Error::invalid(rules.field->name, QStringLiteral("readOnly"));
    return {};
}

Result<void> RuleJudge::checkRequired(
    const FieldRules &rules, const FieldValues *before, const FieldValues &after) const
{
    if (valueIn(after, rules.field->number).isEmpty() && isRequired(rules, before, after))
        return Error::invalid(rules.field->name, QStringLiteral("required"));
    return {};
}

bool RuleJudge::isRequired(const FieldRules &rules, const FieldValues *before, const FieldValues &after) const
{
    const FieldNumber field = rules.field->number;
    const bool isSet = !before || valueIn(*before, field) != valueIn(after, field);
    if (rules.field->required && isSet)
        return true;
    const auto isDemanded = [&](const EvaluationContext &context) {
        return holds(rules.requiredWhen, context);
    };
    const auto isOptional = [&](const EvaluationContext &context) {
        return !isDemanded(context);
    };
    return !rules.requiredWhen.isNull() && surely(isDemanded, after, before)
        && (isSet || surely(isOptional, *before, nullptr));
}

Result<void> RuleJudge::checkValid(const FieldRules &rules, const FieldValues *before, const FieldValues &after) const
{
    const FieldDef &field = *rules.field;
    const auto isBroken = [&](const EvaluationContext &context) {
        return breaksRule(rules.validWhen, field.number, context);
    };
    if (!rules.validWhen.isNull() && surely(isBroken, after, before))
        return Error::invalid(field.name, QStringLiteral("notValidWith"), {{QStringLiteral("rule"), field.validWhen}});
    return {};
}

bool RuleJudge::surely(const Question &question, const FieldValues &values, const FieldValues *previous) const
{
    bool isGuess = false;
    EvaluationContext context;
    context.values = &values;
    context.previous = previous;
    context.surroundings = m_surroundings;
    context.resolveLink = [&](const EntityDef &entity, const RecordId &record) {
        std::optional<FieldValues> found = m_linked(entity, record);
        isGuess = isGuess || (!found && m_missing == Missing::Unknown);
        return found;
    };
    return question(context) && !isGuess;
}

}
