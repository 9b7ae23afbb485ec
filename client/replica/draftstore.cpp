// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/replica/draftstore.h"

#include "client/replica/blobs.h"
#include "shared/database/connection.h"

namespace tandem::client {

namespace {

Result<Draft> readDraft(const Statement &row)
{
    Draft draft;
    draft.key = {EntityNumber(row.integer(0)), row.id(1)};
    draft.isNew = row.integer(2) != 0;
    TANDEM_ASSIGN(draft.values, fieldValuesFromBlob(row.bytes(3)));
    TANDEM_ASSIGN(draft.seen, fieldValuesFromBlob(row.bytes(4)));
    draft.at = row.integer(5);
    return draft;
}

}

Result<void> DraftStore::save(const Draft &draft)
{
    TANDEM_ASSIGN(Statement insert,
        m_connection.prepare(QStringLiteral("INSERT INTO draft(entity, record, is_new, typed, seen, at) "
                                            "VALUES(?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT(entity, record) DO UPDATE SET "
                                            "is_new = excluded.is_new, typed = excluded.typed, seen = excluded.seen, "
                                            "at = excluded.at")));
    return insert.bind(1, draft.key.entity)
        .bind(2, draft.key.id)
        .bind(3, draft.isNew)
        .bind(4, toBlob(draft.values))
        .bind(5, toBlob(draft.seen))
        .bind(6, draft.at)
        .run();
}

Result<void> DraftStore::remove(const RecordKey &key)
{
    TANDEM_ASSIGN(
        Statement remove, m_connection.prepare(QStringLiteral("DELETE FROM draft WHERE entity = ?1 AND record = ?2")));
    return remove.bind(1, key.entity).bind(2, key.id).run();
}

Result<std::optional<Draft>> DraftStore::find(const RecordKey &key) const
{
    TANDEM_ASSIGN(Statement row,
        m_connection.prepare(QStringLiteral(
            "SELECT entity, record, is_new, typed, seen, at FROM draft WHERE entity = ?1 AND record = ?2")));
    row.bind(1, key.entity).bind(2, key.id);
    TANDEM_ASSIGN(const bool found, row.step());
    if (!found)
        return std::optional<Draft>();
    TANDEM_ASSIGN(Draft draft, readDraft(row));
    return std::optional<Draft>(std::move(draft));
}

Result<std::vector<Draft>> DraftStore::all() const
{
    TANDEM_ASSIGN(Statement rows,
        m_connection.prepare(
            QStringLiteral("SELECT entity, record, is_new, typed, seen, at FROM draft ORDER BY at DESC, record")));
    std::vector<Draft> drafts;
    for (;;) {
        TANDEM_ASSIGN(const bool row, rows.step());
        if (!row)
            return drafts;
        TANDEM_ASSIGN(Draft draft, readDraft(rows));
        drafts.push_back(std::move(draft));
    }
}

}
