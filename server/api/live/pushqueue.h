// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/replication/mutation.h"

#include <optional>
#include <vector>

namespace tandem::server {

/// A session's mutations between the client and the pipeline, in the client's order. The pipeline has one part of them
/// at a time: if it cannot judge one, what comes behind it must not be judged before it either.
class PushQueue
{
public:
    explicit PushQueue(int mostInFlight)
        : m_mostInFlight(mostInFlight)
    {
    }

    /// Takes what the client has pushed, and gives the answers that need no pipeline. None: more is in flight than a
    /// client of ours sends.
    std::optional<std::vector<Acknowledgement>> take(std::vector<Mutation> mutations);
    /// What the pipeline gets now; empty while it still has the part before, or if there is nothing.
    std::vector<Mutation> next();
    /// The pipeline's answers to next(), with those for what has to wait behind one without a verdict.
    std::vector<Acknowledgement> judged(std::vector<Acknowledgement> acknowledgements);

private:
    const int m_mostInFlight;
    int m_inFlight = 0; ///< taken and not answered
    std::vector<Mutation> m_waiting; ///< the part of them that the pipeline does not have yet
    std::optional<Acknowledgement> m_unjudged; ///< the first that the pipeline could not judge, until it comes again
    bool m_submitted = false; ///< the pipeline has the other part
};

}
