// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/records/writecheck.h"

#include "shared/metadata/validator.h"

namespace tandem::client {

namespace {

Value valueOf(const FieldValues &values, FieldNumber field)
{
    const auto found = values.find(field);
    return found == values.end() ? Value() : found->second;
}

/// One that this build does not understand says nothing.
CheckedExpression condition(const QString &text, const Registry &registry, const EntityDef &entity)
{
    return text.isEmpty() ? CheckedExpression() : compileCondition(text, registry, entity).valueOr({});
}

}

WriteCheck::WriteCheck(const Registry &registry, const EntityDef &entity, const EntityAccess &access,
    const Surroundings &surroundings, LinkedValues linked)
    : m_surroundings(surroundings)
    , m_linked(std::move(linked))
{
    for (const FieldDef &field : entity.fields) {
        const bool isWritten = !field.deleted && !field.readOnly && field.isStored() && !field.isSystem();
        const auto right = access.fields.find(field.number);
        const bool isSeen = right == access.fields.end() || right->second == FieldAccess::Write;
        if (isWritten && isSeen) {
            m_rules.push_back({&field, condition(field.requiredWhen, registry, entity),
                condition(field.readOnlyWhen, registry, entity), condition(field.validWhen, registry, entity)});
        }
    }
}

std::vector<Error> WriteCheck::objections(const FieldValues &before, const FieldValues &after) const
{
    std::vector<Error> all;
    for (const Rules &rules : m_rules) {
        if (std::optional<Error> found = objection(rules, before, after))
            all.push_back(*std::move(found));
    }
    return all;
}

std::optional<Error> WriteCheck::objection(
    const Rules &rules, const FieldValues &before, const FieldValues &after) const
{
    const FieldDef &field = *rules.field;
    const Value value = valueOf(after, field.number);
    const bool isChanged = value != valueOf(before, field.number);
    if (isChanged && !rules.readOnly.isNull() && surelyHolds(rules.readOnly, before, nullptr))
        return Error::invalid(field.name, QStringLiteral("readOnly"));
    if (isChanged) {
        if (const Result<void> fits = validateValue(field, value); !fits.ok())
            return fits.error();
    }
    if (lacksRequired(rules, isChanged, before, after))
        return Error::invalid(field.name, QStringLiteral("required"));
    m_isUnknown = false;
    if (breaksRule(rules.valid, field.number, context(after, &before)) && !m_isUnknown)
        return Error::invalid(field.name, QStringLiteral("notValidWith"), {{QStringLiteral("rule"), field.validWhen}});
    return std::nullopt;
}

/// A record from before the field was required can still be edited elsewhere.
bool WriteCheck::lacksRequired(
    const Rules &rules, bool isChanged, const FieldValues &before, const FieldValues &after) const
{
    if (!valueOf(after, rules.field->number).isEmpty())
        return false;
    if (rules.field->required && isChanged)
        return true;
    return !rules.required.isNull() && surelyHolds(rules.required, after, &before)
        && (isChanged || !holds(rules.required, context(before, nullptr)));
}

bool WriteCheck::surelyHolds(
    const CheckedExpression &condition, const FieldValues &values, const FieldValues *previous) const
{
    m_isUnknown = false;
    return holds(condition, context(values, previous)) && !m_isUnknown;
}

EvaluationContext WriteCheck::context(const FieldValues &values, const FieldValues *previous) const
{
    EvaluationContext context;
    context.values = &values;
    context.previous = previous;
    context.surroundings = m_surroundings;
    context.resolveLink = [this](const EntityDef &entity, const RecordId &record) {
        std::optional<FieldValues> found = m_linked(entity, record);
        m_isUnknown = m_isUnknown || !found;
        return found;
    };
    return context;
}

}
