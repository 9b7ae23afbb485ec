// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// The half of Records that does the same to many records at once.

#include "client/records/records.h"
#include "client/records/records_p.h"
#include "shared/entities/entitynames.h"
#include "shared/replication/origin.h"

#include <algorithm>

namespace tandem::client {

namespace {

namespace massChange = entities::massChange;

WriteRequest requestOf(const RecordKey &key, MutationKind kind, const FieldValues &to)
{
    WriteRequest request;
    request.key = key;
    request.kind = kind;
    request.to = to;
    request.onlyIfThere = true;
    return request;
}

std::vector<WriteRequest> requestsOf(const std::vector<RecordKey> &keys, MutationKind kind, const FieldValues &to = {})
{
    std::vector<WriteRequest> requests;
    requests.reserve(keys.size());
    for (const RecordKey &key : keys)
        requests.push_back(requestOf(key, kind, to));
    return requests;
}

/// With what of it only the server has.
std::vector<WriteRequest> requestsOf(const RecordChoice &choice, MutationKind kind, const FieldValues &to = {})
{
    std::vector<WriteRequest> requests = requestsOf(keysOf(choice.entity, choice.here), kind, to);
    if (choice.atServer.isEmpty())
        return requests;
    const QSet<RecordId> here(choice.here.begin(), choice.here.end());
    for (const Record &record : choice.atServer) {
        if (here.contains(record.key.id))
            continue;
        WriteRequest request = requestOf(record.key, kind, to);
        request.isElsewhere = true;
        if (to.empty())
            request.from = record.values;
        for (const auto &[field, value] : to)
            request.from[field] = record.value(field);
        requests.push_back(std::move(request));
    }
    return requests;
}

QString kindName(MutationKind kind)
{
    switch (kind) {
    case MutationKind::Delete:
        return QStringLiteral("delete");
    case MutationKind::Restore:
        return QStringLiteral("restore");
    default:
        return QStringLiteral("edit");
    }
}

bool areOfOneEntity(const std::vector<WriteRequest> &requests)
{
    return std::all_of(requests.begin(), requests.end(),
        [&](const WriteRequest &request) { return request.key.entity == requests.front().key.entity; });
}

}

/// Of many records one note goes ahead, of which they are part: by it all can be taken back at once, also much later.
/// A role of the company's own may lack the right to keep such notes.
std::vector<WriteRequest> Records::Private::asOneChange(std::vector<WriteRequest> requests) const
{
    const bool isKept = registry->entity(massChange::number) && q->mayCreate(massChange::number);
    const EntityDef *entity = requests.empty() ? nullptr : registry->entity(requests.front().key.entity);
    if (requests.size() < 2 || !isKept || !entity || !areOfOneEntity(requests))
        return requests;
    WriteRequest note;
    note.key = {massChange::number, newRecordId()};
    note.kind = MutationKind::Create;
    note.to = {{massChange::field::entity, Value(entity->name)},
        {massChange::field::kind, Value(kindName(requests.front().kind))}};
    if (!user.isNull())
        note.to.emplace(systemfield::owner, Value(user));
    note.countsOthers = massChange::field::count;
    for (WriteRequest &request : requests)
        setOrigin(request.arguments, note.key.id);
    requests.insert(requests.begin(), std::move(note));
    return requests;
}

void Records::Private::submitAsOne(
    std::vector<WriteRequest> requests, QObject *context, Callback<std::vector<MutationId>> done)
{
    const QString text = requests.empty() ? QString() : describe(requests.front(), requests.size());
    submit(asOneChange(std::move(requests)), context, std::move(done), text, Kind::New);
}

void Records::remove(const std::vector<RecordKey> &keys, QObject *context, Callback<std::vector<MutationId>> done)
{
    d->submitAsOne(requestsOf(keys, MutationKind::Delete), context, std::move(done));
}

void Records::restore(const std::vector<RecordKey> &keys, QObject *context, Callback<std::vector<MutationId>> done)
{
    d->submitAsOne(requestsOf(keys, MutationKind::Restore), context, std::move(done));
}

void Records::bulkUpdate(EntityNumber entity, const std::vector<RecordId> &ids, const FieldValues &to, QObject *context,
    Callback<std::vector<MutationId>> done)
{
    d->submitAsOne(requestsOf(keysOf(entity, ids), MutationKind::Update, to), context, std::move(done));
}

void Records::remove(const RecordChoice &choice, QObject *context, Callback<std::vector<MutationId>> done)
{
    d->submitAsOne(requestsOf(choice, MutationKind::Delete), context, std::move(done));
}

void Records::bulkUpdate(
    const RecordChoice &choice, const FieldValues &to, QObject *context, Callback<std::vector<MutationId>> done)
{
    d->submitAsOne(requestsOf(choice, MutationKind::Update, to), context, std::move(done));
}

void Records::updateQuietly(EntityNumber entity, const std::vector<RecordId> &ids, const FieldValues &to,
    QObject *context, Callback<std::vector<MutationId>> done)
{
    submitQuietly(requestsOf(keysOf(entity, ids), MutationKind::Update, to), context, std::move(done));
}

}
