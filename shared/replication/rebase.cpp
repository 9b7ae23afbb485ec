// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/replication/rebase.h"

#include "shared/replication/merge.h"

namespace tandem {

namespace {

void set(const EntityDef &entity, FieldValues &row, FieldNumber field, const Value &value)
{
    if (value.isNull())
        row.erase(field);
    else if (entity.field(field))
        row[field] = value;
}

/// What only the server sets begins there with its default: what nobody wrote reads here as it will read then.
void setDefaults(const EntityDef &entity, FieldValues &row)
{
    for (const FieldDef &field : entity.fields) {
        if (field.readOnly && !field.deleted && !field.defaultValue.isNull())
            row[field.number] = field.defaultValue;
    }
}

void apply(const EntityDef &entity, std::optional<FieldValues> &row, const Mutation &mutation, const RecordId &author)
{
    const RecordMerge merge = mergeMutation(entity, row, mutation);
    switch (merge.effect) {
    case RecordMerge::Effect::Nothing:
    case RecordMerge::Effect::Missing:
        return;
    case RecordMerge::Effect::Insert:
        row.emplace();
        setDefaults(entity, *row);
        set(entity, *row, systemfield::createdAt, mutation.at);
        set(entity, *row, systemfield::createdBy, author);
        break;
    case RecordMerge::Effect::Delete:
        set(entity, *row, systemfield::deletedAt, mutation.at);
        break;
    case RecordMerge::Effect::Restore:
        set(entity, *row, systemfield::deletedAt, Value());
        break;
    case RecordMerge::Effect::Update:
        break;
    }
    for (const FieldChange &change : merge.changes)
        set(entity, *row, change.field, change.to);
    set(entity, *row, systemfield::modifiedAt, mutation.at);
    set(entity, *row, systemfield::modifiedBy, author);
}

}

std::optional<FieldValues> rebase(const EntityDef &entity, const std::optional<FieldValues> &serverRow,
    const std::vector<Mutation> &outbox, const RecordId &author)
{
    std::optional<FieldValues> row = serverRow;
    for (const Mutation &mutation : outbox)
        apply(entity, row, mutation, author);
    return row;
}

}
