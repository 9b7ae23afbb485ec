// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/jobs/revertrun.h"

#include "server/records/purgedrecords.h"
#include "server/records/submitandwait.h"
#include "server/store/audiencestore.h"
#include "shared/replication/origin.h"

namespace tandem::server {

namespace {

constexpr int batchRecords = 500;
/// Looks at a record that changes each time between looking and writing: a parent follows each of its lines.
constexpr int mostLooks = 20;
constexpr int newestEntries = 50; ///< of a record's history, in which an edit since is looked for

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

/// What an earlier attempt has set back is not left as it is, whatever was done to it since.
void dropFields(std::vector<KeptField> &kept, const std::vector<FieldChange> &done)
{
    std::erase_if(kept, [&](const KeptField &field) {
        return std::any_of(
            done.begin(), done.end(), [&](const FieldChange &change) { return change.field == field.field; });
    });
}

}

RevertRun::RevertRun(Parts parts, const Undertaking &undertaking, const StoredRecord &record)
    : m_parts(std::move(parts))
    , m_undertaking(undertaking)
    , m_origin(record.id)
    , m_revertOrigin(revertOriginOf(record.id))
    , m_log(m_parts.connection)
    , m_records(m_parts.connection, m_parts.registry)
    , m_record(m_parts.pipeline, m_parts.clock, undertaking.entity, {})
    , m_kept(m_parts.registry)
{
    m_record.adopt(record.id, record.values);
}

/// From the end, so that what hangs on a record goes before the record.
Result<void> RevertRun::takeAllBack()
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
    return tell({{m_undertaking.state, Value(QStringLiteral("reverted"))},
        {m_undertaking.revertedAt, Value(m_parts.clock.now())}, {m_undertaking.report, Value(m_kept.json())}});
}

Result<void> RevertRun::takeBack(std::vector<Target> targets)
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

Result<std::optional<RevertRun::Attempt>> RevertRun::decide(const Target &target)
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
    if (!entries.empty() && entries.back().kind == MutationKind::Restore) {
        TANDEM_ASSIGN(const bool isEdited, wasEditedSince(target, entries.back().seq));
        if (isEdited)
            decision = {UndoDecision::Effect::Nothing, {}, {{0, KeptBecause::Changed}}};
    }
    TANDEM_ASSIGN(const auto done, m_log.entriesOf(m_revertOrigin, target.entity, target.record));
    m_undone += done.empty() ? 0 : 1;
    for (const ChangeEntry &entry : done) {
        countDone(entry.kind, entry.changes.size());
        dropFields(decision.kept, entry.changes);
    }
    TANDEM_ASSIGN(const bool isSeen, sees(target));
    if (done.empty() && !isSeen) { // as the pipeline would say: what became of it is not his to know
        const Error reason = row ? Error::notFound(entity->name)
                                 : missingRecord(m_log, *entity, target.record, m_parts.permissions.get());
        m_kept.keepRefused(target.entity, target.record, reason);
        return std::optional<Attempt>();
    }
    if (!done.empty() || decision.effect == UndoDecision::Effect::Nothing) {
        if (done.empty() || done.back().kind == MutationKind::Update)
            keep(target, decision.kept);
        return std::optional<Attempt>();
    }
    return std::optional(attemptOf(target, std::move(decision), row ? row->seq : 0));
}

Result<bool> RevertRun::sees(const Target &target)
{
    if (!m_parts.permissions)
        return true;
    TANDEM_ASSIGN(const auto keys, AudienceStore(m_parts.connection).keys(target.entity, target.record));
    return m_parts.permissions->maySee(target.entity, keys);
}

/// A restore says nothing of the values that it brought back, by which an edit could be seen. So much has happened to
/// some since that not all of it is looked at: then nobody left it alone.
Result<bool> RevertRun::wasEditedSince(const Target &target, qint64 seq)
{
    TANDEM_ASSIGN(const auto newest, m_log.history(target.entity, target.record, 0, newestEntries));
    const bool isMore = newest.size() == size_t(newestEntries) && newest.back().seq > seq;
    return isMore || std::any_of(newest.begin(), newest.end(), [seq](const ChangeEntry &entry) {
        return entry.seq > seq && entry.kind == MutationKind::Update && !entry.changes.empty();
    });
}

RevertRun::Attempt RevertRun::attemptOf(const Target &target, UndoDecision decision, qint64 seen) const
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

Result<RevertRun::Again> RevertRun::submit(const std::vector<Attempt> &attempts)
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
            ++m_undone;
            keep(attempt.target, attempt.kept);
        } else if (error->code == ErrorCode::Unavailable) {
            return *error;
        } else if (error->code == ErrorCode::TooMany || error->reason == QLatin1String("changedMeanwhile")) {
            again.targets.push_back(attempt.target);
            again.seconds = std::max(again.seconds, secondsToWait(answers[i]));
        } else {
            m_kept.keepRefused(attempt.target.entity, attempt.target.record, *error);
        }
    }
    return again;
}

Actor RevertRun::actor() const
{
    if (!m_parts.permissions)
        return {{}, {}, revertVia, true};
    return {m_parts.permissions->user(), {}, revertVia, false};
}

FieldAccessTest RevertRun::accessTo(EntityNumber entity) const
{
    return [permissions = m_parts.permissions, entity](FieldNumber field) {
        return permissions ? permissions->fieldAccess(entity, field) : FieldAccess::Write;
    };
}

void RevertRun::countDone(MutationKind kind, std::size_t fields)
{
    if (kind == MutationKind::Delete)
        ++m_removed;
    else
        m_restoredFields += qint64(fields);
}

void RevertRun::keep(const Target &target, const std::vector<KeptField> &fields)
{
    m_kept.keep(target.entity, target.record, fields);
}

/// How far it is, so that whoever waits sees it.
Result<void> RevertRun::tell(FieldValues more)
{
    more.insert_or_assign(m_undertaking.kept, Value(m_kept.count()));
    const std::pair<FieldNumber, qint64> counts[] = {{m_undertaking.removedRecords, m_removed},
        {m_undertaking.restoredFields, m_restoredFields}, {m_undertaking.undoneRecords, m_undone}};
    for (const auto &[field, count] : counts) {
        if (field != 0)
            more.insert_or_assign(field, Value(count));
    }
    return m_record.update(more);
}

}
