// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/database/connection.h"

namespace tandem {

/// For simulations, in which the line to a PostgreSQL breaks: is asked before one is made, and before something goes
/// over it. Any thread.
class LineWatch
{
public:
    virtual ~LineWatch() = default;

    enum class Fate {
        Arrives,
        Lost, ///< the line breaks before it arrives
        AnswerLost, ///< the line breaks when the server has done it, and before anybody hears of that
    };
    virtual Fate fateOf(const QByteArray &sql, const DatabaseAddress &address) = 0;
    virtual bool connects(const DatabaseAddress &address) = 0; ///< false: nobody answers there
};

/// From now on; null: nobody. Not while another thread has a connection.
void watchLines(LineWatch *watch);

/// What the line itself asks: everything arrives, but in a simulation.
LineWatch::Fate fateOnLine(const QByteArray &sql, const DatabaseAddress &address);
bool lineConnects(const DatabaseAddress &address);

}
