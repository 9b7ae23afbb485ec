// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtGlobal>

namespace tandem::sim {

/// A connection of one laptop with the server, as far as the network can spoil it.
class Line
{
public:
    virtual ~Line() = default;

    virtual int laptop() const = 0;
    virtual void cut() = 0; ///< both ends hear of it, each at a moment of its own
    virtual void serverDied() = 0; ///< the server's end is gone at once
    virtual void silence() = 0; ///< nothing arrives any more, and nobody hears of that
    /// The laptop hears at once that it broke. What it had sent arrives all the same, so many milliseconds later than
    /// it would have, and then the server's end hears of it.
    virtual void breakLate(qint64 late) = 0;
    /// Of what is on its way in each direction no more arrives than the beginning of the next frame; then as cut().
    virtual void tear(quint32 where) = 0;
};

}
