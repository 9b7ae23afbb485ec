// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/records/submission.h"

namespace tandem::server {

int sizeOf(const Submission &submission)
{
    const auto *mutations = std::get_if<MutationSubmission>(&submission);
    return mutations ? int(mutations->mutations.size()) : 1;
}

void refuse(Submission &submission, const Error &error)
{
    if (auto *work = std::get_if<WorkSubmission>(&submission)) {
        if (work->done)
            work->done(error);
        return;
    }
    auto &mutations = std::get<MutationSubmission>(submission);
    std::vector<Acknowledgement> answers;
    for (const Mutation &mutation : mutations.mutations)
        answers.push_back({mutation.id, Outcome::Rejected, 0, error});
    if (mutations.done)
        mutations.done(answers);
}

}
