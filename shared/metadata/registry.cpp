// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/metadata/registry.h"

#include <algorithm>

namespace tandem {

Registry::Registry(std::vector<EntityDef> entities, qint64 revision)
    : m_entities(std::move(entities))
    , m_revision(revision)
{
    for (qsizetype i = 0; i < qsizetype(m_entities.size()); ++i) {
        const EntityDef &entity = m_entities[std::size_t(i)];
        if (entity.deleted)
            continue;
        m_byNumber.insert(entity.number, i);
        m_byName.insert(entity.name, i);
    }
}

const EntityDef *Registry::entity(EntityNumber number) const
{
    const auto found = m_byNumber.constFind(number);
    return found == m_byNumber.cend() ? nullptr : &m_entities[std::size_t(*found)];
}

const EntityDef *Registry::entity(const QString &name) const
{
    const auto found = m_byName.constFind(name);
    return found == m_byName.cend() ? nullptr : &m_entities[std::size_t(*found)];
}

const EntityDef *Registry::entityOrRemoved(EntityNumber number) const
{
    if (const EntityDef *present = entity(number))
        return present;
    const auto found = std::find_if(
        m_entities.begin(), m_entities.end(), [number](const EntityDef &entity) { return entity.number == number; });
    return found == m_entities.end() ? nullptr : &*found;
}

std::vector<std::pair<const EntityDef *, const FieldDef *>> Registry::linksTo(const QString &target) const
{
    std::vector<std::pair<const EntityDef *, const FieldDef *>> links;
    for (const EntityDef &entity : m_entities) {
        if (entity.deleted)
            continue;
        for (const FieldDef &field : entity.fields) {
            if (!field.deleted && field.target == target && (field.isLinkLike() || field.type == FieldType::Links))
                links.emplace_back(&entity, &field);
        }
    }
    return links;
}

}
