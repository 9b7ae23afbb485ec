// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/access/offlinedecision.h"
#include "server/api/live/readside.h"

#include <optional>
#include <vector>

namespace tandem::server {

/// Where the next page of a snapshot has to look for what a laptop keeps.
struct KeptRange
{
    std::optional<std::vector<RecordId>> ids; ///< at these records alone, ascending; none: at all of them
    RecordId last; ///< up to this one, and others come behind it; null: to the end
};

/// How far one is led.
struct KeptLimits
{
    /// Each page sorts all that is recent by id again: with more of it, a walk through everything is shorter in the
    /// end.
    int recent = 20'000;
    size_t keys = 32; ///< each has a statement of its own
    int rows = 20'000; ///< of which it is asked whether they are kept: some fifty milliseconds, for which others wait
};

/// At most `rows` ids, or a stretch of rows that is walked through in a moment, behind `after` (null: the first ones).
/// One is led to the ids by keys and by the time of the last change; where these would lead to too many, rows are
/// walked through. Within the transaction that reads the rows.
Result<KeptRange> keptRangeAfter(ReadSide &reads, const EntityDef &entity, const OfflineDecision &decision,
    const RecordId &after, int rows, const KeptLimits &limits = KeptLimits());

}
