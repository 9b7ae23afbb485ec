// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/store/hashchain.h"
#include "shared/database/audiencekey.h"
#include "shared/database/connection.h"
#include "shared/replication/channel.h"
#include "shared/replication/mutation.h"

namespace tandem::server {

/// One entry of the append-only log: what happened to a record, by whom, and whose view it entered or left.
struct ChangeEntry
{
    qint64 seq = 0;
    EntityNumber entity = 0;
    RecordId record;
    MutationKind kind = MutationKind::Update;
    MutationId mutation; ///< null device: not of a laptop's; the number is a Channel then
    RecordId user; ///< null: the system
    Timestamp at = 0; ///< the server's clock
    QString action; ///< of MutationKind::Action
    std::vector<FieldChange> changes; ///< as applied: from = before, to = after
    QCborMap arguments;
    std::vector<AudienceKey> gained;
    std::vector<AudienceKey> lost;
    RecordId origin; ///< what it is part of, such as an import; null: of nothing. Never of what rules added.

    bool operator==(const ChangeEntry &) const = default;
};

class ChangeLog
{
public:
    explicit ChangeLog(Connection &connection)
        : m_connection(connection)
    {
    }

    /// `head`: the hash of the newest entry, from Sequence; afterwards that of this one.
    Result<void> append(const ChangeEntry &entry, QByteArray &head);

    /// What sync needs of each entry after `seq`, in order: without changes and arguments.
    struct Mark
    {
        qint64 seq = 0;
        EntityNumber entity = 0;
        RecordId record;
        MutationKind kind = MutationKind::Update;
        std::vector<AudienceKey> gained;
        std::vector<AudienceKey> lost;
    };
    Result<std::vector<Mark>> marksAfter(qint64 seq, int limit);
    Result<std::vector<ChangeEntry>> readAfter(qint64 seq, int limit);
    /// Newest first; `before` 0: from the end.
    Result<std::vector<ChangeEntry>> history(EntityNumber entity, const RecordId &record, qint64 before, int limit);
    /// The number of the record's newest entry with this action; 0: there is none.
    Result<qint64> newestWith(const QString &action, EntityNumber entity, const RecordId &record);
    /// What is part of `origin`, newest first, one line per entry; `before` 0: from the end.
    struct Part
    {
        qint64 seq = 0;
        EntityNumber entity = 0;
        RecordId record;
    };
    Result<std::vector<Part>> partsOf(const RecordId &origin, qint64 before, int limit);
    /// The entries of one record that are part of `origin`, oldest first.
    Result<std::vector<ChangeEntry>> entriesOf(const RecordId &origin, EntityNumber entity, const RecordId &record);
    /// Numbers at or below it are gone: older cursors need a snapshot.
    Result<qint64> horizon();
    /// Forgets entries from before this time, the oldest ones, at most `limit` at a time. Gives how many went.
    Result<qint64> trim(Timestamp before, int limit);

    /// Whether the log is as it was written, as of one moment. Reads all of it.
    Result<hashchain::Report> verifyChain(const std::optional<hashchain::Noted> &noted = {});

private:
    Result<hashchain::Ends> chainEnds();
    Result<std::vector<hashchain::Link>> linksAfter(qint64 seq, const QByteArray &previous, int limit);

    Connection &m_connection;
};

}
