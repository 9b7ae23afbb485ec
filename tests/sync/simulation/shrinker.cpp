// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/sync/simulation/shrinker.h"

#include <algorithm>

namespace tandem::sim {

namespace {

using Play = std::function<QStringList(const Story &)>;

/// A day alone would not be a long story any more, in which some things go otherwise.
constexpr int fewestDays = 2;

/// Ends it soon after it has failed, then leaves days out: each of them costs time whenever it is played.
Story withFewerDays(Story story, const Play &play, QDeadlineTimer time)
{
    for (int days = fewestDays; days < story.days() && !time.hasExpired(); days *= 2) {
        Story shorter = story.firstDays(days);
        if (!play(shorter).isEmpty())
            story = std::move(shorter);
    }
    for (int day = story.days() - 1; day >= 0 && !time.hasExpired(); --day) {
        Story shorter = story.withoutDay(day);
        if (shorter.steps.size() < story.steps.size() && !play(shorter).isEmpty())
            story = std::move(shorter);
    }
    return story;
}

}

Story shrunk(Story story, const std::function<QStringList(const Story &)> &play, QDeadlineTimer time)
{
    if (story.isLong())
        story = withFewerDays(std::move(story), play, time);
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
