// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/records/importruns.h"

#include "server/records/builtins.h"
#include "shared/entities/entitynames.h"
#include "shared/replication/origin.h"

namespace tandem::server {

namespace {

namespace importRun = entities::importRun;

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

Result<RecordId> acceptedOrigin(RecordStore &records, const Actor &actor, const Mutation &mutation)
{
    // What an action is given is its own business.
    const RecordId origin = mutation.kind == MutationKind::Action ? RecordId() : originOf(mutation.arguments);
    if (origin.isNull() || actor.via == revertVia)
        return origin;
    if (!records.registry()->entity(importRun::number))
        return RecordId();
    TANDEM_ASSIGN(const auto run, records.find(importRun::number, origin));
    const bool isOwn = run && (actor.system || run->value(importRun::field::owner).toId() == actor.user);
    if (!isOwn)
        return RecordId();
    if (isTakenBack(run->value(importRun::field::state).toText()))
        return Error::conflict(QStringLiteral("importReverted"));
    return origin;
}

void registerImportRuns(HookRegistry &hooks)
{
    hooks.before(importRun::number, RecordEvent::Create | RecordEvent::Update, finishImport);
}

}
