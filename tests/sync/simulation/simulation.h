// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "tests/sync/simulation/run.h"

namespace tandem::sim {

/// Plays stories by their seeds and tells what came of it.
class Simulation
{
public:
    explicit Simulation(VirtualTime &time)
        : m_time(time)
    {
    }

    struct Failure
    {
        Story story; ///< shrunk
        QStringList broken;
        QString toText() const;
    };

    int laptops() const { return int(m_mold.people().size()); }
    QStringList play(const Story &story);
    /// What a seed leads to; of a failure the shortest story that was found within `shrinking`.
    std::optional<Failure> tryOut(quint64 seed, std::chrono::milliseconds shrinking);

private:
    VirtualTime &m_time;
    const CompanyMold m_mold;
};

}
