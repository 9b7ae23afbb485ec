// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/search/querylead.h"

#include <utility>

namespace tandem::server {

namespace {

/// Whoever has more of them mostly sees more than a query should be led to.
constexpr size_t keysToFollow = 32;

/// None: the index does not have all of the entity, or too many records.
Result<std::optional<std::vector<RecordId>>> fromIndex(
    const TextDemand &demand, EntityNumber entity, const WordIndexView::Source &source)
{
    using Records = std::optional<std::vector<RecordId>>;
    TANDEM_ASSIGN(const std::unique_ptr<WordIndexView> index, WordIndexView::open(source));
    if (!index)
        return Records();
    TANDEM_ASSIGN(const std::optional<WordIndexFile::Part> part, index->part(entity));
    if (!part || !part->isWhole)
        return Records();
    TANDEM_ASSIGN(Records records, index->file().holding(entity, demand, mostLedTo));
    if (records) {
        const std::vector<RecordId> changed = index->changed(entity);
        records->insert(records->end(), changed.begin(), changed.end());
    }
    return records;
}

}

Result<void> leadToFew(RecordQuery &query, const EntityDef &entity, const KeySet &visible, AudienceStore &audiences,
    const WordIndexView::Source &index)
{
    if (!visible.all && visible.keys.size() <= keysToFollow) {
        TANDEM_ASSIGN(query.only, audiences.recordsOfFew(entity.number, visible.keys, mostLedTo));
        if (query.only)
            return {};
    }
    const std::optional<TextDemand> demand =
        query.deleted == RecordQuery::Deleted::Without ? TextDemand::of(query.filter, entity) : std::nullopt;
    if (!demand)
        return {};
    auto found = fromIndex(*demand, entity.number, index);
    if (found.ok())
        query.only = *std::move(found);
    else if (found.error().code == ErrorCode::Cancelled)
        return found.error();
    else
        index.words->distrust(found.error());
    return {};
}

}
