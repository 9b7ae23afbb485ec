// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/flows/rulescope.h"

#include <algorithm>

namespace tandem::server {

namespace {

/// Numbers that no entity's own field has.
constexpr FieldNumber firstAddedField = 65'000;

}

RuleScope::RuleScope(const EntityDef &entity)
    : m_entity(std::make_shared<EntityDef>(entity))
{
}

void RuleScope::add(const QString &name, const EntityDef &entity, const RecordId &record)
{
    FieldDef link;
    link.number = FieldNumber(firstAddedField + m_added.size());
    link.name = name;
    link.type = FieldType::Link;
    link.target = entity.name;
    auto grown = std::make_shared<EntityDef>(*m_entity);
    grown->fields.push_back(std::move(link));
    m_entity = std::move(grown);
    m_added.push_back({name, {&entity, record}});
}

RuleScope::Named RuleScope::find(const QString &name, const Subject &subject, const Registry &registry) const
{
    if (name.isEmpty() || name == QLatin1String("record"))
        return {subject.entity, subject.record};
    const auto added =
        std::find_if(m_added.begin(), m_added.end(), [&](const auto &entry) { return entry.first == name; });
    if (added != m_added.end())
        return added->second;
    const FieldDef *link = subject.entity->field(name);
    if (!link || !link->isLinkLike())
        return {};
    const auto value = subject.row.find(link->number);
    return {registry.entity(link->target), value == subject.row.end() ? RecordId() : value->second.toId()};
}

FieldValues RuleScope::values(const FieldValues &row) const
{
    FieldValues all = row;
    for (size_t i = 0; i < m_added.size(); ++i)
        all[FieldNumber(firstAddedField + i)] = m_added[i].second.record;
    return all;
}

}
