// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/records/builtins.h"
#include "server/store/changelog.h"
#include "shared/replication/undo.h"

namespace tandem::server {

namespace {

const QString seqName = QStringLiteral("seq");

/// Who asks by name of one change wants all of it back or to know why not.
Result<void> refuseKept(const EntityDef &entity, const UndoDecision &decision)
{
    if (decision.kept.empty())
        return {};
    const KeptField &kept = decision.kept.front();
    const FieldDef *field = entity.field(kept.field);
    const QString name = field ? field->name : QString();
    if (kept.reason == KeptBecause::NotWritable)
        return Error::forbidden(QStringLiteral("fieldNotWritable"), name);
    return Error{ErrorCode::Conflict, QStringLiteral("changedAgain"), name, {}, {}};
}

/// The change as its author's colleague sees it in the history: what is hidden from him is neither taken back nor
/// named.
std::vector<FieldChange> visibleOf(const EntityDef &entity, const ChangeEntry &entry, const Permissions *permissions)
{
    std::vector<FieldChange> visible = entry.changes;
    if (permissions) {
        std::erase_if(visible, [&](const FieldChange &change) {
            return permissions->fieldAccess(entity.number, change.field) == FieldAccess::Hidden;
        });
    }
    return visible;
}

/// As for an edit by hand, which this is: nobody hands a record to where he may not edit it.
Result<void> checkMayEdit(MutationContext &context, const ActionCall &call, const QString &otherwise)
{
    if (!context.permissions())
        return {};
    TANDEM_ASSIGN(const auto keys, context.audience(call.entity.number, call.record));
    return context.permissions()->mayEdit(call.entity.number, keys) ? Result<void>()
                                                                    : Result<void>(Error::forbidden(otherwise));
}

Result<void> undoChange(MutationContext &context, const ActionCall &call)
{
    const qint64 seq = actionArgument(call.arguments, seqName, Value::Kind::Integer).toInteger();
    // Of the newest entries up to that number, the one that has it.
    TANDEM_ASSIGN(
        const auto found, ChangeLog(context.connection()).history(call.entity.number, call.record, seq + 1, 1));
    if (seq <= 0 || found.empty() || found.front().seq != seq)
        return Error::conflict(QStringLiteral("historyGone"));
    const ChangeEntry &entry = found.front();
    if (entry.kind != MutationKind::Update)
        return Error::invalid(seqName, QStringLiteral("notAnEdit"));
    const Permissions *permissions = context.permissions();
    std::vector<FieldChange> visible = visibleOf(call.entity, entry, permissions);
    if (visible.empty() && !entry.changes.empty())
        return Error::conflict(QStringLiteral("historyGone")); // his history does not have it
    TANDEM_TRY(checkMayEdit(context, call, QStringLiteral("mayNotEdit")));
    const UndoDecision decision =
        decideUndo(call.entity, {{entry.kind, std::move(visible)}}, call.row, [&](FieldNumber field) {
            return permissions ? permissions->fieldAccess(call.entity.number, field) : FieldAccess::Write;
        });
    TANDEM_TRY(refuseKept(call.entity, decision));
    if (decision.changes.empty())
        return {};
    FieldValues values;
    for (const FieldChange &change : decision.changes)
        values.insert_or_assign(change.field, change.to);
    TANDEM_TRY(context.checkSettable(call.entity.number, call.record, decision.changes));
    TANDEM_TRY(context.update(call.entity.number, call.record, std::move(values)));
    return checkMayEdit(context, call, QStringLiteral("notYours"));
}

}

void registerUndo(ActionRegistry &actions)
{
    actions.add({QStringLiteral("undo"), ActionRegistry::anyEntity, {{seqName, Value::Kind::Integer, true, {}}},
        ActionDef::Right::Scope, undoChange});
}

}
