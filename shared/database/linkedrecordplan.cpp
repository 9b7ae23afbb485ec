// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/database/linkedrecordplan.h"

#include "shared/database/connection.h"

namespace tandem {

LinkedRecordPlan::LinkedRecordPlan(const EntityDef &entity)
    : m_entity(entity)
    , m_columns(entity)
{
}

Result<std::optional<FieldValues>> LinkedRecordPlan::read(Connection &connection, const RegistryPointer &registry,
    const RecordId &id, const std::optional<KeySet> &visibility)
{
    if (visibility && visibility->isEmpty())
        return std::optional<FieldValues>();
    std::optional<BoundSql> &written = visibility && !visibility->all ? m_visible : m_any;
    if (!written) {
        RecordQuery query;
        query.entity = m_entity.name;
        query.keyField = QStringLiteral("id");
        query.keys = 1;
        query.deleted = RecordQuery::Deleted::With;
        query.visibility = visibility;
        TANDEM_ASSIGN(written, QueryBuilder(connection.dialect(), registry).rows(query));
    }
    TANDEM_ASSIGN(Statement row, written->prepareFor(connection, visibility));
    TANDEM_ASSIGN(const bool found, row.bind(1, id).step());
    return found ? std::optional(m_columns.read(row, 2)) : std::nullopt;
}

}
