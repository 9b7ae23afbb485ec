// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

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
};

}
