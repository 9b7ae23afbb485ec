// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "tests/sync/simulation/run.h"

namespace tandem::sim {

/// Plays stories by their seeds and tells what came of it.
class Simulation
{
public:
    Simulation(VirtualTime &time, Disks &disks)
        : m_time(time)
        , m_disks(disks)
    {
    }

    struct Failure
    {
        Story story; ///< shrunk
        QStringList broken;
        QString toText() const; ///< a story to keep, with what was broken as its comment
    };

    int laptops() const { return int(m_mold.people().size()); }
    QStringList play(const Story &story, Sabotage sabotage = Sabotage::None);
    Stage stage() const { return {m_time, m_disks, m_mold}; }
    /// What a story leads to; of a failure the shortest one that was found within `shrinking`.
    std::optional<Failure> tryOut(const Story &whole, std::chrono::milliseconds shrinking);

private:
    VirtualTime &m_time;
    Disks &m_disks;
    const CompanyMold m_mold;
};

}
