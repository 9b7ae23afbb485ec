// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/jobs/revert.h"

#include "server/jobs/keptrecord.h"
#include "server/jobs/revertrun.h"
#include "server/records/mergerecords.h"
#include "server/records/undertakings.h"
#include "server/store/changelog.h"
#include "server/store/recordstore.h"
#include "shared/entities/entitynames.h"

#include <QLoggingCategory>

namespace tandem::server {

namespace {

Q_LOGGING_CATEGORY(log, "tandem.revert", QtInfoMsg)

/// Named when only imports could be taken back; such jobs, without an entity, may still wait.
const QString kind = QStringLiteral("revertImport");
const QString recordKey = QStringLiteral("import");
const QString entityKey = QStringLiteral("entity");
const QString userKey = QStringLiteral("user");

/// Whether the log still has everything since the undertaking began.
Result<bool> reachesBackTo(Connection &connection, const FieldValues &row)
{
    ChangeLog log(connection);
    TANDEM_ASSIGN(const qint64 horizon, log.horizon());
    if (horizon == 0)
        return true;
    TANDEM_ASSIGN(const auto oldest, log.readAfter(horizon, 1));
    return !oldest.empty() && oldest.front().at <= valueIn(row, systemfield::createdAt).toInteger();
}

Result<void> addJob(MutationContext &context, const Undertaking &undertaking, const ActionCall &call)
{
    const RecordId user = context.actor().user;
    TANDEM_TRY(context.update(undertaking.entity, call.record,
        {{undertaking.state, Value(QStringLiteral("reverting"))},
            {undertaking.revertedBy, user.isNull() ? Value() : Value(user)}}));
    const QCborMap payload{
        {recordKey, toText(call.record)}, {entityKey, qint64(undertaking.entity)}, {userKey, toText(user)}};
    return JobStore(context.connection()).add({newRecordId(), kind, payload, 0, context.now(), {}, false});
}

Result<void> startRevert(
    MutationContext &context, const Undertaking &undertaking, const ActionCall &call, const std::function<void()> &wake)
{
    const QString state = valueIn(call.row, undertaking.state).toText();
    if (state == QLatin1String("reverting"))
        return Error::conflict(QStringLiteral("revertRunning"));
    if (state == QLatin1String("reverted"))
        return Error::conflict(QStringLiteral("alreadyReverted"));
    TANDEM_ASSIGN(const bool isRemembered, reachesBackTo(context.connection(), call.row));
    if (!isRemembered)
        return Error::conflict(QStringLiteral("historyGone"));
    if (isMerge(undertaking, call.row))
        return takeMergeBack(context, call);
    TANDEM_TRY(addJob(context, undertaking, call));
    context.afterCommit(wake);
    return {};
}

/// What a job takes back; none of an entity that a newer build knew.
const Undertaking *undertakingOfJob(const Job &job)
{
    const qint64 entity = job.payload.value(entityKey).toInteger(entities::importRun::number);
    return undertakingOf(EntityNumber(entity));
}

RecordId recordOf(const Job &job)
{
    return recordIdFromText(job.payload.value(recordKey).toString());
}

}

Revert::Revert(const Parts &parts)
    : m_parts(parts)
{
}

void Revert::registerActions(ActionRegistry &actions, const std::function<void()> &wake)
{
    for (const Undertaking &undertaking : undertakings()) {
        actions.add({QStringLiteral("revert"), undertaking.entity, {}, ActionDef::Right::Scope,
            [&undertaking, wake](MutationContext &context, const ActionCall &call) {
                return startRevert(context, undertaking, call, wake);
            }});
    }
}

void Revert::registerWith(JobQueue &queue)
{
    queue.handle(
        kind, [this](const Job &job) { return run(job); },
        [this](const Job &job, const Error &) {
            if (job.dead)
                giveUp(job);
        });
}

Result<void> Revert::run(const Job &job)
{
    const Undertaking *undertaking = undertakingOfJob(job);
    if (!undertaking)
        return Error{ErrorCode::Unsupported, QStringLiteral("unknownJob"), {}, {}, kind};
    TANDEM_ASSIGN(const auto reader, m_parts.store.openReader());
    const RegistryPointer registry = m_parts.store.registry();
    TANDEM_ASSIGN(const auto found, RecordStore(*reader, registry).find(undertaking->entity, recordOf(job)));
    // Of a dead letter that somebody tries again, too.
    const bool isWanted =
        found && !found->isDeleted() && found->value(undertaking->state).toText() != QLatin1String("reverted");
    if (!isWanted)
        return {};
    // Asked again: a dead letter may have lain there for longer than history is kept.
    TANDEM_ASSIGN(const bool isRemembered, reachesBackTo(*reader, found->values));
    if (!isRemembered)
        return Error::conflict(QStringLiteral("historyGone"));
    const RecordId user = recordIdFromText(job.payload.value(userKey).toString());
    PermissionsPointer permissions;
    if (!user.isNull()) {
        TANDEM_ASSIGN(permissions, m_parts.access.permissions(*reader, registry, user));
    }
    RevertRun run({m_parts.pipeline, *reader, registry, permissions, m_parts.clock, m_cancelled}, *undertaking, *found);
    TANDEM_TRY(run.takeAllBack());
    qCInfo(log).noquote() << registry->entity(undertaking->entity)->name << toText(found->id) << "taken back";
    return {};
}

/// So that it can be asked for again.
void Revert::giveUp(const Job &job)
{
    const auto noted = [&]() -> Result<void> {
        const Undertaking *undertaking = undertakingOfJob(job);
        if (!undertaking)
            return {};
        TANDEM_ASSIGN(const auto reader, m_parts.store.openReader());
        TANDEM_ASSIGN(
            const auto found, RecordStore(*reader, m_parts.store.registry()).find(undertaking->entity, recordOf(job)));
        if (!found)
            return {};
        KeptRecord record(m_parts.pipeline, m_parts.clock, undertaking->entity, {});
        record.adopt(found->id, found->values);
        return record.update({{undertaking->state, Value(QStringLiteral("revertFailed"))}});
    }();
    if (!noted)
        qCWarning(log).noquote() << "not noted that a revert was given up:" << noted.error().toLog();
}

}
