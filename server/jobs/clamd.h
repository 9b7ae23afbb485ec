// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/base/result.h"

#include <QDeadlineTimer>
#include <QFile>

#include <atomic>
#include <optional>

namespace tandem::server {

/// A virus scanner that speaks clamd's protocol.
namespace clamd {

/// Where it listens: a port of a machine, or a socket on this one.
struct Address
{
    QString host; ///< empty: the socket
    quint16 port = 0;
    QString socket; ///< path

    bool operator==(const Address &) const = default;
};

/// From clamd://host:3310 or clamd:///run/clamav/clamd.ctl; nothing if it is neither.
std::optional<Address> addressOf(const QString &text);

/// Sends a content that is open for reading (INSTREAM) and gives what was found in it; an empty text: nothing. Blocks
/// until `deadline`, give or take the seconds of connecting, or until somebody sets `cancelled`: for a thread of its
/// own. Error: Unavailable ("scannerUnreachable", with what the scanner said, or why there is no answer; "cannotRead").
Result<QString> scan(
    const Address &address, QFile &content, QDeadlineTimer deadline, const std::atomic<bool> &cancelled);

}

}
