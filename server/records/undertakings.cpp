// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/records/undertakings.h"

#include "server/records/builtins.h"
#include "shared/entities/entitynames.h"
#include "shared/replication/origin.h"

#include <algorithm>

namespace tandem::server {

namespace {

namespace importRun = entities::importRun;
namespace massChange = entities::massChange;

constexpr Undertaking known[] = {
    {importRun::number, importRun::field::state, importRun::field::revertedBy, importRun::field::revertedAt,
        importRun::field::kept, importRun::field::report, importRun::field::removed, importRun::field::restored, 0,
        "importReverted"},
    {massChange::number, massChange::field::state, massChange::field::revertedBy, massChange::field::revertedAt,
        massChange::field::kept, massChange::field::report, 0, 0, massChange::field::undone, "massChangeReverted"},
};

bool isTakenBack(const QString &state)
{
    static const QStringList states{
        QStringLiteral("reverting"), QStringLiteral("reverted"), QStringLiteral("revertFailed")};
    return states.contains(state);
}

/// An import is done once it says when it was finished; whoever runs it only says that.
Result<void> finishImport(MutationContext &, RecordChange &change)
{
    const bool isRunning = change.is(importRun::field::state).toText() == QLatin1String("running");
    if (isRunning && !change.is(importRun::field::finishedAt).isNull())
        change.after.insert_or_assign(importRun::field::state, Value(QStringLiteral("done")));
    return {};
}

}

std::span<const Undertaking> undertakings()
{
    return known;
}

const Undertaking *undertakingOf(EntityNumber entity)
{
    const auto found = std::find_if(std::begin(known), std::end(known),
        [entity](const Undertaking &undertaking) { return undertaking.entity == entity; });
    return found == std::end(known) ? nullptr : found;
}

bool isMerge(const Undertaking &undertaking, const FieldValues &row)
{
    return undertaking.entity == massChange::number
        && valueIn(row, massChange::field::kind).toText() == QLatin1String("merge");
}

std::vector<UndoStep> stepsOf(const std::vector<ChangeEntry> &entries)
{
    std::vector<UndoStep> steps;
    steps.reserve(entries.size());
    for (const ChangeEntry &entry : entries)
        steps.push_back({entry.kind, entry.changes});
    return steps;
}

Result<RecordId> acceptedOrigin(RecordStore &records, const Actor &actor, const Mutation &mutation)
{
    // What an action is given is its own business.
    const RecordId origin = mutation.kind == MutationKind::Action ? RecordId() : originOf(mutation.arguments);
    if (origin.isNull() || actor.via == revertVia)
        return origin;
    for (const Undertaking &undertaking : known) {
        if (!records.registry()->entity(undertaking.entity))
            continue;
        TANDEM_ASSIGN(const auto record, records.find(undertaking.entity, origin));
        if (!record)
            continue;
        const bool isOwn = actor.system || record->value(systemfield::owner).toId() == actor.user;
        if (isOwn && isTakenBack(record->value(undertaking.state).toText()))
            return Error::conflict(QLatin1String(undertaking.tooLate));
        return isOwn && !isMerge(undertaking, record->values) ? origin : RecordId();
    }
    return RecordId();
}

void registerUndertakings(HookRegistry &hooks)
{
    hooks.before(importRun::number, RecordEvent::Create | RecordEvent::Update, finishImport);
}

}
