// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/data/replicatypes.h"

#include <algorithm>

namespace tandem::client {

namespace {

RecordChange::Kind joined(RecordChange::Kind earlier, RecordChange::Kind later)
{
    using Kind = RecordChange::Kind;
    if (earlier == Kind::Created && later == Kind::Changed)
        return Kind::Created;
    if (earlier == Kind::Removed && later == Kind::Created)
        return Kind::Changed;
    return later;
}

}

void ChangeSet::add(RecordChange change)
{
    if (touchesWhole(change.key.entity))
        return;
    std::sort(change.fields.begin(), change.fields.end());
    const auto found = m_places.constFind(change.key);
    if (found == m_places.cend()) {
        if (++m_counts[change.key.entity] > mostRecords) {
            addEntity(change.key.entity);
            return;
        }
        m_places.insert(change.key, records.size());
        records.push_back(std::move(change));
        return;
    }
    RecordChange &known = records[*found];
    known.kind = joined(known.kind, change.kind);
    if (known.fields.empty() || change.fields.empty()) {
        known.fields.clear();
        return;
    }
    std::vector<FieldNumber> all;
    std::set_union(
        known.fields.begin(), known.fields.end(), change.fields.begin(), change.fields.end(), std::back_inserter(all));
    known.fields = std::move(all);
}

void ChangeSet::addEntity(EntityNumber entity)
{
    const auto place = std::lower_bound(entities.begin(), entities.end(), entity);
    if (place != entities.end() && *place == entity)
        return;
    entities.insert(place, entity);
    std::erase_if(records, [entity](const RecordChange &change) { return change.key.entity == entity; });
    m_places.clear();
    for (size_t i = 0; i < records.size(); ++i)
        m_places.insert(records[i].key, i);
}

void ChangeSet::add(const ChangeSet &other)
{
    for (const EntityNumber entity : other.entities)
        addEntity(entity);
    for (const RecordChange &change : other.records)
        add(change);
}

bool ChangeSet::touchesWhole(EntityNumber entity) const
{
    return std::binary_search(entities.begin(), entities.end(), entity);
}

bool ChangeSet::touches(EntityNumber entity) const
{
    return touchesWhole(entity) || m_counts.value(entity) > 0;
}

bool ChangeSet::touches(const RecordKey &key) const
{
    return touchesWhole(key.entity) || m_places.contains(key);
}

const RecordChange *ChangeSet::changeOf(const RecordKey &key) const
{
    const auto found = m_places.constFind(key);
    return found == m_places.cend() ? nullptr : &records[*found];
}

}
