// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/records/submission.h"
#include "server/records/writerstate.h"

namespace tandem::server {

/// One commit: takes submissions, runs each mutation so that it is taken back alone if it is refused, commits, and only
/// then answers. Most are not refused, and a savepoint costs a copy of each page that is changed in it: so a batch is
/// run without, and with the first one that is refused it goes back as a whole and begins anew, each mutation in a
/// savepoint of its own. Writer thread only.
class Batch
{
public:
    explicit Batch(WriterState &state)
        : m_state(state)
    {
    }

    struct Figures
    {
        qint64 applied = 0;
        qint64 rejected = 0;
        qint64 conflicted = 0;
    };

    /// Runs and commits. On an error nothing of it happened, and answer() tells everybody so.
    Result<void> run(std::vector<Submission> submissions);
    /// Calls back everyone who is answered at this time; false if that is nobody. `outcome` is what run() gave.
    bool answer(const Result<void> &outcome, Pipeline::AnswerTime time);

    const Figures &figures() const { return m_figures; }

private:
    Result<void> runAll();
    Result<void> runOnce();
    bool isMutationsOnly() const;
    static Pipeline::AnswerTime timeOf(const Submission &submission);
    Result<void> runMutations(const MutationSubmission &submission, std::vector<Acknowledgement> &answers);
    Result<void> runTogether(const MutationSubmission &submission, std::vector<Acknowledgement> &answers);
    Result<void> runWork(const WorkSubmission &submission, Result<void> &answer);
    /// The acknowledgement, also of a rejection. Error: the batch cannot go on (disk full…).
    Result<Acknowledgement> judge(const Actor &actor, const Mutation &mutation);
    Result<Acknowledgement> execute(const Actor &actor, const Mutation &mutation, const QByteArray &contentHash);

    struct Answer
    {
        std::vector<Acknowledgement> acknowledgements;
        Result<void> work;
    };

    WriterState &m_state;
    std::vector<Submission> m_submissions;
    std::vector<Answer> m_answers;
    bool m_hasSavepoints = true; ///< of each mutation
    bool m_isRefusedWithout = false; ///< a mutation was, and there was none to go back to
    Figures m_figures;
};

}
