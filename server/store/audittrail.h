// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/store/hashchain.h"
#include "shared/base/clock.h"
#include "shared/database/connection.h"

namespace tandem::server {

/// What happened at the door: who came in, from where, what was done to passwords and sessions, and which files were
/// locked away. The rest of the
/// audit trail is the change log, since rights, users and definitions are records.
struct AuditEvent
{
    qint64 number = 0; ///< given by append()
    Timestamp at = 0; ///< the server's clock
    QString name; ///< see auditevent
    RecordId user; ///< whom it is about; null: nobody
    RecordId session; ///< null: none
    QString device; ///< what the laptop calls itself; of fileInfected: the scanner's word, and which content
    QString address; ///< of the peer

    bool operator==(const AuditEvent &) const = default;
};

/// Names of events, as they are stored and exported.
namespace auditevent {

inline const QString signedIn = QStringLiteral("signedIn");
inline const QString signInFailed = QStringLiteral("signInFailed"); ///< of an account that is there
inline const QString sessionEnded = QStringLiteral("sessionEnded");
inline const QString passwordSet = QStringLiteral("passwordSet");
inline const QString codeMade = QStringLiteral("codeMade"); ///< a one-time code, in place of a password
inline const QString fileInfected = QStringLiteral("fileInfected"); ///< of a file that the user has sent
inline const QString historyTrimmed = QStringLiteral("historyTrimmed"); ///< old entries were removed

}

/// The table of AuditEvent, a hash chain of its own. Belongs to the connection's thread.
class AuditTrail
{
public:
    explicit AuditTrail(Connection &connection)
        : m_connection(connection)
    {
    }

    /// In the caller's transaction; its lock on the head keeps the chain of several daemons one.
    Result<void> append(AuditEvent event);
    /// Newest first; `before` 0: from the end.
    Result<std::vector<AuditEvent>> newest(qint64 before, int limit);
    /// Forgets events from before this time, the oldest ones, at most `limit` at a time. Gives how many went.
    Result<qint64> trim(Timestamp before, int limit);
    /// Whether the events are as they were written, as of one moment. Reads all of them.
    Result<hashchain::Report> verifyChain();

private:
    Result<hashchain::Ends> chainEnds();
    Result<std::vector<hashchain::Link>> linksAfter(qint64 number, const QByteArray &previous, int limit);

    Connection &m_connection;
};

}
