// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/sync/simulation/storytests.h"

#include "shared/base/recordid.h"
#include "tests/sync/simulation/shrinker.h"

#include <QTest>

#include <algorithm>

namespace tandem::sim {

void TestStories::oneSeedIsOneStory()
{
    const Story story = Story::make(7, m_simulation.laptops());
    m_simulation.play(story);
    const tandem::RecordId after = tandem::newRecordId();
    m_simulation.play(story);
    QCOMPARE(tandem::newRecordId(), after);
}

void TestStories::peopleWorkOnWorkingDays()
{
    const Story month = Story::makeMonth(3, m_simulation.laptops());
    QCOMPARE(month.days(), Story::daysOfMonth);
    int edits = 0;
    for (const Step &step : month.steps) {
        const bool isWeekend = step.at / Story::day % 7 >= 5;
        const bool isNight = step.at % Story::day > 10 * 3'600'000;
        QVERIFY2(!step.isOfPeople() || (!isWeekend && !isNight), qPrintable(step.toText()));
        edits += step.isOfPeople() ? 1 : 0;
    }
    // Five people on twenty days, some five times each.
    QVERIFY2(edits > 350 && edits < 750, qPrintable(QString::number(edits)));
}

void TestStories::aMonthIsReadAsItWasWritten()
{
    const Story month = Story::makeMonth(4, m_simulation.laptops());
    const auto read = Story::fromText(month.toText());
    QVERIFY(read);
    QCOMPARE(read->toText(), month.toText());
    QCOMPARE(read->end, month.end);
}

void TestStories::aShrunkMonthHasFewerDays()
{
    const Story month = Story::makeMonth(3, m_simulation.laptops());
    const QString needed = month.steps.at(month.steps.size() / 3).toText();
    const auto play = [&](const Story &tried) {
        const bool breaks = std::any_of(
            tried.steps.begin(), tried.steps.end(), [&](const Step &step) { return step.toText() == needed; });
        return breaks ? QStringList{QStringLiteral("broken")} : QStringList();
    };
    const Story shorter = shrunk(month, play, QDeadlineTimer(QDeadlineTimer::Forever));
    QCOMPARE(shorter.steps.size(), size_t(1));
    QVERIFY(shorter.days() < month.days());
    QVERIFY(shorter.isLong());
}

void TestStories::storiesAreReadAsTheyWereWritten()
{
    const Story story = Story::make(11, m_simulation.laptops());
    const auto read = Story::fromText(QStringLiteral("# why it is kept\n") + story.toText());
    QVERIFY(read);
    QCOMPARE(read->toText(), story.toText());
    QCOMPARE(read->end, story.end);
    QVERIFY(!Story::fromText(QStringLiteral("seed 1\n somebody does something")));
}

void TestStories::eachPlotAddsToTheOneBefore()
{
    const auto stepsOf = [this](Plot plot) {
        return Story::make(11, m_simulation.laptops(), plot).steps;
    };
    for (const auto &[plot, further] :
        {std::pair(Plot::Work, Plot::All), std::pair(Plot::All, Plot::More), std::pair(Plot::More, Plot::Faults)}) {
        const std::vector<Step> fewer = stepsOf(plot);
        const std::vector<Step> more = stepsOf(further);
        QVERIFY(more.size() > fewer.size());
        auto at = more.begin();
        for (const Step &step : fewer) {
            at = std::find_if(at, more.end(), [&](const Step &other) { return other.toText() == step.toText(); });
            QVERIFY2(at != more.end(), qPrintable(step.toText()));
            ++at;
        }
    }
}

void TestStories::aShrunkStoryHasWhatItTakes()
{
    const Story story = Story::make(11, m_simulation.laptops());
    const Step first = story.steps.at(3);
    const Step last = story.steps.at(story.steps.size() - 2);
    const auto has = [](const Story &tried, const Step &step) {
        return std::any_of(
            tried.steps.begin(), tried.steps.end(), [&](const Step &other) { return other.toText() == step.toText(); });
    };
    const Story shorter = shrunk(
        story,
        [&](const Story &tried) {
            return has(tried, first) && has(tried, last) ? QStringList{QStringLiteral("broken")} : QStringList();
        },
        QDeadlineTimer(QDeadlineTimer::Forever));
    QCOMPARE(shorter.steps.size(), size_t(2));
    QVERIFY(has(shorter, first) && has(shorter, last));
}

}
