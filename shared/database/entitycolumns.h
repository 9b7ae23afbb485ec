// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/database/statement.h"
#include "shared/metadata/entitydef.h"

class QCborStreamWriter;

namespace tandem {

/// The stored fields of an entity as columns of a statement: made once, used for every row. It keeps copies, so it
/// outlives the registry.
class EntityColumns
{
public:
    /// Every stored field that is not deleted, system fields first.
    explicit EntityColumns(const EntityDef &entity);
    /// The named ones in their order. Unknown, deleted and not stored ones are left out, except that bindCbor() passes
    /// over their values: a row may come from a build that knows more.
    EntityColumns(const EntityDef &entity, const std::vector<FieldNumber> &fields);

    const std::vector<FieldNumber> &fields() const { return m_fields; }
    const QStringList &names() const { return m_names; } ///< of the columns
    int count() const { return int(m_names.size()); } ///< of the columns: money has two
    QString sql(const QString &alias = {}) const; ///< "name", "amount", … for SELECT and INSERT

    /// Values from the row that `statement` stands on; null ones are left out.
    FieldValues read(Statement &statement, int firstColumn) const;
    /// Binds every field; one missing in `values` becomes NULL. Gives the position after the last.
    int bind(Statement &statement, int firstPosition, const FieldValues &values) const;

    /// Hot path of sync: the fields as items of a CBOR array that the caller has started, in the form of writeValue().
    void writeCbor(Statement &statement, int firstColumn, QCborStreamWriter &writer) const;
    /// The same bytes of a row that bind() has written, without reading it.
    void writeCbor(const FieldValues &values, QCborStreamWriter &writer) const;
    /// What read() gives of a row that bind() has written.
    FieldValues asStored(const FieldValues &values) const;
    /// Hot path back: binds the items at the start of `cbor` (inside the array, in the form of writeCbor()) and gives
    /// what follows them. Texts are not copied: `cbor` must live until the statement is reset. Error: Corrupt.
    Result<QByteArrayView> bindCbor(Statement &statement, int firstPosition, QByteArrayView cbor) const;

private:
    struct Column
    {
        FieldNumber field = 0;
        Value::Kind kind = Value::Kind::Null; ///< Null: has no column here
    };
    void add(const FieldDef &field);
    static const Value &storedValue(const Column &column, const FieldValues &values);

    std::vector<FieldNumber> m_fields;
    std::vector<Column> m_columns; ///< per field asked for
    QStringList m_names;
};

}
