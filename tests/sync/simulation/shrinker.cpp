// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/sync/simulation/shrinker.h"

#include <algorithm>

namespace tandem::sim {

Story shrunk(Story story, const std::function<QStringList(const Story &)> &play, QDeadlineTimer time)
{
    // First halves, then smaller and smaller pieces, from the end on: what came last is the least likely cause of it.
    // Single steps again and again, since one may be needed only by another that could go.
    for (size_t piece = std::max<size_t>(1, story.steps.size() / 2); piece > 0;) {
        const size_t before = story.steps.size();
        for (size_t end = story.steps.size(); end > 0 && !time.hasExpired();) {
            const size_t begin = end > piece ? end - piece : 0;
            Story shorter = story;
            shorter.steps.erase(
                shorter.steps.begin() + std::ptrdiff_t(begin), shorter.steps.begin() + std::ptrdiff_t(end));
            if (!play(shorter).isEmpty())
                story = std::move(shorter);
            end = begin;
        }
        const bool goesOn = piece == 1 && story.steps.size() < before && !time.hasExpired();
        piece = goesOn ? 1 : piece / 2;
    }
    return story;
}

}
