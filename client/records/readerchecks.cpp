// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// What the rules say against edits, over the rows of this machine.

#include "client/records/reader.h"
#include "client/records/writecheck.h"

#include <algorithm>
#include <memory>

namespace tandem::client {

namespace {

std::vector<FieldNumber> storedFields(const EntityDef &entity)
{
    std::vector<FieldNumber> fields;
    for (const FieldDef &field : entity.fields) {
        if (!field.deleted && field.isStored())
            fields.push_back(field.number);
    }
    return fields;
}

FieldValues with(FieldValues values, const FieldValues &to)
{
    for (const auto &[field, value] : to) {
        if (value.isNull())
            values.erase(field);
        else
            values[field] = value;
    }
    return values;
}

}

/// Each record that a rule looks at is read once.
RuleJudge::LinkedValues Reader::linkedOnce()
{
    const auto known = std::make_shared<QHash<RecordKey, std::optional<FieldValues>>>();
    return [this, known](const EntityDef &target, const RecordId &id) -> std::optional<FieldValues> {
        const RecordKey key{target.number, id};
        if (!known->contains(key)) {
            Result<Record> found = read(key);
            known->insert(key, found.ok() ? std::optional<FieldValues>((*std::move(found)).values) : std::nullopt);
        }
        return known->value(key);
    };
}

/// Of an entity, since many records at once are of one.
Result<std::vector<WriteObjection>> Reader::objections(
    const EntityAccess &access, const RecordChoice &choice, const FieldValues &to)
{
    TANDEM_ASSIGN(const EntityDef *entity, definition(choice.entity));
    TANDEM_ASSIGN(const std::vector<Record> here, rows(entity->number, choice.here, storedFields(*entity)));
    const WriteCheck check(*m_registry, *entity, access, surroundings(), linkedOnce());
    std::vector<WriteObjection> all;
    const auto judge = [&](const Record &record) {
        std::vector<Error> errors = check.objections(&record.values, with(record.values, to));
        if (!errors.empty())
            all.push_back({record.key, std::move(errors)});
    };
    std::for_each(here.begin(), here.end(), judge);
    std::for_each(choice.atServer.begin(), choice.atServer.end(), judge);
    return all;
}

Result<std::vector<WriteObjection>> Reader::objections(
    const EntityAccess &access, const std::vector<PlannedWrite> &writes)
{
    std::vector<WriteObjection> all;
    if (writes.empty())
        return all;
    TANDEM_ASSIGN(const EntityDef *entity, definition(writes.front().request.key.entity));
    TANDEM_ASSIGN(const auto before, valuesBefore(*entity, writes));
    const WriteCheck check(*m_registry, *entity, access, surroundings(), linkedOnce());
    QHash<QString, RecordId> given;
    for (const PlannedWrite &write : writes) {
        const WriteRequest &request = write.request;
        const bool isNew = request.kind == MutationKind::Create;
        const auto found = before.constFind(request.key.id);
        if (!isNew && found == before.cend())
            continue; // gone meanwhile, which is said when it is written
        const FieldValues *old = isNew ? nullptr : &*found;
        std::vector<Error> errors;
        if (const auto lacks = lackOfRight(*entity, access, request, old))
            errors.push_back(*lacks);
        else
            errors = check.objections(old, isNew ? write.filled : with(*old, request.to));
        if (errors.empty()) {
            TANDEM_ASSIGN(errors, takenValues(*entity, write, given));
        }
        if (!errors.empty())
            all.push_back({request.key, std::move(errors)});
    }
    return all;
}

/// Of updates: what is here, and what their author was told of records that are not.
Result<QHash<RecordId, FieldValues>> Reader::valuesBefore(
    const EntityDef &entity, const std::vector<PlannedWrite> &writes)
{
    QHash<RecordId, FieldValues> before;
    std::vector<RecordId> ids;
    for (const PlannedWrite &write : writes) {
        if (write.request.kind == MutationKind::Create)
            continue;
        ids.push_back(write.request.key.id);
        if (write.request.isElsewhere)
            before.insert(write.request.key.id, write.request.from);
    }
    TANDEM_ASSIGN(std::vector<Record> here, rows(entity.number, ids, storedFields(entity)));
    for (Record &record : here)
        before.insert(record.key.id, std::move(record.values));
    return before;
}

/// As Records judges it: who is in which team is the server's to say.
bool Reader::covers(Scope scope, const FieldValues &values) const
{
    if (scope != Scope::Own)
        return scope != Scope::None;
    return valueIn(values, systemfield::owner).toId() == m_user
        || valueIn(values, systemfield::createdBy).toId() == m_user;
}

std::optional<Error> Reader::lackOfRight(
    const EntityDef &entity, const EntityAccess &access, const WriteRequest &request, const FieldValues *before) const
{
    if (!before && !access.create)
        return Error::forbidden(QStringLiteral("mayNotCreate"));
    if (before && !covers(access.edit, *before))
        return Error::forbidden(QStringLiteral("mayNotEdit"));
    for (const auto &[number, value] : request.to) {
        const bool isChanged = value != (before ? valueIn(*before, number) : Value());
        if (!isChanged || access.fieldAccess(number) == FieldAccess::Write)
            continue;
        const FieldDef *field = entity.field(number);
        return Error::forbidden(QStringLiteral("fieldNotWritable"), field ? field->name : QString());
    }
    return std::nullopt;
}

/// The recycle bin counts: what lies there comes back with all that it has.
Result<bool> Reader::hasAnother(
    const EntityDef &entity, const FieldDef &field, const Value &value, const RecordId &self)
{
    ListQuery query;
    query.entity = entity.number;
    query.filter = buildFilter({fieldEquals(field, value)}).toText();
    query.limit = 2;
    for (const bool deleted : {false, true}) {
        query.deleted = deleted;
        TANDEM_ASSIGN(const std::vector<RecordId> found, ids(query));
        if (std::any_of(found.begin(), found.end(), [&](const RecordId &id) { return id != self; }))
            return true;
    }
    return false;
}

/// `given` are the unique values of the writes before this one.
Result<std::vector<Error>> Reader::takenValues(
    const EntityDef &entity, const PlannedWrite &write, QHash<QString, RecordId> &given)
{
    std::vector<Error> errors;
    for (const auto &[number, value] : write.request.to) {
        const FieldDef *field = entity.field(number);
        if (!field || !field->unique || value.isNull())
            continue;
        const QString key = QString::number(number) + QLatin1Char('=') + value.toDebug();
        const RecordId &self = write.request.key.id;
        TANDEM_ASSIGN(const bool isTaken, hasAnother(entity, *field, value, self));
        if (isTaken || given.value(key, self) != self)
            errors.push_back({ErrorCode::Conflict, QStringLiteral("notUnique"), field->name, {}, {}});
        else
            given.insert(key, self);
    }
    return errors;
}

}
