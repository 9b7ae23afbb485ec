// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/records/recordvalidator.h"

#include "server/records/audiencerules.h"
#include "server/records/recordwriter.h"
#include "shared/metadata/validator.h"

namespace tandem::server {

namespace {

bool wasDeleted(const EntityDef &entity, FieldNumber number)
{
    return std::any_of(entity.fields.begin(), entity.fields.end(),
        [number](const FieldDef &field) { return field.number == number && field.deleted; });
}

}

Result<void> RecordValidator::checkNamed(const EntityDef &entity, const std::vector<FieldChange> &changes)
{
    for (const FieldChange &change : changes) {
        if (isStamp(change.field))
            continue;
        const FieldDef *field = entity.field(change.field);
        if (!field) {
            if (wasDeleted(entity, change.field))
                continue;
            return Error::invalid(QString::number(change.field), QStringLiteral("unknownField"),
                {{QStringLiteral("number"), change.field}});
        }
        const bool computed = !field->isStored() || field->type == FieldType::NumberSeries;
        if (field->readOnly || computed || change.field == systemfield::deletedAt)
            return Error::invalid(field->name, QStringLiteral("readOnly"));
    }
    return {};
}

EvaluationContext RecordValidator::context(const FieldValues &values, const FieldValues *previous) const
{
    EvaluationContext context;
    context.values = &values;
    context.previous = previous;
    context.surroundings = m_surroundings;
    context.resolveLink = [this](const EntityDef &entity, const RecordId &record) -> std::optional<FieldValues> {
        auto row = m_state.records().find(entity.number, record);
        if (!row || !row->has_value())
            return {};
        return std::move((*row)->values);
    };
    return context;
}

Result<void> RecordValidator::checkReadOnly(
    const EntityDef &entity, const FieldValues &row, const std::vector<FieldChange> &changes)
{
    for (const EntityRules::FieldRule &rule : m_state.rules().rules(entity).fields) {
        if (rule.readOnlyWhen.isNull())
            continue;
        const bool named = std::any_of(changes.begin(), changes.end(),
            [&](const FieldChange &change) { return change.field == rule.field->number; });
        if (named && holds(rule.readOnlyWhen, context(row, nullptr)))
            return Error::invalid(rule.field->name, QStringLiteral("readOnly"));
    }
    return {};
}

Result<void> RecordValidator::checkRequired(const RecordChange &change)
{
    const EntityRules &rules = m_state.rules().rules(change.entity);
    const bool creates = change.event == RecordEvent::Create;
    // A record from before the field was required can still be edited elsewhere.
    for (const FieldDef *field : rules.required) {
        if (change.is(field->number).isEmpty() && (creates || change.changed(field->number)))
            return Error::invalid(field->name, QStringLiteral("required"));
    }
    for (const EntityRules::FieldRule &rule : rules.fields) {
        if (rule.requiredWhen.isNull() || !change.is(rule.field->number).isEmpty())
            continue;
        if (!holds(rule.requiredWhen, context(change.after, &change.before)))
            continue;
        const bool isNew =
            creates || change.changed(rule.field->number) || !holds(rule.requiredWhen, context(change.before, nullptr));
        if (isNew)
            return Error::invalid(rule.field->name, QStringLiteral("required"));
    }
    return {};
}

Result<void> RecordValidator::checkValid(const RecordChange &change)
{
    const FieldValues *before = change.event == RecordEvent::Create ? nullptr : &change.before;
    for (const EntityRules::FieldRule &rule : m_state.rules().rules(change.entity).fields) {
        if (!rule.validWhen.isNull() && breaksRule(rule.validWhen, rule.field->number, context(change.after, before)))
            return Error::invalid(
                rule.field->name, QStringLiteral("notValidWith"), {{QStringLiteral("rule"), rule.field->validWhen}});
    }
    return {};
}

Result<void> RecordValidator::checkLink(const FieldDef &field, const EntityDef *target, const RecordId &record)
{
    const Error notFound = Error::invalid(field.name, QStringLiteral("linkNotFound"));
    if (!target)
        return notFound;
    TANDEM_ASSIGN(const auto row, m_state.records().find(target->number, record));
    if (!row || row->isDeleted())
        return notFound;
    if (!m_permissions || m_permissions->keySet(target->number).all)
        return {};
    TANDEM_ASSIGN(const bool visible,
        m_state.audience().isVisible(target->number, record, m_permissions->keySet(target->number)));
    return visible ? Result<void>() : Result<void>(notFound);
}

Result<void> RecordValidator::check(const RecordChange &change)
{
    for (const FieldChange &single : differences(change.before, change.after)) {
        const FieldDef *field = change.entity.field(single.field);
        if (!field || single.to.isNull())
            continue;
        TANDEM_TRY(validateValue(*field, single.to));
        if (field->isLinkLike()) {
            TANDEM_TRY(checkLink(*field, m_state.registry()->entity(field->target), single.to.toId()));
        } else if (field->type == FieldType::AnyLink) {
            const auto target = audiencerules::parseAnyLink(*m_state.registry(), single.to.toText());
            TANDEM_TRY(checkLink(*field, target ? target->first : nullptr, target ? target->second : RecordId()));
        }
    }
    TANDEM_TRY(checkRequired(change));
    return checkValid(change);
}

}
