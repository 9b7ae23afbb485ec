// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/sync/simulation/simulation.h"

#include "tests/sync/simulation/shrinker.h"

namespace tandem::sim {

QStringList Simulation::play(const Story &story)
{
    return Run(m_time, m_mold, story).play();
}

std::optional<Simulation::Failure> Simulation::tryOut(quint64 seed, std::chrono::milliseconds shrinking)
{
    const Story whole = Story::make(seed, laptops());
    QStringList broken = play(whole);
    if (broken.isEmpty())
        return std::nullopt;
    const auto again = [this](const Story &story) {
        return play(story);
    };
    Story story = shrunk(whole, again, QDeadlineTimer(shrinking));
    if (story.steps.size() < whole.steps.size())
        broken = play(story);
    return Failure{std::move(story), std::move(broken)};
}

QString Simulation::Failure::toText() const
{
    QStringList lines{QStringLiteral("seed %1 (scripts/simulate --seeds 1 --from %1), shrunk to %2 steps:")
                          .arg(story.seed)
                          .arg(story.steps.size())};
    for (const Step &step : story.steps)
        lines.append(step.toText());
    lines.append(QStringLiteral("then:"));
    return (lines + broken).join(QLatin1Char('\n'));
}

}
