// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/records/writecheck.h"

#include "shared/metadata/jsoncontent.h"
#include "shared/metadata/validator.h"

namespace tandem::client {

namespace {

/// One that this build does not understand, or that looks at what the user does not see, says nothing.
CheckedExpression condition(
    const QString &text, const Registry &registry, const EntityDef &entity, const EntityAccess &access)
{
    if (text.isEmpty())
        return {};
    const CheckedExpression compiled = compileCondition(text, registry, entity).valueOr({});
    const auto isReadable = [&](EntityNumber number, FieldNumber field) {
        return number != entity.number || access.fieldAccess(field) >= FieldAccess::Read;
    };
    return compiled.isNull() || firstUnreadable(compiled, isReadable) ? CheckedExpression() : compiled;
}

}

WriteCheck::WriteCheck(const Registry &registry, const EntityDef &entity, const EntityAccess &access,
    const Surroundings &surroundings, RuleJudge::LinkedValues linked)
    : m_registry(registry)
    , m_entity(entity)
    , m_judge(surroundings, std::move(linked), RuleJudge::Missing::Unknown)
{
    const auto compiled = [&](const QString &text) {
        return condition(text, registry, entity, access);
    };
    for (const FieldDef &field : entity.fields) {
        const bool isWritten = !field.deleted && !field.readOnly && field.isStored() && !field.isSystem();
        if (isWritten && access.fieldAccess(field.number) == FieldAccess::Write) {
            m_rules.push_back(
                {&field, compiled(field.requiredWhen), compiled(field.readOnlyWhen), compiled(field.validWhen)});
        }
    }
}

std::vector<Error> WriteCheck::objections(const FieldValues *before, const FieldValues &after) const
{
    std::vector<Error> all;
    for (const FieldRules &rules : m_rules) {
        if (const Result<void> checked = check(rules, before, after); !checked.ok())
            all.push_back(checked.error());
    }
    return all;
}

/// What a new record gets from the server where it is left empty: its number, and the first pipeline and stage.
bool WriteCheck::isFilledIn(const FieldDef &field) const
{
    const bool isPlace = field.target == QLatin1String("pipeline") || field.target == QLatin1String("stage");
    return field.type == FieldType::NumberSeries || (isPlace && m_entity.traits.testFlag(Trait::Stage));
}

Result<void> WriteCheck::check(const FieldRules &rules, const FieldValues *before, const FieldValues &after) const
{
    const Value value = valueIn(after, rules.field->number);
    const Value seen = before ? valueIn(*before, rules.field->number) : Value();
    if (value != seen) {
        if (before)
            TANDEM_TRY(m_judge.checkReadOnly(rules, *before));
        TANDEM_TRY(validateValue(*rules.field, value));
        TANDEM_TRY(checkJsonContent(m_registry, *rules.field, seen, value));
    }
    if (before || !isFilledIn(*rules.field))
        TANDEM_TRY(m_judge.checkRequired(rules, before, after));
    return m_judge.checkValid(rules, before, after);
}

}
