// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/records/builtins.h"

#include "server/records/audiencerules.h"
#include "server/records/conflictkeeper.h"
#include "shared/entities/entitynames.h"

namespace tandem::server {

namespace {

using Right = bool (Permissions::*)(EntityNumber, const std::vector<AudienceKey> &) const;

/// Whether the user has this right on `record`: its scope, not only its sight.
Result<void> checkRight(
    MutationContext &context, const EntityDef &entity, const RecordId &record, Right right, const QString &refusal)
{
    const Permissions *permissions = context.permissions();
    if (!permissions)
        return {};
    TANDEM_ASSIGN(const auto keys, context.audience(entity.number, record));
    if (!permissions->maySee(entity.number, keys))
        return Error::notFound(entity.name);
    return (permissions->*right)(entity.number, keys) ? Result<void>() : Result<void>(Error::forbidden(refusal));
}

Result<void> mayEditRecord(MutationContext &context, const EntityDef &entity, const RecordId &record)
{
    return checkRight(context, entity, record, &Permissions::mayEdit, QStringLiteral("mayNotEdit"));
}

Result<void> mayDeleteRecord(MutationContext &context, const EntityDef &entity, const RecordId &record)
{
    return checkRight(context, entity, record, &Permissions::mayDelete, QStringLiteral("mayNotDelete"));
}

Result<void> checkShare(MutationContext &context, RecordChange &change)
{
    if (context.depth() > 0)
        return {};
    const auto target =
        audiencerules::parseAnyLink(*context.registry(), change.is(entities::share::field::record).toText());
    if (!target)
        return Error::invalid(QStringLiteral("record"), QStringLiteral("linkNotFound"));
    // Only who may change a record lets others see it.
    return mayEditRecord(context, *target->first, target->second);
}

Result<void> applyShare(MutationContext &context, RecordChange &change)
{
    for (const Value &link : {change.was(entities::share::field::record), change.is(entities::share::field::record)}) {
        const auto target = audiencerules::parseAnyLink(*context.registry(), link.toText());
        if (target)
            TANDEM_TRY(context.refreshAudience(target->first->number, target->second));
    }
    return {};
}

Result<void> keepBuiltInRole(MutationContext &, RecordChange &change)
{
    using namespace entities::role;
    if (!change.was(field::builtIn).toBool())
        return {};
    if (change.event == RecordEvent::Delete || change.changed(field::key))
        return Error::forbidden(QStringLiteral("builtIn"), QStringLiteral("key"));
    return {};
}

Result<void> refuseCircle(MutationContext &context, RecordChange &change)
{
    using namespace entities::department;
    constexpr int deepest = 100;
    RecordId at = change.is(field::parent).toId();
    for (int depth = 0; !at.isNull(); ++depth) {
        if (at == change.record || depth > deepest)
            return Error::invalid(QStringLiteral("parent"), QStringLiteral("circular"));
        TANDEM_ASSIGN(const auto row, context.find(number, at));
        at = row ? valueIn(*row, field::parent).toId() : RecordId();
    }
    return {};
}

Result<void> markResolved(MutationContext &context, const ActionCall &call)
{
    using namespace entities::conflict;
    return context.update(number, call.record, {{field::status, Value(QStringLiteral("resolved"))}});
}

/// A delete takes no edit with it that its author has not seen. What he did himself since then he knows.
Result<void> checkSeen(MutationContext &context, const ActionCall &call, const FieldValues &row)
{
    const Value seen = actionArgument(call.arguments, QStringLiteral("seenAt"), Value::Kind::Integer);
    const bool isSeen = seen.isNull() || valueIn(row, systemfield::modifiedAt).toInteger() == seen.toInteger()
        || valueIn(row, systemfield::modifiedBy).toId() == context.actor().user;
    return isSeen ? Result<void>() : Result<void>(Error::conflict(QStringLiteral("changedMeanwhile")));
}

/// Of a record that one deleted and another edited: makes it be there, or be deleted.
Result<void> settleDeletion(MutationContext &context, const ActionCall &call, bool deletes)
{
    using namespace entities::conflict;
    const auto target = audiencerules::parseAnyLink(*context.registry(), valueIn(call.row, field::record).toText());
    std::optional<FieldValues> row;
    if (target) {
        TANDEM_ASSIGN(row, context.find(target->first->number, target->second));
    }
    const bool isDeleted = !row || !valueIn(*row, systemfield::deletedAt).isNull();
    // Two who settle it in the same way agree, and for the second there is nothing left to do.
    if (valueIn(call.row, field::status).toText() != QLatin1String("open")) {
        return isDeleted == deletes ? Result<void>() : Result<void>(Error::conflict(QStringLiteral("alreadyResolved")));
    }
    if (isDeleted != deletes) {
        if (!row)
            return Error::conflict(QStringLiteral("recordGone"));
        TANDEM_TRY(mayDeleteRecord(context, *target->first, target->second));
        if (deletes)
            TANDEM_TRY(checkSeen(context, call, *row));
        TANDEM_TRY(deletes ? context.remove(target->first->number, target->second)
                           : context.restore(target->first->number, target->second));
    }
    return markResolved(context, call);
}

/// Makes the displaced value of a field stand by writing it.
Result<void> swapValues(MutationContext &context, const ActionCall &call)
{
    using namespace entities::conflict;
    const auto target = audiencerules::parseAnyLink(*context.registry(), valueIn(call.row, field::record).toText());
    if (!target)
        return Error::conflict(QStringLiteral("recordGone"));
    TANDEM_TRY(mayEditRecord(context, *target->first, target->second));
    const FieldNumber contested = FieldNumber(valueIn(call.row, field::fieldNumber).toInteger());
    const FieldDef *definition = target->first->field(contested);
    if (!definition)
        return Error::conflict(QStringLiteral("fieldGone"));
    const Permissions *permissions = context.permissions();
    if (permissions && permissions->fieldAccess(target->first->number, contested) != FieldAccess::Write)
        return Error::forbidden(QStringLiteral("fieldNotWritable"), definition->name);
    TANDEM_ASSIGN(const Value displaced, conflictValue(*definition, valueIn(call.row, field::displacedValue).toText()));
    // To settle a conflict is to edit: what may not be edited now, such as a contract in approval, stays as it is.
    TANDEM_TRY(context.checkSettable(target->first->number, target->second, {{contested, Value(), displaced}}));
    return context.update(target->first->number, target->second, {{contested, displaced}});
}

Result<void> resolveConflict(MutationContext &context, const ActionCall &call)
{
    using namespace entities::conflict;
    const QString choice = actionArgument(call.arguments, QStringLiteral("choice"), Value::Kind::Text).toText();
    const bool swaps = choice == QLatin1String("swap");
    if (valueIn(call.row, field::kind).toText() == QLatin1String("deletedEdited"))
        return settleDeletion(context, call, swaps);
    if (valueIn(call.row, field::status).toText() != QLatin1String("open"))
        return Error::conflict(QStringLiteral("alreadyResolved"));
    if (swaps)
        TANDEM_TRY(swapValues(context, call));
    return markResolved(context, call);
}

}

void registerShares(HookRegistry &hooks)
{
    hooks.before(entities::share::number, RecordEvent::Create | RecordEvent::Update | RecordEvent::Restore, checkShare);
    hooks.after(entities::share::number,
        RecordEvent::Create | RecordEvent::Update | RecordEvent::Delete | RecordEvent::Restore, applyShare);
}

void registerGuards(HookRegistry &hooks)
{
    hooks.before(entities::role::number, RecordEvent::Update | RecordEvent::Delete, keepBuiltInRole);
    hooks.before(entities::department::number, RecordEvent::Create | RecordEvent::Update, refuseCircle);
}

void registerConflicts(ActionRegistry &actions)
{
    ActionArgument choice{
        QStringLiteral("choice"), Value::Kind::Text, true, {QStringLiteral("keep"), QStringLiteral("swap")}};
    // Of a record that was deleted and edited: when its last change was that who deletes it has seen.
    ActionArgument seenAt{QStringLiteral("seenAt"), Value::Kind::Integer, false, {}};
    actions.add({QStringLiteral("resolveConflict"), entities::conflict::number, {choice, seenAt},
        ActionDef::Right::Scope, resolveConflict});
}

void registerBuiltins(HookRegistry &hooks, ActionRegistry &actions, Store &store)
{
    registerShares(hooks);
    registerGuards(hooks);
    registerConflicts(actions);
    registerMerge(actions);
    registerUndo(actions);
    registerUndertakings(hooks);
    registerLoginNames(hooks);
    registerFileContents(hooks, store);
    registerCustomisation(hooks, store);
}

}
