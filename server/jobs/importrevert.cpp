// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/jobs/importrevert.h"

#include "server/jobs/importrevertrun.h"
#include "server/jobs/keptrecord.h"
#include "server/store/changelog.h"
#include "server/store/recordstore.h"
#include "shared/entities/entitynames.h"

#include <QLoggingCategory>

namespace tandem::server {

namespace {

Q_LOGGING_CATEGORY(log, "tandem.imports", QtInfoMsg)

namespace importRun = entities::importRun;

const QString kind = QStringLiteral("revertImport");
const QString importKey = QStringLiteral("import");
const QString userKey = QStringLiteral("user");

/// Whether the log still has everything since the import began.
Result<bool> reachesBackTo(Connection &connection, const FieldValues &importRow)
{
    ChangeLog log(connection);
    TANDEM_ASSIGN(const qint64 horizon, log.horizon());
    if (horizon == 0)
        return true;
    TANDEM_ASSIGN(const auto oldest, log.readAfter(horizon, 1));
    return !oldest.empty() && oldest.front().at <= valueIn(importRow, systemfield::createdAt).toInteger();
}

Result<void> startRevert(MutationContext &context, const ActionCall &call, const std::function<void()> &wake)
{
    const QString state = valueIn(call.row, importRun::field::state).toText();
    if (state == QLatin1String("reverting"))
        return Error::conflict(QStringLiteral("revertRunning"));
    if (state == QLatin1String("reverted"))
        return Error::conflict(QStringLiteral("alreadyReverted"));
    TANDEM_ASSIGN(const bool isRemembered, reachesBackTo(context.connection(), call.row));
    if (!isRemembered)
        return Error::conflict(QStringLiteral("historyGone"));
    const RecordId user = context.actor().user;
    TANDEM_TRY(context.update(importRun::number, call.record,
        {{importRun::field::state, Value(QStringLiteral("reverting"))},
            {importRun::field::revertedBy, user.isNull() ? Value() : Value(user)}}));
    const Job job{
        newRecordId(), kind, {{importKey, toText(call.record)}, {userKey, toText(user)}}, 0, context.now(), {}, false};
    TANDEM_TRY(JobStore(context.connection()).add(job));
    context.afterCommit(wake);
    return {};
}

RecordId importOf(const Job &job)
{
    return recordIdFromText(job.payload.value(importKey).toString());
}

}

ImportRevert::ImportRevert(const Parts &parts)
    : m_parts(parts)
{
}

void ImportRevert::registerActions(ActionRegistry &actions, std::function<void()> wake)
{
    actions.add({QStringLiteral("revert"), importRun::number, {}, ActionDef::Right::Scope,
        [wake = std::move(wake)](MutationContext &context, const ActionCall &call) {
            return startRevert(context, call, wake);
        }});
}

void ImportRevert::registerWith(JobQueue &queue)
{
    queue.handle(
        kind, [this](const Job &job) { return run(job); },
        [this](const Job &job, const Error &) {
            if (job.dead)
                giveUp(job);
        });
}

Result<void> ImportRevert::run(const Job &job)
{
    TANDEM_ASSIGN(const auto reader, m_parts.store.openReader());
    const RegistryPointer registry = m_parts.store.registry();
    TANDEM_ASSIGN(const auto found, RecordStore(*reader, registry).find(importRun::number, importOf(job)));
    // Of a dead letter that somebody tries again, too.
    const bool isWanted =
        found && !found->isDeleted() && found->value(importRun::field::state).toText() != QLatin1String("reverted");
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
    ImportRevertRun run({m_parts.pipeline, *reader, registry, permissions, m_parts.clock, m_cancelled}, *found);
    TANDEM_TRY(run.takeAllBack());
    qCInfo(log) << "import" << toText(found->id) << "taken back";
    return {};
}

/// So that it can be asked for again.
void ImportRevert::giveUp(const Job &job)
{
    const auto noted = [&]() -> Result<void> {
        TANDEM_ASSIGN(const auto reader, m_parts.store.openReader());
        TANDEM_ASSIGN(
            const auto found, RecordStore(*reader, m_parts.store.registry()).find(importRun::number, importOf(job)));
        if (!found)
            return {};
        KeptRecord record(m_parts.pipeline, m_parts.clock, importRun::number, {});
        record.adopt(found->id, found->values);
        return record.update({{importRun::field::state, Value(QStringLiteral("revertFailed"))}});
    }();
    if (!noted)
        qCWarning(log).noquote() << "not noted that a revert was given up:" << noted.error().toLog();
}

}
