// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/replication/collapse.h"

#include "shared/replication/merge.h"

namespace tandem {

std::vector<FieldChange> collapseChanges(const std::vector<FieldChange> &earlier, const std::vector<FieldChange> &later)
{
    std::vector<FieldChange> result = earlier;
    for (const FieldChange &change : later) {
        const auto same = std::find_if(
            result.begin(), result.end(), [&](const FieldChange &known) { return known.field == change.field; });
        if (same == result.end())
            result.push_back(change);
        else
            same->to = change.to;
    }
    std::erase_if(result, [](const FieldChange &change) { return sameValue(change.from, change.to); });
    return result;
}

bool canCollapse(const Mutation &earlier, const Mutation &later)
{
    return later.kind == MutationKind::Update
        && (earlier.kind == MutationKind::Update || earlier.kind == MutationKind::Create)
        && earlier.entity == later.entity && earlier.record == later.record && earlier.id.device == later.id.device;
}

Mutation collapse(const Mutation &earlier, const Mutation &later)
{
    Q_ASSERT(canCollapse(earlier, later));
    Mutation result = earlier;
    result.at = later.at;
    result.changes = collapseChanges(earlier.changes, later.changes);
    return result;
}

}
