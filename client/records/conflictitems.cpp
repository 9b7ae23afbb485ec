// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/records/conflictitems.h"

#include "client/records/anylink.h"
#include "shared/metadata/fieldtypes/fieldtype.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace tandem::client {

namespace {

const EntityDef *conflictEntity(const Registry &registry)
{
    return registry.entity(QStringLiteral("conflict"));
}

/// A value of any field as conflict records carry it: JSON, also where it is no object or array.
Value valueOfJson(const FieldDef &field, const QString &json)
{
    if (json.isEmpty())
        return {};
    const QJsonDocument wrapped = QJsonDocument::fromJson('[' + json.toUtf8() + ']');
    const Result<Value> value = fieldTypeInfo(field.type).fromJson(field, wrapped.array().at(0));
    return value.valueOr(Value());
}

Result<std::vector<Record>> openRecords(Reader &reader)
{
    const EntityDef *conflict = conflictEntity(reader.registry());
    if (!conflict)
        return std::vector<Record>();
    ListQuery query;
    query.entity = conflict->number;
    query.filter = QStringLiteral("status = 'open'");
    query.sort = {{QStringLiteral("at"), false}};
    TANDEM_ASSIGN(std::vector<Record> records, reader.all(query));
    // Open, and yet something of it waits: that is the action which settles it.
    std::erase_if(records, [](const Record &record) { return record.pending; });
    return records;
}

ConflictItem itemOf(const Registry &registry, const Record &record, const RecordId &user)
{
    const EntityDef *conflict = registry.entity(record.key.entity);
    const auto value = [&](const char16_t *name) {
        const FieldDef *field = conflict->field(QString::fromUtf16(name));
        return field ? record.value(field->number) : Value();
    };
    ConflictItem item;
    item.id = record.key.id;
    item.record = recordOfAnyLink(registry, value(u"record"));
    item.field = FieldNumber(value(u"fieldNumber").toInteger());
    item.ofRecord = value(u"kind").toText() == QLatin1String("deletedEdited");
    item.standingUser = value(u"standingUser").toId();
    item.displacedUser = value(u"displacedUser").toId();
    item.standingAt = value(u"standingAt").toInteger();
    item.displacedAt = value(u"displacedAt").toInteger();
    item.at = value(u"at").toInteger();
    item.mineIsStanding = item.standingUser == user && item.displacedUser != user;
    const EntityDef *entity = registry.entity(item.record.entity);
    if (const FieldDef *field = entity ? entity->fieldOrRemoved(item.field) : nullptr) {
        item.standing = valueOfJson(*field, value(u"standingValue").toText());
        item.displaced = valueOfJson(*field, value(u"displacedValue").toText());
        item.original = valueOfJson(*field, value(u"originalValue").toText());
    }
    return item;
}

/// The record and both people by their names.
Result<void> addTitles(Reader &reader, std::vector<ConflictItem> &items)
{
    const EntityDef *user = reader.registry().entity(QStringLiteral("user"));
    const EntityNumber users = user ? user->number : EntityNumber(0);
    std::vector<RecordKey> keys;
    for (const ConflictItem &item : items) {
        for (const RecordKey &key :
            {item.record, RecordKey{users, item.standingUser}, RecordKey{users, item.displacedUser}}) {
            if (!key.isNull())
                keys.push_back(key);
        }
    }
    TANDEM_ASSIGN(const auto titles, reader.titles(keys));
    for (ConflictItem &item : items) {
        item.title = titles.value(item.record);
        item.standingName = titles.value(RecordKey{users, item.standingUser});
        item.displacedName = titles.value(RecordKey{users, item.displacedUser});
    }
    return {};
}

WriteRequest settlingAction(const EntityDef &conflict, const ConflictItem &item, ConflictChoice choice)
{
    const bool deletes = choice == ConflictChoice::Displaced;
    WriteRequest request;
    request.key = {conflict.number, item.id};
    request.kind = MutationKind::Action;
    request.action = QStringLiteral("resolveConflict");
    request.arguments.insert(QStringLiteral("choice"), deletes ? QStringLiteral("swap") : QStringLiteral("keep"));
    if (deletes && item.recordChangedAt > 0)
        request.arguments.insert(QStringLiteral("seenAt"), item.recordChangedAt);
    return request;
}

}

Result<std::vector<ConflictItem>> openConflicts(Reader &reader, const RecordId &user)
{
    TANDEM_ASSIGN(const std::vector<Record> records, openRecords(reader));
    std::vector<ConflictItem> items;
    for (const Record &record : records) {
        ConflictItem item = itemOf(reader.registry(), record, user);
        if (item.ofRecord && !item.record.isNull()) {
            const Result<Record> contested = reader.read(item.record);
            item.recordChangedAt = contested.ok() ? contested->value(systemfield::modifiedAt).toInteger() : 0;
        }
        items.push_back(std::move(item));
    }
    TANDEM_TRY(addTitles(reader, items));
    return items;
}

Result<qint64> countOpenConflicts(Reader &reader)
{
    TANDEM_ASSIGN(const std::vector<Record> records, openRecords(reader));
    return qint64(records.size());
}

std::vector<WriteRequest> settlingRequests(
    const Registry &registry, const std::vector<std::pair<ConflictItem, ConflictChoice>> &choices)
{
    const EntityDef *conflict = conflictEntity(registry);
    const FieldDef *status = conflict ? conflict->field(QStringLiteral("status")) : nullptr;
    std::vector<WriteRequest> requests;
    for (const auto &[item, choice] : choices) {
        if (item.ofRecord) {
            if (conflict)
                requests.push_back(settlingAction(*conflict, item, choice));
            continue;
        }
        // A field that was removed takes no value any more; the choice only settles the matter.
        const EntityDef *entity = registry.entity(item.record.entity);
        if (choice == ConflictChoice::Displaced && entity && entity->field(item.field)) {
            WriteRequest write;
            write.key = item.record;
            write.to[item.field] = item.displaced;
            requests.push_back(std::move(write));
        }
        if (!status)
            continue;
        WriteRequest settle;
        settle.key = {conflict->number, item.id};
        settle.to[status->number] = QStringLiteral("resolved");
        requests.push_back(std::move(settle));
    }
    return requests;
}

}
