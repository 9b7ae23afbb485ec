// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/sync/wireforms.h"

namespace tandem::client {

IncomingRows toIncoming(const RowBatch &batch)
{
    return {batch.entity, batch.columns, batch.count, batch.rows};
}

IncomingChanges toIncoming(const Changes &changes)
{
    IncomingChanges incoming;
    incoming.cursor = changes.cursor;
    for (const RowBatch &batch : changes.batches)
        incoming.rows.push_back(toIncoming(batch));
    for (const Forgets &forgets : changes.forgets)
        incoming.forgets.push_back({forgets.entity, forgets.ids});
    return incoming;
}

IncomingPage toIncoming(const SnapshotPage &page)
{
    return {toIncoming(page.rows), page.after, page.last, page.end, page.position, page.fingerprint};
}

std::vector<HistoryEntry> toEntries(const std::vector<tandem::HistoryEntry> &entries)
{
    std::vector<HistoryEntry> result;
    result.reserve(entries.size());
    for (const tandem::HistoryEntry &entry : entries)
        result.push_back({entry.seq, entry.at, entry.user, MutationKind(entry.kind), entry.changes, entry.action,
            entry.arguments, channelFrom(entry.channel), entry.device});
    return result;
}

}
