// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/models/listfootprint.h"

#include "shared/expressions/check.h"
#include "shared/metadata/fieldtypes/linktype.h"
#include "shared/metadata/sorttitle.h"

#include <algorithm>

namespace tandem::client {

namespace {

void collectLinkedEntities(const CheckedNode &node, std::set<EntityNumber> &found)
{
    for (const EntityDef *entity : node.entities)
        found.insert(entity->number);
    for (const CheckedNode &child : node.children)
        collectLinkedEntities(child, found);
}

}

ListFootprint::ListFootprint(const ListQuery &query, const Registry &registry, const EntityDef &listed)
    : m_entity(listed.number)
    , m_fields{systemfield::deletedAt}
{
    if (query.link != 0)
        m_fields.insert(query.link);
    std::vector<SortKey> sort = query.sort;
    if (sort.empty())
        sort.push_back(listed.list.sort);
    for (const SortKey &key : sort) {
        const FieldDef *field = listed.field(key.field);
        if (!field)
            continue;
        m_fields.insert(field->number);
        if (sortTitle(registry, *field)) // a target with another name may stand elsewhere
            m_linked.insert(registry.entity(entityOfLink(*field))->number);
    }
    if (!query.filter.isEmpty())
        addFilter(query.filter, registry, listed);
}

void ListFootprint::addFilter(const QString &filter, const Registry &registry, const EntityDef &listed)
{
    const auto condition = compileCondition(filter, registry, listed);
    m_knowsFields = condition.ok();
    if (!condition.ok())
        return;
    for (const FieldNumber number : dependencies(*condition))
        m_fields.insert(number);
    collectLinkedEntities(condition->root(), m_linked);
}

bool ListFootprint::isTouchedBy(const ChangeSet &changes) const
{
    const auto touches = [&changes](EntityNumber entity) {
        return changes.touches(entity);
    };
    return m_entity != 0
        && (changes.touchesWhole(m_entity) || std::any_of(m_linked.begin(), m_linked.end(), touches)
            || std::any_of(changes.records.begin(), changes.records.end(),
                [this](const RecordChange &change) { return isTouchedBy(change); }));
}

bool ListFootprint::isTouchedBy(const RecordChange &change) const
{
    if (change.key.entity != m_entity)
        return false;
    if (change.kind != RecordChange::Kind::Changed || change.fields.empty() || !m_knowsFields)
        return true;
    return std::any_of(
        change.fields.begin(), change.fields.end(), [this](FieldNumber field) { return m_fields.count(field) != 0; });
}

}
