// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/records/mutationrun.h"

#include "server/records/actorchannel.h"
#include "server/records/attempt.h"
#include "server/records/authoriser.h"
#include "server/records/conflictkeeper.h"
#include "server/records/defaults.h"
#include "server/records/purgedrecords.h"
#include "server/records/recordvalidator.h"
#include "server/records/undertakings.h"
#include "shared/expressions/actioncondition.h"
#include "shared/replication/removedfields.h"

#include <QScopeGuard>

namespace tandem::server {

namespace {

constexpr int mostFollowUps = 10'000; ///< of one mutation, or one step of its action: beyond, its rules do not end

RecordEvent eventOf(RecordMerge::Effect effect)
{
    switch (effect) {
    case RecordMerge::Effect::Insert:
        return RecordEvent::Create;
    case RecordMerge::Effect::Delete:
        return RecordEvent::Delete;
    case RecordMerge::Effect::Restore:
        return RecordEvent::Restore;
    default:
        return RecordEvent::Update;
    }
}

RecordChange toChange(
    const EntityDef &entity, const Mutation &mutation, FieldValues before, const RecordMerge &merge, Timestamp now)
{
    RecordChange change{eventOf(merge.effect), entity, mutation.record, std::move(before), {}};
    change.after = change.before;
    for (const FieldChange &single : merge.changes) {
        if (single.to.isNull())
            change.after.erase(single.field);
        else
            change.after.insert_or_assign(single.field, single.to);
    }
    if (change.event == RecordEvent::Delete)
        change.after.insert_or_assign(systemfield::deletedAt, now);
    if (change.event == RecordEvent::Restore)
        change.after.erase(systemfield::deletedAt);
    return change;
}

}

Result<const EntityDef *> MutationRun::entityOf(EntityNumber number) const
{
    const EntityDef *entity = m_state.registry()->entityOrRemoved(number);
    if (entity && !entity->deleted)
        return entity;
    return Error::invalid(QString::number(number),
        entity ? QStringLiteral("entityRemoved") : QStringLiteral("unknownEntity"),
        {{QStringLiteral("number"), number}});
}

Result<MutationRun::Answer> MutationRun::execute(const Mutation &mutation)
{
    if (!m_actor.system) {
        TANDEM_ASSIGN(m_permissions, m_state.permissions(m_actor.user));
    }
    m_surroundings = {m_state.now(), m_state.utcOffsetSeconds(), m_actor.user,
        m_permissions ? m_permissions->department() : RecordId()};
    TANDEM_ASSIGN(m_origin, acceptedOrigin(m_state.records(), m_actor, mutation));
    const qint64 before = m_state.lastSeq();
    TANDEM_ASSIGN(const Outcome outcome, apply(mutation));
    return Answer{outcome, m_state.lastSeq() > before ? m_state.lastSeq() : 0, passedOver(mutation)};
}

std::optional<Error> MutationRun::passedOver(const Mutation &mutation) const
{
    const EntityDef *entity = m_actor.system ? nullptr : m_state.registry()->entity(mutation.entity);
    const std::vector<FieldNumber> fields = entity ? removedFields(*entity, mutation) : std::vector<FieldNumber>();
    return fields.empty() ? std::nullopt : std::optional(fieldsRemoved(fields));
}

Result<Outcome> MutationRun::apply(const Mutation &mutation)
{
    TANDEM_ASSIGN(const EntityDef *entity, entityOf(mutation.entity));
    if (mutation.record.isNull())
        return Error::invalid(QStringLiteral("record"), QStringLiteral("required"));
    return mutation.kind == MutationKind::Action ? applyAction(*entity, mutation) : applyChange(*entity, mutation);
}

Result<void> MutationRun::checkGiven(const EntityDef &entity, const Mutation &mutation, const StoredRecord *row)
{
    const bool writesFields = mutation.kind != MutationKind::Delete;
    if (isJudged())
        TANDEM_TRY(Authoriser(m_state, *m_permissions).checkBefore(entity, mutation, row));
    if (m_depth > 0 || !writesFields)
        return {};
    return checkSettable(entity, row, mutation.changes);
}

Result<void> MutationRun::checkSettable(
    const EntityDef &entity, const StoredRecord *row, const std::vector<FieldChange> &changes)
{
    // The system sets what people may not.
    if (m_actor.system)
        return {};
    TANDEM_TRY(RecordValidator::checkNamed(entity, changes));
    if (!row)
        return {};
    return RecordValidator(m_state, nullptr, m_surroundings).checkReadOnly(entity, row->values, changes);
}

std::vector<FieldChange> MutationRun::readableOnly(
    const EntityDef &entity, const std::vector<FieldChange> &changes) const
{
    std::vector<FieldChange> readable;
    for (const FieldChange &change : changes) {
        // What its author never saw as it is cannot tell whether he saw it in time.
        if (m_permissions->fieldAccess(entity.number, change.field) >= FieldAccess::Read)
            readable.push_back(change);
    }
    return readable;
}

Result<Outcome> MutationRun::applyChange(const EntityDef &entity, const Mutation &given)
{
    TANDEM_ASSIGN(auto row, m_state.records().find(entity.number, given.record));
    if (!row && given.kind != MutationKind::Create)
        return missing(entity, given.record);
    if (row && given.kind == MutationKind::Create && isJudged()) {
        TANDEM_ASSIGN(const bool isHis, Authoriser(m_state, *m_permissions).sees(entity, given.record));
        if (!isHis)
            return refuseTaken(entity, given);
    }
    TANDEM_TRY(checkGiven(entity, given, row ? &*row : nullptr));
    if (given.expectedSeq && row && row->seq != *given.expectedSeq)
        return Error::conflict(QStringLiteral("changedMeanwhile"));
    Mutation mutation = given;
    if (mutation.kind == MutationKind::Delete && isJudged())
        mutation.changes = readableOnly(entity, given.changes);
    std::erase_if(mutation.changes, [](const FieldChange &change) {
        return change.field >= systemfield::createdBy && change.field <= systemfield::deletedAt;
    });
    const RecordMerge merge = mergeMutation(entity, row ? &row->values : nullptr, mutation);
    if (merge.effect == RecordMerge::Effect::Nothing) {
        if (merge.recordConflict && row)
            TANDEM_TRY(ConflictKeeper(m_state, *this).keep(entity, *row, merge, mutation.at));
        return merge.outcome;
    }
    return writeMerged(entity, mutation, std::move(row), merge);
}

/// What a free id would be refused for is the answer here too, so nobody learns of the record by a request that makes
/// none. An honest author made the record himself and lost it out of sight since: he hears what he would of an edit.
Result<Outcome> MutationRun::refuseTaken(const EntityDef &entity, const Mutation &given)
{
    Mutation elsewhere = given;
    elsewhere.record = newRecordId();
    TANDEM_TRY(applyChange(entity, elsewhere)); // the error below takes it back
    return Error::notFound(entity.name);
}

Result<Outcome> MutationRun::writeMerged(
    const EntityDef &entity, const Mutation &mutation, std::optional<StoredRecord> row, const RecordMerge &merge)
{
    RecordChange change =
        toChange(entity, mutation, row ? std::move(row->values) : FieldValues(), merge, m_state.now());
    Defaults defaults(m_state, m_actor, m_surroundings);
    TANDEM_TRY(change.event == RecordEvent::Create ? defaults.fillNew(change, mutation.changes)
                                                   : defaults.fillChanged(change));
    TANDEM_TRY(m_state.hooks().runBefore(*this, change));
    if (change.event != RecordEvent::Delete) {
        const Permissions *judge = isJudged() ? m_permissions.get() : nullptr;
        TANDEM_TRY(RecordValidator(m_state, judge, m_surroundings).check(change));
    }
    const size_t place = m_state.noted();
    TANDEM_TRY(RecordWriter(m_state).write(change, author(mutation)));
    if (isJudged())
        TANDEM_TRY(Authoriser(m_state, *m_permissions).checkAfter(change));
    if (row && (merge.recordConflict || !merge.conflicts.empty()))
        TANDEM_TRY(ConflictKeeper(m_state, *this).keep(entity, {row->id, row->seq, change.before}, merge, mutation.at));
    TANDEM_TRY(m_state.hooks().runAfter(*this, change));
    m_state.keepRow(place, std::move(change.after));
    return merge.outcome;
}

/// What comes from no laptop says by which way it came. What an action does by its own is done by who asked for it.
MutationId MutationRun::logged(MutationId id) const
{
    if (!id.device.isNull())
        return id;
    const bool isAsked = m_depth == 0 || (m_depth == 1 && m_call && m_callDepth == 0);
    id.number = qint64(isAsked ? channelOf(m_actor) : Channel::Server);
    return id;
}

Error MutationRun::missing(const EntityDef &entity, const RecordId &record)
{
    return missingRecord(m_state.log(), entity, record, isJudged() ? m_permissions.get() : nullptr);
}

Result<Outcome> MutationRun::applyPurge(const EntityDef &entity, const Mutation &mutation)
{
    TANDEM_ASSIGN(const auto row, m_state.records().find(entity.number, mutation.record));
    if (!row)
        return missing(entity, mutation.record);
    if (!row->isDeleted() || (mutation.expectedSeq && row->seq != *mutation.expectedSeq))
        return Error::conflict(QStringLiteral("changedMeanwhile"));
    TANDEM_TRY(RecordWriter(m_state).purge(entity, mutation.record, author(mutation)));
    return Outcome::Applied;
}

Result<Outcome> MutationRun::applyAction(const EntityDef &entity, const Mutation &mutation)
{
    if (mutation.action == purgeAction && m_actor.system)
        return applyPurge(entity, mutation);
    const ActionDef *action = m_state.actions().find(entity.number, mutation.action);
    if (!action)
        return Error{ErrorCode::Unsupported, QStringLiteral("unknownAction"), {},
            {{QStringLiteral("action"), mutation.action}}, {}};
    TANDEM_ASSIGN(auto row, m_state.records().find(entity.number, mutation.record));
    if (!row)
        return missing(entity, mutation.record);
    if (isJudged())
        TANDEM_TRY(Authoriser(m_state, *m_permissions).checkAction(entity, *action, mutation.record));
    if (row->isDeleted())
        return Error::conflict(QStringLiteral("recordDeleted"));
    TANDEM_TRY(ActionRegistry::checkArguments(*action, mutation.arguments));
    const ActionCall call{
        entity, mutation.record, std::move(row->values), mutation.arguments, m_depth == 0 ? mutation.id : MutationId()};
    const ActionCall *outer = std::exchange(m_call, &call);
    const int outerDepth = std::exchange(m_callDepth, m_depth);
    const bool outerLogged = std::exchange(m_callLogged, false);
    const auto restore = qScopeGuard([&] {
        m_call = outer;
        m_callDepth = outerDepth;
        m_callLogged = outerLogged;
    });
    const bool isAllowed = !isJudged() || allowsNow(call, mutation.action);
    TANDEM_TRY(action->handler(*this, call));
    // Asked before, told after: the handler's own refusal says more.
    if (!isAllowed) {
        return Error::conflict(QStringLiteral("actionNotAllowedNow"), {{QStringLiteral("action"), mutation.action}});
    }
    // The decision belongs into the record's history, unless its handler has put it there in its own words.
    if (!m_callLogged)
        TANDEM_TRY(RecordWriter(m_state).logAction(
            entity, mutation.record, mutation.action, mutation.arguments, author(mutation)));
    return Outcome::Applied;
}

bool MutationRun::allowsNow(const ActionCall &call, const QString &action)
{
    EvaluationContext context;
    context.values = &call.row;
    context.record = call.record;
    context.surroundings = m_surroundings;
    context.resolveLink = [this](const EntityDef &linked, const RecordId &record) {
        return find(linked.number, record).valueOr({});
    };
    return allowsAction(call.entity, *registry(), action, context);
}

Result<void> MutationRun::followUp(const Mutation &mutation)
{
    // An action may have many steps (a join of records moves all that points to one), each with rules of its own.
    if (m_depth == 0 && m_call)
        m_followUps = 0;
    if (m_depth >= m_state.limits().depth || ++m_followUps > mostFollowUps)
        return Error::conflict(QStringLiteral("tooDeep"), {{QStringLiteral("depth"), m_depth}});
    ++m_depth;
    const auto restore = qScopeGuard([this] { --m_depth; });
    TANDEM_TRY(apply(mutation));
    return {};
}

Result<std::optional<FieldValues>> MutationRun::find(EntityNumber entity, const RecordId &record)
{
    TANDEM_ASSIGN(auto row, m_state.records().find(entity, record));
    return row ? std::optional(std::move(row->values)) : std::optional<FieldValues>();
}

Result<std::vector<AudienceKey>> MutationRun::audience(EntityNumber entity, const RecordId &record)
{
    return m_state.audience().keys(entity, record);
}

Result<std::vector<RecordId>> MutationRun::findWhere(EntityNumber entity, FieldNumber field, const Value &value)
{
    TANDEM_ASSIGN(const auto rows, m_state.records().findBy(entity, field, value, mostFound));
    std::vector<RecordId> ids;
    ids.reserve(rows.size());
    for (const StoredRecord &row : rows)
        ids.push_back(row.id);
    return ids;
}

Result<void> MutationRun::checkSettable(
    EntityNumber entity, const RecordId &record, const std::vector<FieldChange> &changes)
{
    TANDEM_ASSIGN(const EntityDef *definition, entityOf(entity));
    TANDEM_ASSIGN(const auto row, m_state.records().find(entity, record));
    return checkSettable(*definition, row ? &*row : nullptr, changes);
}

Mutation MutationRun::ownMutation(MutationKind kind, EntityNumber entity, const RecordId &record) const
{
    Mutation mutation;
    mutation.at = m_state.now();
    mutation.entity = entity;
    mutation.record = record;
    mutation.kind = kind;
    return mutation;
}

Result<RecordId> MutationRun::create(EntityNumber entity, FieldValues values, RecordId record)
{
    Mutation mutation = ownMutation(MutationKind::Create, entity, record.isNull() ? newRecordId() : record);
    for (auto &[field, value] : values)
        mutation.changes.push_back({field, Value(), std::move(value)});
    TANDEM_TRY(followUp(mutation));
    return mutation.record;
}

Result<void> MutationRun::update(EntityNumber entity, const RecordId &record, FieldValues values)
{
    TANDEM_ASSIGN(const auto row, find(entity, record));
    if (!row)
        return Error::notFound(QString::number(entity));
    Mutation mutation = ownMutation(MutationKind::Update, entity, record);
    for (auto &[field, value] : values)
        mutation.changes.push_back({field, valueIn(*row, field), std::move(value)});
    return followUp(mutation);
}

Result<void> MutationRun::remove(EntityNumber entity, const RecordId &record)
{
    return followUp(ownMutation(MutationKind::Delete, entity, record));
}

Result<void> MutationRun::restore(EntityNumber entity, const RecordId &record)
{
    return followUp(ownMutation(MutationKind::Restore, entity, record));
}

Result<void> MutationRun::act(
    EntityNumber entity, const RecordId &record, const QString &action, const QCborMap &arguments)
{
    Mutation mutation = ownMutation(MutationKind::Action, entity, record);
    mutation.action = action;
    mutation.arguments = arguments;
    return followUp(mutation);
}

void MutationRun::bePartOf(const RecordId &origin)
{
    m_origin = origin;
    m_originDepth = m_depth + 1;
}

Result<void> MutationRun::attempt(const std::function<Result<void>()> &work)
{
    TANDEM_ASSIGN(Attempt attempt, Attempt::begin(m_state));
    const bool callLogged = m_callLogged;
    const Result<void> done = work();
    if (done)
        return attempt.keep();
    attempt.takeBack();
    m_callLogged = callLogged;
    return done;
}

Result<void> MutationRun::logAction(
    EntityNumber entity, const RecordId &record, const QString &action, const QCborMap &arguments)
{
    TANDEM_ASSIGN(const EntityDef *definition, entityOf(entity));
    if (m_call && m_call->entity.number == entity && m_call->record == record)
        m_callLogged = true;
    const MutationId id = m_call ? logged(m_call->id) : MutationId{{}, qint64(Channel::Server)};
    const Author who{m_actor.user, id, {}};
    return RecordWriter(m_state).logAction(*definition, record, action, arguments, who);
}

Result<void> MutationRun::refreshAudience(EntityNumber entity, const RecordId &record)
{
    TANDEM_ASSIGN(const EntityDef *definition, entityOf(entity));
    return RecordWriter(m_state).refreshAudience(*definition, record, {m_actor.user, {}, {}});
}

Result<void> MutationRun::changeMetadata(RegistryPointer candidate)
{
    return m_state.changeMetadata(std::move(candidate));
}

}
