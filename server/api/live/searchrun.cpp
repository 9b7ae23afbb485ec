// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/api/live/searchrun.h"

#include "server/api/live/pages.h"
#include "server/api/live/rights.h"
#include "shared/expressions/filterbuilder.h"
#include "shared/metadata/fieldtypes/linktype.h"
#include "shared/protocol/limits.h"

#include <algorithm>

namespace tandem::server {

namespace {

/// The title, and the line below it.
std::vector<FieldNumber> namingFields(const EntityDef &entity)
{
    std::vector<FieldNumber> fields;
    for (const QString &name : {entity.titleField, entity.subtitleField}) {
        if (const FieldDef *field = entity.field(name); field && field->isStored())
            fields.push_back(field->number);
    }
    return fields;
}

/// Who has more keys sees so much that all rows are walked through instead.
constexpr size_t keysToFollow = 32;

bool isText(const FieldDef &field)
{
    return field.searchable && !field.deleted && field.isStored()
        && expressionTypeOf(field.type) == ExpressionType::Text;
}

}

SearchRun::SearchRun(PermissionsPointer permissions, SearchRequest request, Timestamp now)
    : SearchRun(std::move(permissions), std::move(request), now, Limits())
{
}

SearchRun::SearchRun(PermissionsPointer permissions, SearchRequest request, Timestamp now, Limits limits)
    : m_permissions(std::move(permissions))
    , m_request(std::move(request))
    , m_now(now)
    , m_limits(limits)
    , m_words(m_request.text)
    , m_hitsPerEntity(size_t(rowsWanted(m_request.limit, tandem::limits::searchHits)))
    , m_rowsLeft(limits.rowsInAll)
{
    if (m_words.isEmpty())
        return;
    for (const EntityDef &entity : m_permissions->registry()->entities()) {
        if (isAsked(entity))
            addPlace(entity);
    }
}

bool SearchRun::isAsked(const EntityDef &entity) const
{
    if (entity.deleted || m_permissions->keySet(entity.number).isEmpty())
        return false;
    const std::vector<EntityNumber> &asked = m_request.entities;
    if (asked.empty())
        return !entity.traits.testFlag(Trait::Internal) && !entity.traits.testFlag(Trait::Junction);
    return std::find(asked.begin(), asked.end(), entity.number) != asked.end();
}

void SearchRun::addPlace(const EntityDef &entity)
{
    Place place;
    place.entity = &entity;
    for (const FieldDef &field : entity.fields) {
        if (isText(field) && m_permissions->fieldAccess(entity.number, field.number) >= FieldAccess::Read)
            place.searched.push_back(&field);
    }
    if (m_request.beyond) {
        place.kept = partBeyond(*m_permissions, entity, m_now);
        if (!place.kept)
            return;
    }
    if (!place.searched.empty())
        m_places.push_back(std::move(place));
}

SearchRun::Place *SearchRun::nextPlace()
{
    for (size_t tried = 0; tried < m_places.size(); ++tried) {
        Place &place = m_places[m_turn++ % m_places.size()];
        if (!place.isDone)
            return &place;
    }
    return nullptr;
}

bool SearchRun::advance(ReadSide &reads)
{
    Place *place = m_rowsLeft > 0 ? nextPlace() : nullptr;
    if (!place)
        return false;
    if (const auto looked = look(*place, reads); !looked.ok()) {
        m_error = looked.error();
        place->isDone = true;
    }
    return true;
}

Result<std::vector<RecordId>> SearchRun::nextIds(const Place &place, ReadSide &reads) const
{
    const KeySet &visible = m_permissions->keySet(place.entity->number);
    if (visible.all || visible.keys.size() > keysToFollow)
        return reads.plans()
            .records(m_permissions->registry())
            .idsBefore(place.entity->number, place.before, m_limits.rowsPerSlice);
    return reads.audiences().recordsBefore(place.entity->number, visible.keys, place.before, m_limits.rowsPerSlice);
}

RecordQuery SearchRun::queryOf(const Place &place) const
{
    RecordQuery query;
    query.entity = place.entity->name;
    query.filter = m_words.condition(place.searched);
    query.kept = place.kept;
    query.fields = namingFields(*place.entity);
    for (const FieldDef *field : place.searched)
        query.fields.push_back(field->number);
    std::sort(query.fields.begin(), query.fields.end());
    query.fields.erase(std::unique(query.fields.begin(), query.fields.end()), query.fields.end());
    query.limit = m_limits.rowsPerSlice;
    query.surroundings.now = m_now;
    return query;
}

Result<std::vector<VisibleRecord>> SearchRun::fittingOf(
    const Place &place, RecordQuery query, RecordReader &reader) const
{
    const std::vector<FieldNumber> naming = namingFields(*place.entity);
    std::vector<VisibleRecord> fitting;
    for (bool more = true; more;) {
        TANDEM_ASSIGN(VisiblePage page, reader.page(query, pageBytes));
        more = page.more && !page.records.empty();
        if (more)
            query.after = PagePosition{{}, page.records.back().id};
        for (VisibleRecord &record : page.records) {
            if (!m_words.areIn(place.searched, record.values))
                continue;
            std::erase_if(record.values, [&naming](const auto &value) {
                return std::find(naming.begin(), naming.end(), value.first) == naming.end();
            });
            fitting.push_back(std::move(record));
        }
    }
    return fitting;
}

Result<void> SearchRun::look(Place &place, ReadSide &reads)
{
    const EntityDef &entity = *place.entity;
    TANDEM_ASSIGN(const std::vector<RecordId> ids, nextIds(place, reads));
    m_rowsLeft -= int(ids.size());
    place.isDone = int(ids.size()) < m_limits.rowsPerSlice;
    if (ids.empty())
        return {};
    place.before = ids.back();
    RecordQuery query = queryOf(place);
    query.only = ids;
    RecordReader reader(reads.plans(), m_permissions);
    TANDEM_ASSIGN(const std::vector<VisibleRecord> fitting, fittingOf(place, std::move(query), reader));
    for (auto record = fitting.rbegin(); record != fitting.rend() && place.hits.size() < m_hitsPerEntity; ++record)
        place.hits.push_back(
            {entity.number, record->id, textOf(entity.field(entity.titleField), record->values, reader),
                textOf(entity.field(entity.subtitleField), record->values, reader)});
    place.isDone = place.isDone || place.hits.size() >= m_hitsPerEntity;
    return {};
}

/// What a link points to is named as far as it may be seen.
QString SearchRun::textOf(const FieldDef *field, const FieldValues &values, RecordReader &reader) const
{
    const Value value = field ? valueIn(values, field->number) : Value();
    switch (value.kind()) {
    case Value::Kind::Text:
        return field->readable(value.toText());
    case Value::Kind::Integer:
        return QString::number(value.toInteger());
    case Value::Kind::Id: {
        const EntityDef *target = m_permissions->registry()->entity(entityOfLink(*field));
        const FieldDef *title = target ? target->field(target->titleField) : nullptr;
        if (!title)
            return {};
        const auto record = reader.get(*target, value.toId());
        return record.ok() ? title->readable(valueIn(record->values, title->number).toText()) : QString();
    }
    default:
        return {};
    }
}

SearchReply SearchRun::answer() const
{
    SearchReply reply{m_request.request, {}, m_error, false};
    for (const Place &place : m_places) {
        reply.unfinished = reply.unfinished || !place.isDone;
        const size_t left = size_t(tandem::limits::searchHits) - reply.hits.size();
        const size_t taken = std::min(place.hits.size(), left);
        reply.hits.insert(reply.hits.end(), place.hits.begin(), place.hits.begin() + std::ptrdiff_t(taken));
    }
    return reply;
}

}
