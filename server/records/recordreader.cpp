// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/records/recordreader.h"

#include "server/store/audiencestore.h"
#include "server/store/recordstore.h"
#include "shared/expressions/check.h"

namespace tandem::server {

namespace {

Error notReadable(const FieldDef &field)
{
    return Error::forbidden(QStringLiteral("fieldNotReadable"), field.name);
}

/// Every field that the expression looks at, those of linked records too.
Result<void> checkNode(const Permissions &permissions, const EntityDef &own, const CheckedNode &node)
{
    const EntityDef *entity = &own;
    for (size_t i = 0; i < node.links.size(); ++i) {
        if (permissions.fieldAccess(entity->number, node.links[i]->number) < FieldAccess::Read)
            return notReadable(*node.links[i]);
        entity = node.entities[i];
    }
    if (node.field && permissions.fieldAccess(entity->number, node.field->number) < FieldAccess::Read)
        return notReadable(*node.field);
    for (const CheckedNode &child : node.children)
        TANDEM_TRY(checkNode(permissions, own, child));
    return {};
}

}

RecordReader::RecordReader(Connection &connection, PermissionsPointer permissions)
    : m_connection(connection)
    , m_permissions(std::move(permissions))
{
}

Result<bool> RecordReader::isVisible(const EntityDef &entity, const RecordId &record)
{
    const KeySet &keys = m_permissions->keySet(entity.number);
    if (keys.all)
        return true;
    return AudienceStore(m_connection).isVisible(entity.number, record, keys);
}

Result<VisibleRecord> RecordReader::get(const EntityDef &entity, const RecordId &record)
{
    RecordStore records(m_connection, m_permissions->registry());
    TANDEM_ASSIGN(auto row, records.find(entity.number, record));
    if (!row)
        return Error::notFound(entity.name);
    TANDEM_ASSIGN(const bool visible, isVisible(entity, record));
    if (!visible)
        return Error::notFound(entity.name);
    return VisibleRecord{row->id, row->seq, m_permissions->visibleValues(entity, std::move(row->values))};
}

Result<void> RecordReader::checkQuery(const EntityDef &entity, const RecordQuery &query) const
{
    for (const SortKey &key : query.sort) {
        const FieldDef *field = entity.field(key.field);
        if (field && m_permissions->fieldAccess(entity.number, field->number) < FieldAccess::Read)
            return notReadable(*field);
    }
    if (query.filter.isNull())
        return {};
    TANDEM_ASSIGN(const CheckedExpression filter, checkCondition(query.filter, *m_permissions->registry(), entity));
    return checkNode(*m_permissions, entity, filter.root());
}

Result<std::vector<VisibleRecord>> RecordReader::query(RecordQuery query)
{
    const EntityDef *entity = m_permissions->registry()->entity(query.entity);
    if (!entity)
        return Error::notFound(query.entity);
    TANDEM_TRY(checkQuery(*entity, query));
    query.visibility = m_permissions->keySet(entity->number);
    query.surroundings.me = m_permissions->user();
    query.surroundings.myDepartment = m_permissions->department();
    RecordStore records(m_connection, m_permissions->registry());
    TANDEM_ASSIGN(auto rows, records.query(query));
    std::vector<VisibleRecord> visible;
    visible.reserve(rows.size());
    for (StoredRecord &row : rows)
        visible.push_back({row.id, row.seq, m_permissions->visibleValues(*entity, std::move(row.values))});
    return visible;
}

}
