// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/metadata/fieldtypes/fieldtype.h"

#include <QString>
#include <QStringList>

namespace tandem {

/// Every difference between the databases that is written in SQL, and nothing else. Stateless.
class Dialect
{
public:
    virtual ~Dialect() = default;

    virtual QLatin1String name() const = 0; ///< "sqlite", "postgresql"
    virtual QLatin1String columnType(ColumnDef::Storage storage) const = 0;
    virtual QLatin1String blobType() const = 0;
    /// Statements before the first table: what the order of people (TextOrder) needs in this database.
    virtual QStringList collations() const = 0;
    /// Type and constraint of an integer key that the database counts up itself.
    virtual QLatin1String countingKey() const = 0;
    /// What follows the closing bracket of CREATE TABLE. `clustered`: rows are only reached by their primary key.
    virtual QLatin1String tableSuffix(bool clustered = false) const = 0;
    /// What follows ASC or DESC, so that null is the smallest value everywhere.
    virtual QLatin1String nullsOrder(bool descending) const = 0;
    /// Turns SQL with ?1, ?2… into the database's own form.
    virtual QString translated(const QString &sql) const = 0;
    /// Condition: the integer `expression` is one of a JSON array bound to `placeholder`. It is checked row by row:
    /// no index is used for it.
    virtual QString isOneOf(const QString &expression, const QString &placeholder) const = 0;
    /// Condition: the id `column` is one of those that stand one behind the other, sixteen bytes each, in the bytes
    /// bound to `placeholder`. Sought by the column's index, one after the other.
    virtual QString isOneOfIds(const QString &column, const QString &placeholder) const = 0;
    virtual QStringList beginWrite() const = 0;
    virtual QStringList beginRead() const = 0; ///< from here on every read sees one state
    /// Before tables are made or changed, in a write transaction: makes the schema if there is none yet, lets nobody
    /// else change it until the transaction ends, and sorts indexes again if the database's order of people has
    /// changed. May be empty.
    virtual QString prepareSchema() const = 0;
    virtual QString tables() const = 0; ///< SELECT of the names of all tables
    /// SELECT of the column names of table ?1 and what they store: "integer", "real", "text" or "blob"; no row: no such
    /// table.
    virtual QString columnsOfTable() const = 0;
    virtual QString indexesOfTable() const = 0; ///< SELECT of the names of the indexes of table ?1
    /// An index over words that the application has made (see search): no stored text.
    virtual QStringList createFullText(const QString &table, const QStringList &columns) const = 0;
    virtual QString fullTextCondition(const QString &table, const QString &placeholder) const = 0;

    /// How a SELECT of very many rows is read piece by piece, in a transaction: `open`, then `fetch` until it gives no
    /// row, then `close`. Where rows come one by one anyway, `open` and `close` are empty and `fetch` gives all.
    struct Cursor
    {
        QString open;
        QString fetch;
        QString close;
    };
    virtual Cursor cursor(const QString &name, const QString &select) const = 0;

    /// SELECT that tells ?1 to who listens on the same schema, once the transaction has committed. Empty: nobody can.
    virtual QString announce() const = 0;
    /// Expression: the timeline of the server that answers, another text after each promotion of a standby; '' while it
    /// is a standby itself. Empty: a file, which has none.
    virtual QString timeline() const = 0;
    /// SELECT whose row is true if this connection now has the lock named ?1: no other one gets it before unlock(), or
    /// the connection's end. Needs no transaction. Empty, both of them: there is nobody to lock out.
    virtual QString tryLock() const = 0;
    virtual QString unlock() const = 0;

    /// INSERT that replaces the other columns when the key is there. Parameters ?1… in the order of keys, then columns.
    QString upsert(const QString &table, const QStringList &keys, const QStringList &columns) const;

    static QString quoted(const QString &identifier); ///< "name"; a quote inside is doubled
    static QString quotedList(const QStringList &identifiers); ///< "a", "b"
    static QString placeholders(int first, int count); ///< ?3, ?4, ?5
};

}
