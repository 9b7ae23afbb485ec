// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/replication/merge.h"

namespace tandem {

namespace {

bool isDeleted(const FieldValues &values)
{
    return !valueIn(values, systemfield::deletedAt).isNull();
}

/// Fields that a mutation may name: stored, there, and not one of those that only the server's clock and rules set.
const FieldDef *mutableField(const EntityDef &entity, FieldNumber number)
{
    const FieldDef *field = entity.field(number);
    if (!field || !field->isStored() || number == systemfield::deletedAt)
        return nullptr;
    return field;
}

void mergeChanges(RecordMerge &merge, const EntityDef &entity, const FieldValues &current, const Mutation &mutation)
{
    for (const FieldChange &change : mutation.changes) {
        const FieldDef *field = mutableField(entity, change.field);
        if (!field)
            continue;
        const Value &now = valueIn(current, change.field);
        const MergeResult result = mergeField(*field, now, change.from, change.to);
        if (result.kind == MergeResult::Kind::Nothing)
            continue;
        merge.changes.push_back({change.field, now, result.value});
        if (result.kind == MergeResult::Kind::Merged && merge.outcome == Outcome::Applied)
            merge.outcome = Outcome::Merged;
        if (result.kind == MergeResult::Kind::Conflicted) {
            merge.outcome = Outcome::Conflicted;
            merge.conflicts.push_back({change.field, result.value, now, change.from});
        }
    }
}

RecordMerge mergeInsert(const EntityDef &entity, const Mutation &mutation)
{
    RecordMerge merge;
    merge.effect = RecordMerge::Effect::Insert;
    for (const FieldChange &change : mutation.changes) {
        if (mutableField(entity, change.field) && !change.to.isNull())
            merge.changes.push_back({change.field, Value(), change.to});
    }
    return merge;
}

RecordMerge mergeUpdate(const EntityDef &entity, const FieldValues &current, const Mutation &mutation)
{
    RecordMerge merge;
    mergeChanges(merge, entity, current, mutation);
    if (!merge.changes.empty())
        merge.effect = RecordMerge::Effect::Update;
    // An edit whose values stand already says nothing new, so it wakes nobody up.
    if (isDeleted(current) && !merge.changes.empty()) {
        merge.effect = RecordMerge::Effect::Restore;
        merge.recordConflict = ConflictKind::EditOfDeleted;
        merge.outcome = Outcome::Conflicted;
    }
    return merge;
}

RecordMerge mergeDelete(const EntityDef &entity, const FieldValues &current, const Mutation &mutation)
{
    RecordMerge merge;
    if (isDeleted(current))
        return merge;
    for (const FieldChange &seen : mutation.changes) {
        const FieldDef *field = mutableField(entity, seen.field);
        // What the server sets by itself, such as a running number, is nobody's edit.
        if (!field || field->isSystem() || field->readOnly || field->type == FieldType::NumberSeries)
            continue;
        if (!sameValue(valueIn(current, seen.field), seen.from))
            merge.editedByOthers.push_back(seen.field);
    }
    if (merge.editedByOthers.empty()) {
        merge.effect = RecordMerge::Effect::Delete;
        return merge;
    }
    merge.recordConflict = ConflictKind::DeleteOfEdited;
    merge.outcome = Outcome::Conflicted;
    return merge;
}

RecordMerge mergeRestore(const EntityDef &entity, const FieldValues &current, const Mutation &mutation)
{
    RecordMerge merge;
    mergeChanges(merge, entity, current, mutation);
    if (isDeleted(current))
        merge.effect = RecordMerge::Effect::Restore;
    else if (!merge.changes.empty())
        merge.effect = RecordMerge::Effect::Update;
    return merge;
}

}

RecordMerge mergeMutation(const EntityDef &entity, const FieldValues *current, const Mutation &mutation)
{
    if (mutation.kind == MutationKind::Action)
        return {};
    if (!current) {
        if (mutation.kind == MutationKind::Create)
            return mergeInsert(entity, mutation);
        RecordMerge missing;
        missing.effect = RecordMerge::Effect::Missing;
        return missing;
    }
    switch (mutation.kind) {
    case MutationKind::Create: // sent again under another number: an edit from nothing
    case MutationKind::Update:
        return mergeUpdate(entity, *current, mutation);
    case MutationKind::Delete:
        return mergeDelete(entity, *current, mutation);
    case MutationKind::Restore:
        return mergeRestore(entity, *current, mutation);
    case MutationKind::Action:
        break;
    }
    return {};
}

}
