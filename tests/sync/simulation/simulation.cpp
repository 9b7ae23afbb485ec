// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/sync/simulation/simulation.h"

#include "tests/sync/simulation/shrinker.h"

namespace tandem::sim {

QStringList Simulation::play(const Story &story, Sabotage sabotage)
{
    return Run(stage(), story, sabotage).play();
}

std::optional<Simulation::Failure> Simulation::tryOut(const Story &whole, std::chrono::milliseconds shrinking)
{
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
    QString text = QStringLiteral("# seed %1 (scripts/simulate --%2 1 --from %1), shrunk to %3 steps, then:\n")
                       .arg(story.seed)
                       .arg(story.isLong() ? QStringLiteral("months") : QStringLiteral("seeds"))
                       .arg(story.steps.size());
    for (const QString &what : broken)
        text +=
            QStringLiteral("# ") + QString(what).replace(QLatin1Char('\n'), QLatin1String("\n# ")) + QLatin1Char('\n');
    return text + story.toText();
}

}
