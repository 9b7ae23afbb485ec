// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/records/defaults.h"

#include "shared/entities/entitynames.h"
#include "shared/metadata/fieldtypes/fieldtype.h"

namespace tandem::server {

namespace {

void set(FieldValues &values, FieldNumber field, Value value)
{
    if (value.isNull())
        values.erase(field);
    else
        values.insert_or_assign(field, std::move(value));
}

}

void Defaults::stamp(RecordChange &change)
{
    const Value user = m_actor.user.isNull() ? Value() : Value(m_actor.user);
    if (change.event == RecordEvent::Create) {
        set(change.after, systemfield::createdBy, user);
        set(change.after, systemfield::createdAt, m_state.now());
    }
    set(change.after, systemfield::modifiedBy, user);
    set(change.after, systemfield::modifiedAt, m_state.now());
}

Result<void> Defaults::followOwner(RecordChange &change)
{
    const RecordId owner = change.is(systemfield::owner).toId();
    if (owner.isNull())
        return {};
    if (owner == m_actor.user && m_surroundings.me == owner) {
        if (!m_surroundings.myDepartment.isNull())
            set(change.after, systemfield::department, m_surroundings.myDepartment);
        return {};
    }
    TANDEM_ASSIGN(const auto user, m_state.records().find(entities::user::number, owner));
    if (user && !user->value(systemfield::department).isNull())
        set(change.after, systemfield::department, user->value(systemfield::department));
    return {};
}

Result<void> Defaults::fillNumbers(RecordChange &change)
{
    for (const FieldDef *field : m_state.rules().rules(change.entity).numbered) {
        if (!change.is(field->number).isNull())
            continue;
        TANDEM_ASSIGN(const QString number,
            m_state.numbers().next(change.entity.number, field->number, field->numberFormat,
                m_state.now() + qint64(m_state.utcOffsetSeconds()) * 1000));
        change.after.insert_or_assign(field->number, number);
    }
    return {};
}

Result<void> Defaults::fillNew(RecordChange &change, const std::vector<FieldChange> &named)
{
    const auto isNamed = [&named](FieldNumber field) {
        return std::any_of(
            named.begin(), named.end(), [field](const FieldChange &change) { return change.field == field; });
    };
    if (change.is(systemfield::owner).isNull() && !m_actor.user.isNull())
        set(change.after, systemfield::owner, m_actor.user);
    if (change.is(systemfield::department).isNull() && !isNamed(systemfield::department))
        TANDEM_TRY(followOwner(change));
    for (const FieldDef &field : change.entity.fields) {
        if (!field.deleted && !field.defaultValue.isNull() && !isNamed(field.number))
            change.after.try_emplace(field.number, field.defaultValue);
    }
    EvaluationContext context;
    context.values = &change.after;
    context.record = change.record;
    context.surroundings = m_surroundings;
    for (const EntityRules::FieldRule &rule : m_state.rules().rules(change.entity).fields) {
        const FieldDef &field = *rule.field;
        if (rule.defaultExpression.isNull() || isNamed(field.number) || change.after.contains(field.number))
            continue;
        const Value value = storedForm(field, evaluate(rule.defaultExpression, context));
        if (value.kind() == fieldTypeInfo(field.type).kind()) // one that does not fit must not prevent the record
            set(change.after, field.number, value);
    }
    stamp(change);
    return fillNumbers(change);
}

Result<void> Defaults::fillChanged(RecordChange &change)
{
    if (change.changed(systemfield::owner) && !change.changed(systemfield::department))
        TANDEM_TRY(followOwner(change));
    stamp(change);
    return {};
}

}
