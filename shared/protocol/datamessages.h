// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/protocol/rowbatch.h"
#include "shared/replication/mutation.h"

namespace tandem {

/// client → server: part of the outbox, in order.
struct Push
{
    std::vector<Mutation> mutations;

    bool operator==(const Push &) const = default;
};

/// server → client: answers in the order of the mutations, once each.
struct Ack
{
    std::vector<Acknowledgement> acknowledgements;

    bool operator==(const Ack &) const = default;
};

/// client → server: the changes after `cursor`, please. One at a time.
struct Pull
{
    qint64 cursor = 0;
    int limit = 0;

    bool operator==(const Pull &) const = default;
};

/// Records that this user no longer sees, or that are gone for good.
struct Forgets
{
    EntityNumber entity = 0;
    std::vector<RecordId> ids;

    bool operator==(const Forgets &) const = default;
};

/// server → client, as the answer to Pull or unasked: rows as they are now, each once, and what to forget. It fits
/// only onto the cursor `from`; any other client pulls instead.
struct Changes
{
    qint64 from = 0;
    qint64 cursor = 0;
    bool more = false; ///< there are further changes: pull again
    std::vector<RowBatch> batches;
    std::vector<Forgets> forgets;

    bool operator==(const Changes &) const = default;
};

/// client → server: the next page of an entity's snapshot, in order of ids.
struct SnapshotRequest
{
    EntityNumber entity = 0;
    RecordId after; ///< null: from the start
    int limit = 0;

    bool operator==(const SnapshotRequest &) const = default;
};

/// server → client: all visible records of `rows.entity` with after < id <= last (without an upper bound when `end`).
/// What the client holds in that range and the page does not is no longer visible.
struct SnapshotPage
{
    RowBatch rows;
    RecordId after;
    RecordId last;
    bool end = false;
    qint64 position = 0; ///< seq that the page was read at
    QByteArray fingerprint; ///< see EntityView; of a page read under another one the snapshot begins again

    bool operator==(const SnapshotPage &) const = default;
};

}
