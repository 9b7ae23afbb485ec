// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/replica/searchreader.h"

#include "client/replica/searchindexer.h"
#include "shared/base/searchtext.h"

namespace tandem::client {

Result<std::vector<RecordId>> searchRecords(
    Connection &connection, EntityNumber entity, const QString &typed, int limit)
{
    std::vector<RecordId> records;
    const QString match = searchtext::matchExpression(typed);
    if (match.isEmpty())
        return records;
    // A word of the title weighs more than one of the other fields, which weigh more than a guess by sound.
    TANDEM_ASSIGN(Statement rows,
        connection.prepare(
            QStringLiteral("SELECT e.record FROM replica_search AS s JOIN replica_search_entry AS e ON e.id = s.rowid "
                           "WHERE s.replica_search MATCH ?1 AND s.rowid >= ?2 AND s.rowid < ?3 "
                           "ORDER BY bm25(s.replica_search, 10.0, 3.0, 1.0), e.id LIMIT ?4")));
    rows.bind(1, match).bind(2, searchrange::first(entity)).bind(3, searchrange::last(entity)).bind(4, limit);
    for (;;) {
        TANDEM_ASSIGN(const bool row, rows.step());
        if (!row)
            return records;
        records.push_back(rows.id(0));
    }
}

}
