// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/replication/undo.h"

#include "shared/replication/merge.h"

#include <map>

namespace tandem {

namespace {

/// What can be set to another value at all; owner and department too.
bool isSettable(const FieldDef &field)
{
    const bool stamped = field.isSystem() && field.number > systemfield::department;
    return !field.deleted && field.isStored() && field.type != FieldType::NumberSeries && !stamped;
}

/// What people write.
bool isPeoples(const FieldDef &field)
{
    return isSettable(field) && !field.readOnly;
}

/// All steps as one.
struct Net
{
    bool created = false;
    bool deleted = false;
    bool restored = false;
    std::map<FieldNumber, FieldChange> fields; ///< first `from`, last `to`
};

Net netOf(const EntityDef &entity, const std::vector<UndoStep> &steps)
{
    Net net;
    for (const UndoStep &step : steps) {
        net.created = net.created || step.kind == MutationKind::Create;
        if (step.kind == MutationKind::Delete || step.kind == MutationKind::Restore) {
            net.deleted = step.kind == MutationKind::Delete;
            net.restored = !net.deleted;
        }
        for (const FieldChange &change : step.changes) {
            const FieldDef *field = entity.field(change.field);
            if (!field || !(step.byServer ? isSettable(*field) : isPeoples(*field)))
                continue;
            const auto [known, isNew] = net.fields.try_emplace(change.field, change);
            if (!isNew)
                known->second.to = change.to;
        }
    }
    return net;
}

/// Fields that differ from what the creation left. What somebody cannot read tells him nothing.
std::vector<KeptField> editedSince(
    const EntityDef &entity, const Net &net, const FieldValues &current, const FieldAccessTest &access)
{
    std::vector<KeptField> edited;
    for (const FieldDef &field : entity.fields) {
        if (!isPeoples(field) || access(field.number) < FieldAccess::Read)
            continue;
        const auto left = net.fields.find(field.number);
        const Value given = left == net.fields.end() ? Value() : left->second.to;
        if (!sameValue(valueIn(current, field.number), given))
            edited.push_back({field.number, KeptBecause::Changed});
    }
    return edited;
}

UndoDecision removal(const EntityDef &entity, const Net &net, const FieldValues &current, const FieldAccessTest &access)
{
    UndoDecision decision;
    decision.kept = editedSince(entity, net, current, access);
    if (!decision.kept.empty())
        return decision;
    decision.effect = UndoDecision::Effect::Delete;
    for (const FieldDef &field : entity.fields) {
        if (isPeoples(field) && !field.isSystem() && access(field.number) >= FieldAccess::Read)
            decision.changes.push_back({field.number, valueIn(current, field.number), Value()});
    }
    return decision;
}

void takeBackFields(UndoDecision &decision, const Net &net, const FieldValues &current, const FieldAccessTest &access)
{
    for (const auto &[number, change] : net.fields) {
        const Value &now = valueIn(current, number);
        const bool isReadable = access(number) >= FieldAccess::Read;
        // Never different, or back already; what somebody cannot read does not tell him that it is.
        if (sameValue(change.from, change.to) || (isReadable && sameValue(now, change.from)))
            continue;
        if (isReadable && !sameValue(now, change.to))
            decision.kept.push_back({number, KeptBecause::Changed});
        else if (access(number) != FieldAccess::Write)
            decision.kept.push_back({number, KeptBecause::NotWritable});
        else
            decision.changes.push_back({number, now, change.from});
    }
}

}

UndoDecision decideUndo(const EntityDef &entity, const std::vector<UndoStep> &steps,
    const std::optional<FieldValues> &current, const FieldAccessTest &access)
{
    const Net net = netOf(entity, steps);
    const bool isThere = current && valueIn(*current, systemfield::deletedAt).isNull();
    UndoDecision decision;
    if (net.created) // and deleted as well: nothing is left of it
        return isThere ? removal(entity, net, *current, access) : decision;
    if (!current || (!isThere && !net.deleted)) {
        if (!net.fields.empty() || net.restored || net.deleted) // deleted: and removed from the recycle bin since
            decision.kept.push_back({0, KeptBecause::Gone});
        return decision;
    }
    takeBackFields(decision, net, *current, access);
    if (net.deleted && !isThere)
        decision.effect = UndoDecision::Effect::Restore;
    else if (net.restored && decision.kept.empty())
        decision.effect = UndoDecision::Effect::Delete;
    else if (!decision.changes.empty())
        decision.effect = UndoDecision::Effect::Update;
    return decision;
}

}
