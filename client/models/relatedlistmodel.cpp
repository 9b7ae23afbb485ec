// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/models/relatedlistmodel.h"

#include "client/records/anylink.h"

namespace tandem::client {

RelatedListModel::RelatedListModel(Records &records, QObject *parent)
    : RecordListModel(records, parent)
    , m_records(records)
{
}

bool RelatedListModel::setRelated(const RecordKey &owner, const QString &name)
{
    const EntityDef *entity = m_records.entity(owner.entity);
    if (!entity)
        return false;
    const auto found = std::find_if(entity->related.begin(), entity->related.end(),
        [&name](const RelatedDef &related) { return related.name == name; });
    const EntityDef *listed = found == entity->related.end() ? nullptr : m_records.entity(found->entity);
    const FieldDef *link = listed ? listed->field(found->link) : nullptr;
    if (!link)
        return false;
    m_owner = owner;
    m_definition = *found;
    ListQuery query;
    query.entity = listed->number;
    query.link = link->number;
    query.linkTarget = owner;
    query.through = found->through;
    setQuery(query);
    return true;
}

FieldValues RelatedListModel::initialValues() const
{
    const EntityDef *entity = m_records.entity(m_owner.entity);
    const EntityDef *listed = m_records.entity(m_definition.entity);
    const FieldDef *link = listed ? listed->field(m_definition.link) : nullptr;
    if (!entity || !link)
        return {};
    return {{link->number, link->type == FieldType::AnyLink ? anyLink(*entity, m_owner.id) : Value(m_owner.id)}};
}

}
