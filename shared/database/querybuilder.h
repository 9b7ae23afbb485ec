// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/base/result.h"
#include "shared/database/entitycolumns.h"
#include "shared/database/recordquery.h"
#include "shared/metadata/registry.h"

namespace tandem {

class Connection;
class Dialect;

/// SQL with the values of its placeholders ?1, ?2….
struct BoundSql
{
    QString sql;
    std::vector<Value> parameters;
    int visibilityAt = 0; ///< position of the keys of RecordQuery::visibility; 0: it has none
    int onlyAt = 0; ///< position of `only`; 0: it has none
    QByteArray only = {}; ///< the ids of RecordQuery::only, as Dialect::isOneOfIds() has them

    Result<Statement> prepare(Connection &connection) const; ///< bound, ready to step
    /// The same for somebody else, who sees through keys too.
    Result<Statement> prepareFor(Connection &connection, const std::optional<KeySet> &visibility) const;
};

/// RecordQuery → SQL. What the definitions do not know is an error, never SQL.
class QueryBuilder
{
public:
    QueryBuilder(const Dialect &dialect, RegistryPointer registry)
        : m_dialect(dialect)
        , m_registry(std::move(registry))
    {
    }

    /// Columns: id, seq, then those of EntityColumns(entity, query.fields).
    /// Error: NotFound (entity), Invalid with the field's name ("unknownField", "notSortable", "badPosition").
    Result<BoundSql> rows(const RecordQuery &query) const;
    /// Column: id. What lists are made of; served from an index alone where one fits.
    Result<BoundSql> ids(const RecordQuery &query) const;
    /// Column: the number of records.
    Result<BoundSql> count(const RecordQuery &query) const;
    /// One aggregate ("count", "sum", "min", "max") over `field` per value of `groupBy` (may be empty: one row). A sum
    /// that 64 bits do not hold is null. Columns: the group's value, the aggregate, then the currency if `field` is
    /// money (groups split by it), then the number of records if `counts`.
    Result<BoundSql> aggregate(const RecordQuery &query, const QString &function, const QString &field,
        const QString &groupBy, bool counts = false) const;

private:
    struct Parts;
    Result<Parts> parts(const RecordQuery &query) const;

    const Dialect &m_dialect;
    RegistryPointer m_registry;
};

}
