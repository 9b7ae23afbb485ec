// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "tests/sync/simulation/simulation.h"

#include <QObject>

namespace tandem::sim {

/// How stories are made from dice, kept and shortened.
class TestStories : public QObject
{
    Q_OBJECT

public:
    explicit TestStories(Simulation &simulation)
        : m_simulation(simulation)
    {
    }

private slots:
    void oneSeedIsOneStory();
    void peopleWorkOnWorkingDays();
    void aMonthIsReadAsItWasWritten();
    void aShrunkMonthHasFewerDays();
    void storiesAreReadAsTheyWereWritten();
    void eachPlotAddsToTheOneBefore();
    void aShrunkStoryHasWhatItTakes();

private:
    Simulation &m_simulation;
};

}
