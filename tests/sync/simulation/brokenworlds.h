// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "tests/sync/simulation/simulation.h"

#include <QObject>

namespace tandem::sim {

/// A check that never complains is worth nothing. Each property is broken here on purpose, once in a world that has
/// come to rest and once as a fault of the product would do it; the simulation has to see it.
class TestBrokenWorlds : public QObject
{
    Q_OBJECT

public:
    explicit TestBrokenWorlds(Simulation &simulation)
        : m_simulation(simulation)
    {
    }

private slots:
    void eachCheckComplains_data();
    void eachCheckComplains();
    void eachFaultIsFound_data();
    void eachFaultIsFound();
    void eachFaultIsFoundInItsStory_data();
    void eachFaultIsFoundInItsStory();
    void aCopyOfALaptopBecomesADeviceOfItsOwn();

private:
    Simulation &m_simulation;
};

}
