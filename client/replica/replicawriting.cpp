// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// What the user does: mutations and problems.

#include "client/replica/replica_p.h"
#include "shared/replication/origin.h"
#include "shared/replication/rebase.h"

#include <algorithm>
#include <set>

namespace tandem::client {

namespace {

constexpr qint64 goOnStep = 100; ///< requests between two questions whether to go on

std::vector<RecordKey> recordsOf(const std::vector<Mutation> &mutations)
{
    std::set<RecordKey> keys;
    for (const Mutation &mutation : mutations)
        keys.insert({mutation.entity, mutation.record});
    return std::vector<RecordKey>(keys.begin(), keys.end());
}

/// What the author of a delete saw, so that it takes no edit with it which he did not see. While changes of his own
/// wait for the server, its rules may have filled what is still empty here; that is no edit of somebody else's.
std::vector<FieldChange> seenFields(const EntityDef &entity, const FieldValues &current, bool isPending)
{
    std::vector<FieldChange> seen;
    for (const FieldDef &field : entity.fields) {
        const bool byRules = field.readOnly || field.type == FieldType::NumberSeries;
        if (!field.isStored() || field.isSystem() || field.deleted || byRules)
            continue;
        const Value value = valueIn(current, field.number);
        if (!isPending || !value.isNull())
            seen.push_back({field.number, value, Value()});
    }
    return seen;
}

/// Tells the first how many came of the others; without any there is nothing to tell.
void countOthers(std::vector<Mutation> &mutations, FieldNumber field)
{
    if (mutations.size() > 1)
        mutations.front().changes.push_back({field, Value(), Value(qint64(mutations.size()) - 1)});
    else
        mutations.clear();
}

}

/// None if the request changes nothing.
Result<std::optional<Mutation>> Replica::Private::mutationFor(
    const WriteRequest &request, const EntityDef &entity, const FieldValues &current) const
{
    Mutation mutation;
    mutation.at = now();
    mutation.entity = entity.number;
    mutation.record = request.key.id;
    mutation.kind = request.kind;
    mutation.action = request.action;
    mutation.arguments = request.arguments;
    if (request.kind == MutationKind::Delete) {
        // Done again where there is no row, nothing is known any more of what was seen.
        if (!current.empty())
            mutation.changes = seenFields(entity, current, outbox->has(request.key));
        return std::optional<Mutation>(std::move(mutation));
    }
    const bool isNew = request.kind == MutationKind::Create;
    for (const auto &[field, to] : request.to) {
        if (!entity.field(field))
            return Error::invalid(QString::number(field), QStringLiteral("unknownField"));
        const auto seen = request.from.find(field);
        const Value from = isNew ? Value() : seen != request.from.end() ? seen->second : valueIn(current, field);
        if (from != to)
            mutation.changes.push_back({field, from, to});
    }
    const bool isEmpty = request.kind == MutationKind::Update && mutation.changes.empty();
    return isEmpty ? std::optional<Mutation>() : std::optional<Mutation>(std::move(mutation));
}

Result<std::vector<Mutation>> Replica::Private::mutationsFor(
    const std::vector<WriteRequest> &requests, const GoOn &goOn) const
{
    std::vector<Mutation> mutations;
    // Later requests see what earlier ones did.
    std::map<RecordKey, std::optional<FieldValues>> rows;
    bool anyMissing = false;
    qint64 done = 0;
    for (const WriteRequest &request : requests) {
        if (goOn && ++done % goOnStep == 0 && !goOn(done))
            return Error::cancelled();
        const EntityDef *entity = registry->entity(request.key.entity);
        if (!entity || request.key.id.isNull())
            return Error::notFound(QStringLiteral("entity %1").arg(request.key.entity));
        auto row = rows.find(request.key);
        if (row == rows.end()) {
            TANDEM_ASSIGN(std::optional<FieldValues> stored, store->rows.read(request.key));
            row = rows.emplace(request.key, std::move(stored)).first;
        }
        if (!row->second && request.isElsewhere)
            row->second = request.from;
        if (!row->second && request.kind != MutationKind::Create && request.kind != MutationKind::Action) {
            if (!request.onlyIfThere)
                return Error::notFound(entity->name);
            anyMissing = true;
            continue;
        }
        // As an edit it would overwrite what is there with what belongs to another record.
        if (row->second && request.kind == MutationKind::Create)
            return Error{ErrorCode::Conflict, QStringLiteral("alreadyExists"), {}, {}, toText(request.key.id)};
        TANDEM_ASSIGN(
            std::optional<Mutation> mutation, mutationFor(request, *entity, row->second.value_or(FieldValues())));
        if (!mutation)
            continue;
        row->second = rebase(*entity, row->second, {*mutation}, outbox->user());
        mutations.push_back(std::move(*mutation));
    }
    if (!requests.empty() && requests.front().countsOthers != 0)
        countOthers(mutations, requests.front().countsOthers);
    if (mutations.empty() && anyMissing)
        return Error::notFound(QStringLiteral("record"));
    if (goOn && !goOn(qint64(requests.size())))
        return Error::cancelled();
    return mutations;
}

Result<std::vector<MutationId>> Replica::submit(const std::vector<WriteRequest> &requests, const GoOn &goOn)
{
    TANDEM_ASSIGN(std::vector<Mutation> mutations, d->mutationsFor(requests, goOn));
    std::vector<MutationId> ids;
    if (mutations.empty())
        return ids;
    TANDEM_TRY(d->outbox->append(mutations));
    for (const Mutation &mutation : mutations)
        ids.push_back(mutation.id);
    // From here on it is kept, whatever happens to the rows: they are computed again from it. So it is on its way to
    // the others while that is done here.
    emit submitted();
    (void)d->recompute(recordsOf(mutations)).ok();
    emit outboxChanged();
    return ids;
}

std::vector<Mutation> Replica::mutations(const std::vector<MutationId> &ids) const
{
    std::vector<Mutation> mutations;
    for (const MutationId &id : ids) {
        const std::optional<Mutation> mutation = d->outbox->find(id.number);
        if (mutation && mutation->id == id)
            mutations.push_back(*mutation);
    }
    return mutations;
}

Result<std::vector<WriteRequest>> Replica::inverseOf(const std::vector<Mutation> &mutations) const
{
    std::vector<WriteRequest> requests;
    for (auto mutation = mutations.rbegin(); mutation != mutations.rend(); ++mutation) {
        WriteRequest request;
        request.key = {mutation->entity, mutation->record};
        switch (mutation->kind) {
        case MutationKind::Create:
        case MutationKind::Restore:
            request.kind = MutationKind::Delete;
            break;
        case MutationKind::Delete:
            request.kind = MutationKind::Restore;
            break;
        case MutationKind::Update:
            for (const FieldChange &change : mutation->changes) {
                request.to[change.field] = change.from;
                request.from[change.field] = change.to;
            }
            break;
        case MutationKind::Action:
            return Error{ErrorCode::Conflict, QStringLiteral("notUndoable"), mutation->action, {}, {}};
        }
        requests.push_back(std::move(request));
    }
    return requests;
}

qint64 Replica::outboxCount() const
{
    return d->outbox->waitingCount();
}

Result<std::vector<Problem>> Replica::problems() const
{
    return d->outbox->problems();
}

qint64 Replica::problemCount() const
{
    return d->outbox->problemCount();
}

Result<MutationId> Replica::resendProblem(qint64 id, const FieldValues &to)
{
    TANDEM_ASSIGN(const std::optional<Problem> problem, d->outbox->problem(id));
    if (!problem)
        return Error::notFound(QStringLiteral("problem"));
    Mutation mutation = problem->mutation;
    const RecordKey key{mutation.entity, mutation.record};
    mutation.at = d->now();
    TANDEM_ASSIGN(const std::optional<FieldValues> row, d->store->rows.read(key));
    FieldValues wanted;
    FieldValues seen; // of a record that only the server has, that of then is all there is
    for (const FieldChange &change : mutation.changes) {
        wanted[change.field] = change.to;
        seen[change.field] = change.from;
    }
    for (const auto &[field, value] : to)
        wanted[field] = value;
    // What came too late for an import that is being reverted is no part of it if its author wants it all the same.
    const QString reason = problem->error.reason;
    if (reason == QLatin1String("importReverted") || reason == QLatin1String("massChangeReverted"))
        clearOrigin(mutation.arguments);
    // The author has the record of now before the eyes when deciding, not that of then.
    mutation.changes.clear();
    for (const auto &[field, value] : wanted)
        mutation.changes.push_back({field, valueIn(row.value_or(seen), field), value});
    TANDEM_TRY(d->outbox->resend(id, mutation));
    (void)d->recompute({key}).ok();
    emit outboxChanged();
    emit submitted();
    return mutation.id;
}

Result<void> Replica::editProblem(qint64 id, const FieldValues &to)
{
    TANDEM_ASSIGN(const std::optional<Problem> problem, d->outbox->problem(id));
    if (!problem)
        return Error::notFound(QStringLiteral("problem"));
    Mutation mutation = problem->mutation;
    for (FieldChange &change : mutation.changes) {
        if (const auto edited = to.find(change.field); edited != to.end())
            change.to = edited->second;
    }
    TANDEM_TRY(d->outbox->editProblem(id, mutation));
    emit outboxChanged();
    return {};
}

Result<void> Replica::discardProblem(qint64 id)
{
    TANDEM_TRY(d->outbox->discardProblem(id));
    emit outboxChanged();
    return {};
}

}
