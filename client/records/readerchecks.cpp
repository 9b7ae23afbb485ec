// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// What the rules say against edits, over the rows of this machine.

#include "client/records/reader.h"
#include "client/records/writecheck.h"

#include <algorithm>

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

/// Of an entity, since many records at once are of one.
Result<std::vector<WriteObjection>> Reader::objections(
    const EntityAccess &access, const RecordChoice &choice, const FieldValues &to)
{
    TANDEM_ASSIGN(const EntityDef *entity, definition(choice.entity));
    TANDEM_ASSIGN(const std::vector<Record> here, rows(entity->number, choice.here, storedFields(*entity)));
    QHash<RecordKey, std::optional<FieldValues>> known;
    const auto linked = [&](const EntityDef &target, const RecordId &id) -> std::optional<FieldValues> {
        const RecordKey key{target.number, id};
        if (!known.contains(key)) {
            Result<Record> found = read(key);
            known.insert(key, found.ok() ? std::optional<FieldValues>((*std::move(found)).values) : std::nullopt);
        }
        return known.value(key);
    };
    const WriteCheck check(*m_registry, *entity, access, surroundings(), linked);
    std::vector<WriteObjection> all;
    const auto judge = [&](const Record &record) {
        std::vector<Error> errors = check.objections(record.values, with(record.values, to));
        if (!errors.empty())
            all.push_back({record.key, std::move(errors)});
    };
    std::for_each(here.begin(), here.end(), judge);
    std::for_each(choice.atServer.begin(), choice.atServer.end(), judge);
    return all;
}

}
