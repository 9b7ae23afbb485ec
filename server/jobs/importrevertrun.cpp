// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/jobs/importrevertrun.h"

#include "server/records/importruns.h"
#include "server/records/submitandwait.h"
#include "shared/base/compactjson.h"
#include "shared/entities/entitynames.h"
#include "shared/replication/origin.h"

#include <QJsonObject>

namespace tandem::server {

namespace {

namespace importRun = entities::importRun;

constexpr int batchRecords = 500;
/// Looks at a record that changes each time between looking and writing: a parent follows each of its lines.
constexpr int mostLooks = 20;

MutationKind kindOf(UndoDecision::Effect effect)
{
    switch (effect) {
    case UndoDecision::Effect::Delete:
        return MutationKind::Delete;
    case UndoDecision::Effect::Restore:
        return MutationKind::Restore;
    default:
        return MutationKind::Update;
    }
}

QString nameOf(KeptBecause reason)
{
    switch (reason) {
    case KeptBecause::Changed:
        return QStringLiteral("changed");
    case KeptBecause::NotWritable:
        return QStringLiteral("notWritable");
    case KeptBecause::Gone:
        break;
    }
    return QStringLiteral("gone");
}

std::vector<UndoStep> stepsOf(const std::vector<ChangeEntry> &entries)
{
    std::vector<UndoStep> steps;
    for (const ChangeEntry &entry : entries)
        steps.push_back({entry.kind, entry.changes});
    return steps;
}

/// What an earlier attempt has set back is not left as it is, whatever was done to it since.
void dropFields(std::vector<KeptField> &kept, const std::vector<FieldChange> &done)
{
    std::erase_if(kept, [&](const KeptField &field) {
        return std::any_of(
            done.begin(), done.end(), [&](const FieldChange &change) { return change.field == field.field; });
    });
}

}

ImportRevertRun::ImportRevertRun(Parts parts, const StoredRecord &run)
    : m_parts(std::move(parts))
    , m_origin(run.id)
    , m_revertOrigin(revertOriginOf(run.id))
    , m_log(m_parts.connection)
    , m_records(m_parts.connection, m_parts.registry)
    , m_kept(m_parts.pipeline, m_parts.clock, importRun::number, {})
{
    m_kept.adopt(run.id, run.values);
}

/// From the end, so that what hangs on a record goes before the record.
Result<void> ImportRevertRun::takeAllBack()
{
    for (qint64 before = 0;;) {
        if (m_parts.isCancelled)
            return Error::cancelled();
        TANDEM_ASSIGN(const std::vector<ChangeLog::Part> parts, m_log.partsOf(m_origin, before, batchRecords));
        if (parts.empty())
            break;
        before = parts.back().seq;
        std::vector<Target> targets;
        for (const ChangeLog::Part &part : parts) {
            if (!m_seen.contains(part.record))
                targets.push_back({part.entity, part.record});
            m_seen.insert(part.record);
        }
        TANDEM_TRY(takeBack(std::move(targets)));
        TANDEM_TRY(tell());
    }
    return tell({{importRun::field::state, Value(QStringLiteral("reverted"))},
        {importRun::field::revertedAt, Value(m_parts.clock.now())},
        {importRun::field::report, Value(compactJson(m_report))}});
}

Result<void> ImportRevertRun::takeBack(std::vector<Target> targets)
{
    for (int look = 0; look < mostLooks && !targets.empty();) {
        if (m_parts.isCancelled)
            return Error::cancelled();
        std::vector<Attempt> attempts;
        for (const Target &target : targets) {
            TANDEM_ASSIGN(auto attempt, decide(target));
            if (attempt)
                attempts.push_back(*std::move(attempt));
        }
        TANDEM_ASSIGN(Again again, submit(attempts));
        targets = std::move(again.targets);
        if (again.seconds > 0)
            pauseWhileBusy({}, again.seconds);
        else
            ++look;
    }
    for (const Target &target : targets)
        keep(target, {{0, KeptBecause::Changed}});
    return {};
}

Result<std::optional<ImportRevertRun::Attempt>> ImportRevertRun::decide(const Target &target)
{
    const EntityDef *entity = m_parts.registry->entity(target.entity);
    if (!entity || entity->deleted) {
        keep(target, {{0, KeptBecause::Gone}});
        return std::optional<Attempt>();
    }
    TANDEM_ASSIGN(const auto row, m_records.find(target.entity, target.record));
    TANDEM_ASSIGN(const auto entries, m_log.entriesOf(m_origin, target.entity, target.record));
    UndoDecision decision =
        decideUndo(*entity, stepsOf(entries), row ? std::optional(row->values) : std::nullopt, accessTo(target.entity));
    TANDEM_ASSIGN(const auto done, m_log.entriesOf(m_revertOrigin, target.entity, target.record));
    for (const ChangeEntry &entry : done) {
        countDone(entry.kind, entry.changes.size());
        dropFields(decision.kept, entry.changes);
    }
    if (!done.empty() || decision.effect == UndoDecision::Effect::Nothing) {
        if (done.empty() || done.back().kind == MutationKind::Update)
            keep(target, decision.kept);
        return std::optional<Attempt>();
    }
    return std::optional(attemptOf(target, std::move(decision), row ? row->seq : 0));
}

ImportRevertRun::Attempt ImportRevertRun::attemptOf(const Target &target, UndoDecision decision, qint64 seen) const
{
    Attempt attempt{target, {}, std::move(decision.kept)};
    attempt.mutation.at = m_parts.clock.now();
    attempt.mutation.entity = target.entity;
    attempt.mutation.record = target.record;
    attempt.mutation.kind = kindOf(decision.effect);
    attempt.mutation.changes = std::move(decision.changes);
    attempt.mutation.expectedSeq = seen;
    setOrigin(attempt.mutation.arguments, m_revertOrigin);
    return attempt;
}

Result<ImportRevertRun::Again> ImportRevertRun::submit(const std::vector<Attempt> &attempts)
{
    Again again;
    if (attempts.empty())
        return again;
    std::vector<Mutation> mutations;
    for (const Attempt &attempt : attempts)
        mutations.push_back(attempt.mutation);
    const std::vector<Acknowledgement> answers = submitAndWait(m_parts.pipeline, std::move(mutations), actor());
    for (std::size_t i = 0; i < attempts.size(); ++i) {
        const Attempt &attempt = attempts[i];
        const std::optional<Error> &error = answers[i].error;
        if (!error) {
            countDone(attempt.mutation.kind, attempt.mutation.changes.size());
            keep(attempt.target, attempt.kept);
        } else if (error->code == ErrorCode::Unavailable) {
            return *error;
        } else if (error->code == ErrorCode::TooMany || error->reason == QLatin1String("changedMeanwhile")) {
            again.targets.push_back(attempt.target);
            again.seconds = std::max(again.seconds, secondsToWait(answers[i]));
        } else {
            keepRefused(attempt.target, *error);
        }
    }
    return again;
}

Actor ImportRevertRun::actor() const
{
    if (!m_parts.permissions)
        return {{}, {}, revertVia, true};
    return {m_parts.permissions->user(), {}, revertVia, false};
}

FieldAccessTest ImportRevertRun::accessTo(EntityNumber entity) const
{
    return [permissions = m_parts.permissions, entity](FieldNumber field) {
        return permissions ? permissions->fieldAccess(entity, field) : FieldAccess::Write;
    };
}

void ImportRevertRun::countDone(MutationKind kind, std::size_t fields)
{
    if (kind == MutationKind::Delete)
        ++m_removed;
    else
        m_restoredFields += qint64(fields);
}

void ImportRevertRun::keep(const Target &target, const std::vector<KeptField> &fields)
{
    const EntityDef *entity = m_parts.registry->entity(target.entity);
    for (const KeptField &kept : fields) {
        const FieldDef *field = entity && kept.field != 0 ? entity->field(kept.field) : nullptr;
        report({{QStringLiteral("record"), toText(target.record)},
            {QStringLiteral("field"), field ? field->name : QString()},
            {QStringLiteral("reason"), nameOf(kept.reason)}});
    }
}

void ImportRevertRun::keepRefused(const Target &target, const Error &error)
{
    report({{QStringLiteral("record"), toText(target.record)}, {QStringLiteral("field"), error.field},
        {QStringLiteral("reason"), QStringLiteral("refused")}, {QStringLiteral("code"), int(error.code)},
        {QStringLiteral("error"), error.reason},
        {QStringLiteral("arguments"), QJsonObject::fromVariantMap(error.arguments)}});
}

void ImportRevertRun::report(QJsonObject line)
{
    ++m_keptCount;
    if (m_report.size() < mostReported)
        m_report.append(std::move(line));
}

/// How far it is, so that whoever waits sees it.
Result<void> ImportRevertRun::tell(FieldValues more)
{
    more.insert_or_assign(importRun::field::removed, Value(m_removed));
    more.insert_or_assign(importRun::field::restored, Value(m_restoredFields));
    more.insert_or_assign(importRun::field::kept, Value(m_keptCount));
    return m_kept.update(more);
}

}
