// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/base/result.h"
#include "shared/base/value.h"
#include "shared/database/statement.h"

#include <memory>

namespace tandem {

class Dialect;

/// Where a database is and how it is opened.
struct DatabaseAddress
{
    enum class Mode { ReadWrite, ReadOnly };
    /// How sure a commit is: Full survives a power loss, Normal may lose the last commits (never consistency).
    enum class Durability { Full, Normal };
    /// What a connection to a file has to do. Much, which goes with Durability::Full: one commit after the other, as a
    /// server's writer. Then each is written to the log in one piece, and a thread beside brings it from there into
    /// the file, for a log that may have 48 MB.
    enum class Load { Little, Much };

    /// A file path, "" for a private database in memory, or "postgresql://…". Of several servers that this may name,
    /// the one that takes changes is asked, unless it says otherwise itself (target_session_attrs).
    QString url;
    Mode mode = Mode::ReadWrite;
    Durability durability = Durability::Full;
    int cacheMebibytes = 0; ///< most that the connection keeps of the file in memory; 0: the usual of its mode
    QString password = {}; ///< of PostgreSQL; wins over one in the URL
    Load load = Load::Little; ///< of a file that is written

    bool isPostgresql() const;
};

/// One connection. It belongs to the thread that opened it; another thread opens its own.
/// SQL is written once with ?1, ?2… placeholders and quoted identifiers; the dialect turns it into its own form.
class Connection
{
public:
    virtual ~Connection() = default;

    /// Opens a file. Programs that know PostgreSQL too call openDatabase().
    /// Error: Unavailable ("databaseLocked", "diskFull", "diskReadOnly"), Corrupt ("damaged"), NotFound.
    static Result<std::unique_ptr<Connection>> open(const DatabaseAddress &address);

    /// A prepared statement, kept and reused for equal SQL. It is reset when the returned handle dies.
    /// An error in the SQL comes here or with the first step.
    virtual Result<Statement> prepare(const QString &sql) = 0;
    /// One or more statements without parameters or rows: schema and pragmas.
    virtual Result<void> execute(const QString &sql) = 0;
    virtual const Dialect &dialect() const = 0;
    virtual qint64 changedRows() const = 0; ///< by the last INSERT, UPDATE or DELETE
    virtual bool inTransaction() const = 0;
    /// Host and port of who answers, of the servers that the address may name. Empty: a file.
    virtual QString server() const { return {}; }
    /// Ends a running statement of another thread's making with Error Cancelled. Callable from any thread.
    virtual void interrupt() = 0;
};

}
