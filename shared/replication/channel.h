// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtGlobal>

namespace tandem {

/// By which way a change came to the server. The numbers stand in its log and on the wire.
enum class Channel {
    Unknown = 0, ///< from before it was noted, or one of a later build
    Laptop = 1,
    Rest = 2,
    Import = 3,
    Revert = 4, ///< an import or a mass change that was taken back
    Server = 5, ///< rules and jobs of its own
};

inline Channel channelFrom(qint64 number)
{
    const bool isKnown = number >= qint64(Channel::Laptop) && number <= qint64(Channel::Server);
    return isKnown ? Channel(number) : Channel::Unknown;
}

}
