// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/replication/mutation.h"

namespace tandem {

/// Two changes of one record as one: each field from its first `from` to its last `to`; fields that came back to where
/// they were are gone.
std::vector<FieldChange> collapseChanges(
    const std::vector<FieldChange> &earlier, const std::vector<FieldChange> &later);

/// Whether `later` may be folded into `earlier` while neither has been sent: an update onto a create or update of the
/// same record.
bool canCollapse(const Mutation &earlier, const Mutation &later);

/// `earlier` with `later` folded in; keeps the id of `earlier`. Only if canCollapse().
Mutation collapse(const Mutation &earlier, const Mutation &later);

}
