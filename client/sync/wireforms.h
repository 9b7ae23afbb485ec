// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/replica/replica.h"
#include "shared/protocol/message.h"

namespace tandem::client {

/// Between what messages carry and what the replica takes: the replica knows no protocol.
IncomingRows toIncoming(const RowBatch &batch);
IncomingChanges toIncoming(const Changes &changes);
IncomingPage toIncoming(const SnapshotPage &page);
std::vector<HistoryEntry> toEntries(const std::vector<tandem::HistoryEntry> &entries);

}
