// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// How a month of an office goes: what is done on a working day, and who sleeps when.

#include "tests/sync/simulation/story.h"

#include <QRandomGenerator>

#include <algorithm>

namespace tandem::sim {

namespace {

using enum Step::Kind;

constexpr qint64 minute = 60'000;
constexpr qint64 hour = 60 * minute;

// Time begins on a Monday, when the office opens.
constexpr int daysOfWeek = 7;
constexpr int saturday = 5;
constexpr qint64 firstMoment = hour; ///< since the office has opened
constexpr qint64 lastMoment = 9 * hour;
constexpr qint64 lastEnd = lastMoment + 20 * minute; ///< of what lasts
constexpr qint64 closing = 10 * hour;

// Six moments of five steps on a working day: each of five people edits something five times, and three times something
// goes wrong or is changed by the administrator.
constexpr int fewestMoments = 4;
constexpr int mostMoments = 8;
constexpr int mostStepsOfMoment = 9;
constexpr int oneInGoesWrong = 10;
constexpr int oneInTravels = 10; ///< of mornings: somebody stays offline until another one

/// What would go on for ever if nobody ended it.
struct Lasting
{
    Step::Kind begins;
    Step::Kind ends;
    qint64 longest;
};

// On a disk that is full, or at a server without room, laptops try again every few seconds.
constexpr Lasting lasting[]{
    {GoOffline, GoOnline, 4 * hour},
    {LoseNetwork, FindNetwork, 2 * hour},
    {SlowNetwork, FastNetwork, hour},
    {FillDisk, ClearDisk, 5 * minute},
    {FillFiles, ClearFiles, 5 * minute},
    {FillServerDisk, ClearServerDisk, 5 * minute},
    {FillServerFiles, ClearServerFiles, 5 * minute},
    {CopyLaptop, PutCopyAway, 3 * hour},
    {DisableUser, DisableUser, 2 * hour},
};

/// How often a kind comes: the plots stand to each other as in a story of one day.
int weightOf(Step::Kind kind)
{
    const Step step{0, kind, 0, 0};
    switch (step.plot()) {
    case Plot::Work:
        return 8 * step.weight();
    case Plot::All:
        return 5 * step.weight();
    case Plot::More:
        return 7 * step.weight();
    case Plot::Faults:
        return 4 * step.weight();
    }
    return 0;
}

class Month
{
public:
    Month(quint64 seed, int laptops)
        : m_random(quint32(seed * 2'654'435'761u + 71))
        , m_laptops(laptops)
        , m_story{seed, Story::daysOfMonth * Story::day, {}}
    {
    }

    Story told()
    {
        for (int number = 0; number < Story::daysOfMonth; ++number) {
            const qint64 opening = number * Story::day;
            if (number % daysOfWeek < saturday)
                tellWorkingDay(opening);
            else if (number % daysOfWeek == saturday)
                tellSaturday(opening);
        }
        std::vector<Step> &steps = m_story.steps;
        std::stable_sort(
            steps.begin(), steps.end(), [](const Step &one, const Step &other) { return one.at < other.at; });
        return std::move(m_story);
    }

private:
    void tellWorkingDay(qint64 opening)
    {
        for (int laptop = 0; laptop < m_laptops; ++laptop) {
            if (m_random.bounded(oneInTravels) != 0)
                addForBoth(opening + upTo(45 * minute), GoOnline, laptop);
        }
        for (int moments = m_random.bounded(fewestMoments, mostMoments + 1); moments > 0; --moments)
            tellMoment(opening, opening + firstMoment + upTo(lastMoment - firstMoment - minute));
        for (int laptop = 0; laptop < m_laptops; ++laptop)
            addForBoth(opening + closing - upTo(30 * minute), GoOffline, laptop);
    }

    /// Everybody comes in for an hour or so, and the administrator mends what is broken.
    void tellSaturday(qint64 opening)
    {
        m_story.steps.push_back({opening + hour, ComeTogether, 0, 0});
        for (int laptop = 0; laptop < m_laptops; ++laptop)
            addForBoth(opening + closing, GoOffline, laptop);
    }

    /// Close together: what happens while an answer is under way is what goes wrong.
    void tellMoment(qint64 opening, qint64 at)
    {
        for (int steps = m_random.bounded(1, mostStepsOfMoment + 1); steps > 0; --steps) {
            at += m_random.bounded(1, 2'000);
            const bool goesWrong = m_random.bounded(oneInGoesWrong) == 0;
            const Step::Kind kind = pick(!goesWrong);
            const int laptop = m_random.bounded(m_laptops);
            const Step step{at, kind, laptop, m_random.generate()};
            m_story.steps.push_back(step);
            addEnd(step, opening + lastEnd);
        }
    }

    void addEnd(const Step &step, qint64 latest)
    {
        const auto *found = std::find_if(
            std::begin(lasting), std::end(lasting), [&](const Lasting &one) { return one.begins == step.kind; });
        if (found != std::end(lasting))
            m_story.steps.push_back(
                {std::min(step.at + minute / 2 + upTo(found->longest), latest), found->ends, step.laptop, step.dice});
    }

    /// At the laptop, and at a copy of it if one is used (see Run::machineOf()).
    void addForBoth(qint64 at, Step::Kind kind, int laptop)
    {
        m_story.steps.push_back({at, kind, laptop, 0});
        m_story.steps.push_back({at, kind, laptop, 1});
    }

    Step::Kind pick(bool ofPeople)
    {
        const auto weight = [ofPeople](int kind) {
            const Step step{0, Step::Kind(kind), 0, 0};
            return step.isOfPeople() == ofPeople ? weightOf(step.kind) : 0;
        };
        int total = 0;
        for (int kind = 0; kind < int(Count_); ++kind)
            total += weight(kind);
        int at = m_random.bounded(total);
        int kind = 0;
        while (at >= weight(kind))
            at -= weight(kind++);
        return Step::Kind(kind);
    }

    qint64 upTo(qint64 longest) { return m_random.bounded(int(longest)); }

    QRandomGenerator m_random;
    int m_laptops;
    Story m_story;
};

}

Story Story::makeMonth(quint64 seed, int laptops)
{
    return Month(seed, laptops).told();
}

}
