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
    Pipeline::AnswerTime time = Pipeline::AnswerTime::AfterTheNotice;
    RecordId generation; ///< null: any
};

/// Other work on the write connection.
struct WorkSubmission
{
    DatabaseWriter::Work work;
    DatabaseWriter::Done done;
};

using Submission = std::variant<MutationSubmission, WorkSubmission>;

int sizeOf(const Submission &submission); ///< of a batch: each mutation counts
/// Answers a submission that was not taken.
void refuse(Submission &submission, const Error &error);

}
