// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/forms/formrules.h"

#include "shared/expressions/check.h"

namespace tandem::client {

namespace {

EvaluationContext contextOf(
    const FieldValues &values, const FieldValues &previous, const Surroundings &surroundings, LinkCache *links)
{
    EvaluationContext context;
    context.values = &values;
    context.previous = &previous;
    context.surroundings = surroundings;
    if (links)
        context.resolveLink = [links](const EntityDef &entity, const RecordId &id) {
            return links->values(entity, id);
        };
    return context;
}

}

FormRules::FormRules(RegistryPointer registry, const EntityDef &entity)
    : m_registry(std::move(registry))
    , m_entity(entity)
{
    for (const FieldDef &field : entity.fields) {
        if (field.deleted)
            continue;
        m_fields.insert(field.number,
            {condition(field.visibleWhen), condition(field.requiredWhen), condition(field.readOnlyWhen),
                condition(field.validWhen), expression(field.formula), expression(field.defaultExpression)});
    }
    for (const DetailSection &section : entity.detail.sections)
        m_sections.insert(section.name, condition(section.visibleWhen));
}

FormRules::FieldState FormRules::state(const FieldDef &field, const FieldValues &values, const FieldValues &previous,
    const Surroundings &surroundings, LinkCache *links) const
{
    const Conditions conditions = m_fields.value(field.number);
    const EvaluationContext context = contextOf(values, previous, surroundings, links);
    FieldState state;
    state.visible = holds(conditions.visible, context);
    state.required = field.required || (!conditions.required.isNull() && holds(conditions.required, context));
    state.readOnly = field.readOnly || (!conditions.readOnly.isNull() && holds(conditions.readOnly, context));
    state.valid = !breaksRule(conditions.valid, field.number, context);
    return state;
}

bool FormRules::sectionVisible(const DetailSection &section, const FieldValues &values, const FieldValues &previous,
    const Surroundings &surroundings, LinkCache *links) const
{
    return holds(m_sections.value(section.name), contextOf(values, previous, surroundings, links));
}

Value FormRules::formula(const FieldDef &field, const FieldValues &values, const FieldValues &previous,
    const Surroundings &surroundings, LinkCache *links) const
{
    const CheckedExpression formula = m_fields.value(field.number).formula;
    return formula.isNull() ? Value() : evaluate(formula, contextOf(values, previous, surroundings, links));
}

Value FormRules::defaultValue(const FieldDef &field, const Surroundings &surroundings) const
{
    const CheckedExpression byExpression = m_fields.value(field.number).defaultValue;
    if (byExpression.isNull())
        return field.defaultValue;
    static const FieldValues none;
    return storedForm(field, evaluate(byExpression, contextOf(none, none, surroundings, nullptr)));
}

/// Definitions are checked when they are loaded, so an expression that does not compile here is one that this
/// version does not understand: it says nothing.
CheckedExpression FormRules::condition(const QString &text) const
{
    return text.isEmpty() ? CheckedExpression() : compileCondition(text, *m_registry, m_entity).valueOr({});
}

CheckedExpression FormRules::expression(const QString &text) const
{
    return text.isEmpty() ? CheckedExpression() : compileExpression(text, *m_registry, m_entity).valueOr({});
}

}
