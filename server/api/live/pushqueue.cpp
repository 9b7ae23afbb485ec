// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/api/live/pushqueue.h"

#include "server/records/noverdict.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace tandem::server {

namespace {

/// The server could not judge it, or not under this device's name, and nothing of it was kept.
bool isUnjudged(const Acknowledgement &acknowledgement)
{
    return acknowledgement.error && holdsBack(*acknowledgement.error);
}

void refuse(const std::vector<Mutation> &mutations, const std::optional<Error> &error,
    std::vector<Acknowledgement> &acknowledgements)
{
    for (const Mutation &mutation : mutations)
        acknowledgements.push_back({mutation.id, Outcome::Rejected, 0, error});
}

}

std::optional<std::vector<Acknowledgement>> PushQueue::take(std::vector<Mutation> mutations)
{
    std::vector<Acknowledgement> answers;
    if (m_inFlight + int(mutations.size()) > m_mostInFlight)
        return std::nullopt;
    // What was on its way when the one before it could not be judged has to wait for that one to come again.
    if (m_unjudged && !mutations.empty() && mutations.front().id.number > m_unjudged->id.number) {
        refuse(mutations, m_unjudged->error, answers);
        return answers;
    }
    m_unjudged.reset();
    m_inFlight += int(mutations.size());
    std::move(mutations.begin(), mutations.end(), std::back_inserter(m_waiting));
    return answers;
}

std::vector<Mutation> PushQueue::next()
{
    if (m_submitted || m_waiting.empty())
        return {};
    m_submitted = true;
    return std::exchange(m_waiting, {});
}

std::vector<Acknowledgement> PushQueue::judged(std::vector<Acknowledgement> acknowledgements)
{
    m_submitted = false;
    const auto unjudged = std::find_if(acknowledgements.begin(), acknowledgements.end(), isUnjudged);
    if (unjudged != acknowledgements.end()) {
        m_unjudged = *unjudged;
        refuse(std::exchange(m_waiting, {}), m_unjudged->error, acknowledgements);
    }
    m_inFlight -= int(acknowledgements.size());
    return acknowledgements;
}

}
