// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/records/pipeline.h"

#include <variant>

namespace tandem::server {

/// Mutations that somebody sent, waiting for their turn.
struct MutationSubmission
{
    Actor actor;
    std::vector<Mutation> mutations;
    bool together = false;
    Pipeline::Completion done;
};

/// Other work on the write connection.
struct WorkSubmission
{
    DatabaseWriter::Work work;
    DatabaseWriter::Done done;
};

using Submission = std::variant<MutationSubmission, WorkSubmission>;

}
