// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// Titles and search of Reader.

#include "client/records/reader.h"
#include "client/replica/searchreader.h"
#include "shared/metadata/fieldtypes/linktype.h"

namespace tandem::client {

namespace {

constexpr int titleDepth = 3; ///< a title that is a link takes that record's title, and so on

}

QString Reader::titleOf(const FieldDef &field, const Value &value, int depth)
{
    switch (value.kind()) {
    case Value::Kind::Text:
        return field.readable(value.toText());
    case Value::Kind::Integer:
        return QString::number(value.toInteger());
    case Value::Kind::Set:
        return value.toSet().join(QStringLiteral(", "));
    case Value::Kind::Money:
        return amountToText(value.toMoney()) + u' ' + value.toMoney().currency;
    case Value::Kind::Id: {
        const EntityDef *target = m_registry->entity(entityOfLink(field));
        if (!target || depth >= titleDepth)
            return {};
        const auto titles = titlesOf(*target, {value.toId()}, target->titleField, depth + 1);
        return titles.ok() ? titles->value({target->number, value.toId()}) : QString();
    }
    default:
        return {};
    }
}

Result<QHash<RecordKey, QString>> Reader::titlesOf(
    const EntityDef &entity, const std::vector<RecordId> &ids, const QString &fieldName, int depth)
{
    QHash<RecordKey, QString> titles;
    const FieldDef *field = entity.field(fieldName);
    if (!field || !field->isStored())
        return titles;
    TANDEM_ASSIGN(const std::vector<Record> records, rows(entity.number, ids, {field->number}));
    for (const Record &record : records)
        titles.insert(record.key, titleOf(*field, record.value(field->number), depth));
    return titles;
}

Result<QHash<RecordKey, QString>> Reader::titles(const std::vector<RecordKey> &keys)
{
    std::map<EntityNumber, std::vector<RecordId>> byEntity;
    for (const RecordKey &key : keys)
        byEntity[key.entity].push_back(key.id);
    QHash<RecordKey, QString> titles;
    for (const auto &[number, ids] : byEntity) {
        const EntityDef *entity = m_registry->entity(number);
        if (!entity)
            continue;
        TANDEM_ASSIGN(const auto found, titlesOf(*entity, ids, entity->titleField, 0));
        titles.insert(found);
    }
    return titles;
}

Result<std::vector<SearchHit>> Reader::hits(const EntityDef &entity, const std::vector<RecordId> &ids)
{
    TANDEM_ASSIGN(const auto titles, titlesOf(entity, ids, entity.titleField, 0));
    TANDEM_ASSIGN(const auto subtitles, titlesOf(entity, ids, entity.subtitleField, 0));
    std::vector<SearchHit> hits;
    for (const RecordId &id : ids) {
        const RecordKey key{entity.number, id};
        if (titles.contains(key))
            hits.push_back({key, titles.value(key), subtitles.value(key)});
    }
    return hits;
}

Result<std::vector<SearchHit>> Reader::search(EntityNumber number, const QString &text, int limit)
{
    TANDEM_ASSIGN(const EntityDef *entity, definition(number));
    if (text.trimmed().isEmpty()) {
        ListQuery query;
        query.entity = number;
        query.limit = limit;
        TANDEM_ASSIGN(const std::vector<RecordId> first, ids(query));
        return hits(*entity, first);
    }
    TANDEM_ASSIGN(Connection * database, connection());
    TANDEM_ASSIGN(const std::vector<RecordId> found, searchRecords(*database, number, text, limit));
    return hits(*entity, found);
}

Result<std::vector<SearchGroup>> Reader::searchAll(const QString &text, int limitPerEntity)
{
    std::vector<SearchGroup> groups;
    if (text.trimmed().isEmpty())
        return groups;
    for (const EntityDef &entity : m_registry->entities()) {
        if (entity.deleted || entity.traits.testFlag(Trait::Internal) || entity.traits.testFlag(Trait::Junction))
            continue;
        SearchGroup group{entity.number, {}, false};
        TANDEM_ASSIGN(group.hits, search(entity.number, text, limitPerEntity + 1));
        group.more = int(group.hits.size()) > limitPerEntity;
        if (group.more)
            group.hits.resize(size_t(limitPerEntity));
        if (!group.hits.empty())
            groups.push_back(std::move(group));
    }
    return groups;
}

}
