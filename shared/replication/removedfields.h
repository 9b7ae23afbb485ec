// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/metadata/entitydef.h"
#include "shared/replication/mutation.h"

namespace tandem {

/// Fields that the mutation wants to set and that the company has removed since. The server passes over them, so that
/// the rest of the mutation takes effect, and says so beside the outcome; their author keeps the values as a problem.
std::vector<FieldNumber> removedFields(const EntityDef &entity, const Mutation &mutation);

/// As an acknowledgement says it: reason "fieldsRemoved" with their numbers.
Error fieldsRemoved(const std::vector<FieldNumber> &fields);

/// The part of the mutation that had no effect although the rest was taken; none if the acknowledgement says nothing of
/// the kind.
std::optional<Mutation> passedOver(const Mutation &mutation, const Acknowledgement &acknowledgement);

}
