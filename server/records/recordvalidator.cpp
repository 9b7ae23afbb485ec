// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/records/recordvalidator.h"

#include "server/records/audiencerules.h"
#include "server/records/recordwriter.h"
#include "shared/metadata/jsoncontent.h"
#include "shared/metadata/validator.h"

namespace tandem::server {

Result<void> RecordValidator::checkNamed(const EntityDef &entity, const std::vector<FieldChange> &changes)
{
    for (const FieldChange &change : changes) {
        if (isStamp(change.field))
            continue;
        const FieldDef *field = entity.field(change.field);
        if (!field) {
            if (entity.fieldOrRemoved(change.field))
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

RuleJudge RecordValidator::judge() const
{
    const auto linked = [&state = m_state](
                            const EntityDef &entity, const RecordId &record) -> std::optional<FieldValues> {
        auto row = state.records().find(entity.number, record);
        if (!row || !row->has_value())
            return {};
        return std::move((*row)->values);
    };
    return RuleJudge(m_surroundings, linked, RuleJudge::Missing::Empty);
}

Result<void> RecordValidator::checkReadOnly(
    const EntityDef &entity, const FieldValues &row, const std::vector<FieldChange> &changes)
{
    const RuleJudge judge = this->judge();
    for (const EntityRules::FieldRule &rule : m_state.rules().rules(entity).fields) {
        // Who says what stands there anyway, such as a laptop that sends a new record once more, changes nothing.
        const bool isSet = std::any_of(changes.begin(), changes.end(), [&](const FieldChange &change) {
            return change.field == rule.field->number && change.to != valueIn(row, change.field);
        });
        if (isSet)
            TANDEM_TRY(judge.checkReadOnly(rule, row));
    }
    return {};
}

Result<void> RecordValidator::checkRules(const RecordChange &change)
{
    const RuleJudge judge = this->judge();
    const EntityRules &rules = m_state.rules().rules(change.entity);
    const FieldValues *before = change.event == RecordEvent::Create ? nullptr : &change.before;
    for (const EntityRules::FieldRule &rule : rules.fields)
        TANDEM_TRY(judge.checkRequired(rule, before, change.after));
    for (const EntityRules::FieldRule &rule : rules.fields)
        TANDEM_TRY(judge.checkValid(rule, before, change.after));
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
        TANDEM_TRY(checkJsonContent(*m_state.registry(), *field, single.from, single.to));
        if (field->isLinkLike()) {
            TANDEM_TRY(checkLink(*field, m_state.registry()->entity(field->target), single.to.toId()));
        } else if (field->type == FieldType::AnyLink) {
            const auto target = audiencerules::parseAnyLink(*m_state.registry(), single.to.toText());
            TANDEM_TRY(checkLink(*field, target ? target->first : nullptr, target ? target->second : RecordId()));
        }
    }
    return checkRules(change);
}

}
