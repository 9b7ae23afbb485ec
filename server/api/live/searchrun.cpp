// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/api/live/searchrun.h"

#include "server/api/live/pages.h"
#include "server/api/live/rights.h"
#include "shared/base/searchtext.h"
#include "shared/expressions/filterbuilder.h"
#include "shared/metadata/fieldtypes/linktype.h"
#include "shared/metadata/recordwords.h"
#include "shared/protocol/limits.h"

#include <algorithm>
#include <utility>

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

constexpr int candidatesAtOnce = 200; ///< of which most searches need no more
constexpr qint64 entriesAtOnce = 200'000; ///< of the index: looking through them takes some ten milliseconds

bool isText(const FieldDef &field)
{
    return RecordWords::areOf(field) && expressionTypeOf(field.type) == ExpressionType::Text;
}

bool isOlder(const RecordId &one, const RecordId &other)
{
    return toBytes(one) < toBytes(other);
}

/// Those have been looked at on their own.
std::vector<RecordId> without(const std::vector<RecordId> &changed, std::vector<RecordId> ids)
{
    if (!changed.empty())
        std::erase_if(ids,
            [&changed](const RecordId &id) { return std::binary_search(changed.begin(), changed.end(), id, isOlder); });
    return ids;
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
    , m_rowsToFollow(limits.rowsFollowed)
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

void SearchRun::begin(ReadSide &reads)
{
    if (const auto begun = beginIndex(reads); !begun.ok())
        leaveIndex(reads, begun.error());
}

Result<void> SearchRun::beginIndex(ReadSide &reads)
{
    TANDEM_ASSIGN(m_index, WordIndexView::open(reads.indexSource(m_permissions->registry()), m_limits.changesBehind));
    for (size_t i = 0; m_index && i < m_places.size(); ++i) {
        Place &place = m_places[i];
        TANDEM_ASSIGN(const std::optional<WordIndexFile::Part> part, m_index->part(place.entity->number));
        if (!part)
            continue;
        place.isIndexed = true;
        place.since = part->isWhole ? RecordId() : part->walked;
        place.changed = m_index->changed(place.entity->number);
        place.fresh = place.changed.size();
    }
    return {};
}

/// What was not searched to its end is walked through from its beginning.
void SearchRun::leaveIndex(ReadSide &reads, const Error &error)
{
    m_index.reset();
    if (WordIndexer *words = reads.words())
        words->distrust(error);
    for (Place &place : m_places) {
        if (place.isDone)
            continue;
        place.changed.clear();
        place.fresh = 0;
        place.hits.clear();
        place.isIndexed = false;
        place.before = {};
    }
}

bool SearchRun::seesFew(const Place &place) const
{
    const KeySet &visible = m_permissions->keySet(place.entity->number);
    return !visible.all && visible.keys.size() <= keysToFollow;
}

SearchRun::Step SearchRun::stepOf(const Place &place) const
{
    if (place.isDone)
        return Step::None;
    if (place.fresh > 0)
        return Step::Changes;
    if (place.isIndexed)
        return m_rowsToFollow > 0 && seesFew(place) ? Step::Walk : Step::Index;
    return m_rowsLeft > 0 ? Step::Walk : Step::None;
}

SearchRun::Place *SearchRun::nextPlace()
{
    for (size_t tried = 0; tried < m_places.size(); ++tried) {
        Place &place = m_places[m_turn++ % m_places.size()];
        if (stepOf(place) != Step::None)
            return &place;
    }
    return nullptr;
}

bool SearchRun::advance(ReadSide &reads)
{
    if (!std::exchange(m_hasBegun, true))
        begin(reads);
    Place *place = nextPlace();
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
    const EntityNumber entity = place.entity->number;
    if (!seesFew(place))
        return reads.plans().records(m_permissions->registry()).idsBefore(entity, place.before, m_limits.rowsPerSlice);
    return reads.audiences().recordsBefore(
        entity, m_permissions->keySet(entity).keys, place.before, m_limits.rowsPerSlice);
}

RecordQuery SearchRun::queryOf(const Place &place, std::vector<RecordId> ids, Finding finding) const
{
    RecordQuery query;
    query.entity = place.entity->name;
    query.only = std::move(ids);
    if (finding == Finding::AsTyped || !m_words.haveLetters())
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
    const Place &place, RecordQuery query, Finding finding, RecordReader &reader, Pinyin &pinyin) const
{
    const std::vector<FieldNumber> naming = namingFields(*place.entity);
    std::vector<VisibleRecord> fitting;
    for (bool more = true; more;) {
        TANDEM_ASSIGN(VisiblePage page, reader.page(query, pageBytes));
        more = page.more && !page.records.empty();
        if (more)
            query.after = PagePosition{{}, page.records.back().id};
        for (VisibleRecord &record : page.records) {
            if (!fits(place, record.values, finding, pinyin))
                continue;
            std::erase_if(record.values, [&naming](const auto &value) {
                return std::find(naming.begin(), naming.end(), value.first) == naming.end();
            });
            fitting.push_back(std::move(record));
        }
    }
    return fitting;
}

/// A name is only heard by who may read it.
bool SearchRun::fits(const Place &place, const FieldValues &values, Finding finding, Pinyin &pinyin) const
{
    const FieldDef *title = place.entity->field(place.entity->titleField);
    const bool isHeard = finding == Finding::AsIndexed && m_words.haveLetters()
        && std::find(place.searched.begin(), place.searched.end(), title) != place.searched.end();
    if (!isHeard)
        return m_words.areIn(place.searched, values);
    return m_words.areIn(place.searched, values, [&] {
        const QString name = title->readable(valueIn(values, title->number).toText()).left(RecordWords::longestText);
        return searchtext::pinyinWords(name, pinyin).split(u' ', Qt::SkipEmptyParts);
    });
}

Result<void> SearchRun::look(Place &place, ReadSide &reads)
{
    switch (stepOf(place)) {
    case Step::Changes:
        return lookAtChanges(place, reads);
    case Step::Index:
        return lookIntoIndex(place, reads);
    case Step::Walk:
        return walk(place, reads);
    case Step::None:
        break;
    }
    return {};
}

Result<void> SearchRun::lookAtChanges(Place &place, ReadSide &reads)
{
    const size_t count = std::min(place.fresh, size_t(m_limits.rowsPerSlice));
    const auto end = place.changed.begin() + std::ptrdiff_t(place.fresh);
    place.fresh -= count;
    return judge(place, {end - std::ptrdiff_t(count), end}, Finding::AsIndexed, reads);
}

Result<void> SearchRun::lookIntoIndex(Place &place, ReadSide &reads)
{
    auto found = m_index->file().candidates({place.entity->number, searchtext::matchExpression(m_words.text()),
        place.below, place.before, place.since, std::min(candidatesAtOnce, m_limits.rowsPerSlice), entriesAtOnce});
    if (!found.ok()) {
        leaveIndex(reads, found.error());
        return {};
    }
    place.below = found->below;
    if (found->isEnd) {
        place.isIndexed = false;
        const bool isWhole = place.since.isNull();
        if (!isWhole && (place.before.isNull() || isOlder(place.since, place.before)))
            place.before = place.since;
        place.isDone = isWhole;
    }
    return judge(place, without(place.changed, std::move(found->records)), Finding::AsIndexed, reads);
}

Result<void> SearchRun::walk(Place &place, ReadSide &reads)
{
    const Finding finding = place.isIndexed ? Finding::AsIndexed : Finding::AsTyped;
    TANDEM_ASSIGN(std::vector<RecordId> ids, nextIds(place, reads));
    (place.isIndexed ? m_rowsToFollow : m_rowsLeft) -= int(ids.size());
    place.isDone = int(ids.size()) < m_limits.rowsPerSlice;
    if (!ids.empty())
        place.before = ids.back();
    return judge(place, without(place.changed, std::move(ids)), finding, reads);
}

Result<void> SearchRun::judge(Place &place, std::vector<RecordId> ids, Finding finding, ReadSide &reads)
{
    if (ids.empty())
        return {};
    const RecordQuery query = queryOf(place, std::move(ids), finding);
    const EntityDef &entity = *place.entity;
    RecordReader reader(reads.plans(), m_permissions);
    TANDEM_ASSIGN(const std::vector<VisibleRecord> fitting, fittingOf(place, query, finding, reader, reads.pinyin()));
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
