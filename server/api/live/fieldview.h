// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/access/permissions.h"
#include "shared/database/entitycolumns.h"

#include <optional>

class QCborStreamWriter;

namespace tandem::server {

/// The stored fields of an entity as a group of users with equal field rights sees them.
class FieldView
{
public:
    FieldView(const EntityDef &entity, const Permissions &permissions);

    EntityNumber entity() const { return m_entity; }

    /// Equal for users who see the same of the entity.
    static QByteArray key(const EntityDef &entity, const Permissions &permissions);

    const std::vector<FieldNumber> &fields() const { return m_columns.fields(); }
    const QString &selectById() const { return m_selectById; } ///< id, seq and the columns of the record ?1
    /// The row on which `statement` stands (id, seq, columns) as a whole CBOR array.
    void writeRow(Statement &statement, QCborStreamWriter &writer) const;
    /// The same bytes of a row whose values are at hand.
    void writeRow(const RecordId &id, qint64 seq, const FieldValues &values, QCborStreamWriter &writer) const;

private:
    void writeMasked(const FieldValues &values, QCborStreamWriter &writer) const;

    EntityNumber m_entity;
    EntityColumns m_columns;
    std::vector<std::optional<FieldDef>> m_masked; ///< per field; empty if there is none
    QString m_selectById;
};

using FieldViewPointer = std::shared_ptr<const FieldView>;

}
