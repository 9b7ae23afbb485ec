// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/base/result.h"
#include "shared/database/dialects/dialect.h"
#include "shared/metadata/registry.h"

#include <QSet>

namespace tandem {

class Connection;

/// Tables and indexes of all entities, derived from their definitions. Every table has "id" (16 bytes, primary key),
/// "seq" (of the row's last change on the server) and the columns of its stored fields. Changes are additive only.
class SchemaBuilder
{
public:
    /// A replica does not enforce uniqueness: it may hold two records until the server has judged one of them.
    enum class Uniqueness { Enforced, NotEnforced };

    SchemaBuilder(const Dialect &dialect, Uniqueness uniqueness)
        : m_dialect(dialect)
        , m_uniqueness(uniqueness)
    {
    }

    /// Statements that make everything in an empty database.
    QStringList create(const Registry &registry) const;
    QStringList createEntity(const EntityDef &entity) const;

    /// Statements that bring tables made for `before` to `after`: new tables, columns and indexes.
    /// Error: Invalid ("columnTypeChanged", "tableRenamed") when that would not be additive.
    Result<QStringList> upgrade(const Registry &before, const Registry &after) const;

    /// The same from what a database really contains, for a build whose definitions grew. Runs the statements; the
    /// caller holds the transaction.
    Result<void> apply(Connection &connection, const Registry &registry) const;
    /// The same where everything of `before` is there: looks only at entities that it has otherwise, or not at all.
    Result<void> applyChanges(Connection &connection, const Registry &before, const Registry &after) const;

    /// Names of the columns that a table really has; empty if there is no such table.
    static Result<QSet<QString>> columnsInTable(Connection &connection, const QString &table);

private:
    struct IndexedColumn
    {
        QString name;
        bool isText = false; ///< read by people, in their order
    };
    using IndexedColumns = std::vector<IndexedColumn>;
    struct Index
    {
        QString name;
        QString sql;
    };

    QString createTable(const EntityDef &entity) const;
    QString addColumn(const EntityDef &entity, const ColumnDef &column) const;
    QString columnSql(const ColumnDef &column) const;
    QStringList upgradeEntity(const EntityDef &before, const EntityDef &after) const;
    std::vector<Index> indexes(const EntityDef &entity) const;
    Index index(const EntityDef &entity, const IndexedColumns &columns, bool enforced) const;
    static IndexedColumn indexedColumn(const FieldDef &field);
    static IndexedColumns indexedColumns(const EntityDef &entity, const QStringList &fields);
    Result<void> applyEntity(Connection &connection, const EntityDef &entity) const;
    Result<QStringList> missing(Connection &connection, const EntityDef &entity) const;

    const Dialect &m_dialect;
    Uniqueness m_uniqueness;
};

}
