// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/access/authenticator.h"
#include "server/store/databasewriter.h"
#include "server/store/store.h"

#include <optional>

namespace tandem::server {

/// How long things are kept that nobody looks at any more.
struct Retention
{
    qint64 sessionDays = 180; ///< since a session was last seen
    qint64 answerDays = 90; ///< answers to devices: how long a laptop may wait before it asks again
    qint64 uploadHours = 48; ///< uploads that stopped growing
    std::optional<Timestamp> historyBefore; ///< change log and audit events from before it go; none: nothing goes
    qint64 unnamedFileDays = 90; ///< contents that no record names: how long a laptop may wait before it does
};

/// Lets go what is older. Blocks until it is durable.
Result<void> applyRetention(DatabaseWriter &writer, Authenticator &authenticator, const Store &store,
    const Retention &retention, const Clock &clock);

/// Lets go what the change log and the audit events have from before `before`, some at a time, and notes that in the
/// events. Blocks until it is durable; what an error prevents is left to the next time.
Result<void> trimHistory(DatabaseWriter &writer, Timestamp before, Timestamp now);

}
