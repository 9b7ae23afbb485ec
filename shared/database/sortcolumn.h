// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/expressions/sqlphrases.h"
#include "shared/expressions/sqlprinter.h"
#include "shared/metadata/registry.h"

namespace tandem {

class Dialect;

/// One key of an order, and where a page goes on behind a value of it. Null is the smallest value.
///
/// A choice is sorted as its options stand ("new", "running", "done"), a link by what its target is called. What is no
/// option any more, or points nowhere, stands where nothing stands. No index has these orders: one over options would
/// have to be built again whenever somebody moves an option, one over titles whenever a target is renamed. So the rows
/// are sorted anew for every page.
class SortColumn
{
public:
    /// `alias` is that of the sorted table. Sorted by a link, what the asker may not see stands where nothing stands:
    /// neither its name nor its place among the others tells of it.
    SortColumn(const FieldDef &field, const Registry &registry, const QString &alias, bool descending,
        const SqlPrinter::IsVisible &isVisible, const SqlPrinter::Bind &bind);
    /// The id, which breaks ties.
    SortColumn(const QString &alias, bool descending);

    QString orderBy(const Dialect &dialect) const;

    /// Whether a row can have this value there. What a page goes on behind comes from outside, and PostgreSQL stops a
    /// statement that compares a text with a number.
    bool takes(const Value &value) const { return value.isNull() || value.kind() == m_kind; }
    /// What is bound for a value of a page's last row; null if that stands where nothing stands.
    Value bound(const Value &value) const;
    /// Conditions on rows behind, or equal to, what is bound at `placeholder`; empty: null.
    QString beyond(const QString &placeholder) const;
    QString equalTo(const QString &placeholder, const SqlPhrases &phrases) const;
    /// A range without alternatives that holds what is behind: this is what lets an index begin there. May be empty.
    QString notBefore(const QString &placeholder) const;

private:
    QString placeSql(const QString &column) const;
    QString titleSql(const QString &id) const;

    QString m_sql;
    Value::Kind m_kind = Value::Kind::Id; ///< of the field's values
    QString m_seen; ///< what titles of links are looked up under, if not all of them
    bool m_descending = false;
    bool m_nullable = true;
    const FieldDef *m_choice = nullptr;
    const EntityDef *m_target = nullptr; ///< of a link that is sorted by title
    const FieldDef *m_title = nullptr;
};

}
