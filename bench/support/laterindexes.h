// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "bench/support/must.h"
#include "bench/support/progress.h"
#include "shared/database/connection.h"
#include "shared/database/dialects/dialect.h"

#include <QStringList>

#include <utility>

namespace tandem::bench {

/// The indexes of tables that are filled: taken away before, and made as they were when all rows are there, since a
/// tree that grows in the order of its keys is written once. SQLite only.
class LaterIndexes
{
public:
    explicit LaterIndexes(Connection &connection)
        : m_connection(connection)
    {
    }

    void drop(const QString &table)
    {
        QStringList names;
        auto indexes = taken(m_connection.prepare(QStringLiteral(
            "SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL AND tbl_name = ?1")));
        indexes.bind(1, table);
        while (taken(indexes.step())) {
            names.append(indexes.text(0));
            m_statements.append(indexes.text(1));
        }
        for (const QString &name : std::as_const(names))
            must(m_connection.execute(QStringLiteral("DROP INDEX ") + Dialect::quoted(name)));
    }

    void make()
    {
        // Sorting millions of keys takes more memory than there may be. Where there is a second core it sorts, too.
        must(m_connection.execute(QStringLiteral("PRAGMA temp_store = FILE; PRAGMA threads = 2")));
        for (qsizetype i = 0; i < m_statements.size(); ++i) {
            must(m_connection.execute(m_statements.at(i)));
            say(QStringLiteral("%1 of %2 indexes").arg(i + 1).arg(m_statements.size()));
        }
        m_statements.clear();
    }

private:
    Connection &m_connection;
    QStringList m_statements; ///< that make them again
};

}
