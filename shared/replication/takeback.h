// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/metadata/registry.h"
#include "shared/replication/mutation.h"

namespace tandem {

/// What becomes of an outbox when one of its mutations is taken back before anybody else has it.
struct TakeBack
{
    std::vector<Mutation> gone; ///< in order: the one that is taken back, and what means nothing without it
    std::vector<Mutation> changed; ///< those behind it that built on its values, as they are to be sent now
    int dangling = 0; ///< so many of the others point to a record that goes: the server will refuse them
};

/// `waiting`: what nobody else has, in order; the first of them is taken back.
///
/// A record that it makes (or brings back) goes with everything that waits on it: its own changes, the records that are
/// made to hang on it, and what is part of it, if it is an import or a mass change. A value that it gives a field is
/// taken out of the changes behind it: they are merged on what stood before, so that an addition stays an addition, and
/// where a change just put back what stood before, nothing is left of it.
TakeBack takeBack(const Registry &registry, const std::vector<Mutation> &waiting);

}
