// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/jobs/liveddays.h"
#include "server/records/pipeline.h"

#include <atomic>

namespace tandem::server {

/// What emptying the recycle bin works with.
struct RecycleBinParts
{
    Pipeline &pipeline;
    const Store &store;
    const Clock &clock;
    const std::atomic<bool> &isCancelled;
};

/// Removes for good what was deleted before this day, by its time and its place in the log, some records per commit;
/// gives how many. What still hangs on such a record (files, lines, notices) goes to the recycle bin first. Left there
/// are records that a living one links to, and those by which rights, definitions and the server itself remember
/// something. Blocks, never on the writer thread. Error: Cancelled, Unavailable, TooMany; what is left then goes the
/// next time.
Result<qint64> emptyRecycleBin(const RecycleBinParts &parts, const LivedDay &before);

}
