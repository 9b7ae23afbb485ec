// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/base/result.h"
#include "shared/database/connection.h"

namespace tandem::server {

/// What daemons on one database tell each other: heard when the transaction that says it has committed, and by nobody
/// if it does not. Where a daemon has its database for itself, nothing is said.
struct Announcement
{
    qint64 seq = 0; ///< records have changed up to here; 0: not what it is about
    std::vector<RecordId> endedSessions; ///< of sign-ins
    bool hasAnotherPast = false; ///< the database has another generation, see DatabasePast

    /// In the running transaction of `connection`.
    static Result<void> changes(Connection &connection, qint64 seq);
    static Result<void> anotherPast(Connection &connection);
    static Result<void> sessionsEnded(Connection &connection, const std::vector<RecordId> &sessions);

    /// Of a neighbour's words; a newer build may say what this one does not understand.
    static Announcement parsed(const QString &words);
};

}
