// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/access/permissions.h"
#include "server/store/changelog.h"
#include "shared/base/result.h"
#include "shared/database/connection.h"
#include "shared/replication/channel.h"
#include "shared/replication/mutation.h"

#include <QHash>

namespace tandem::server {

/// One thing that happened to a record, as the reader may see it.
struct HistoryEntry
{
    qint64 seq = 0;
    Timestamp at = 0; ///< the server's clock
    RecordId user; ///< null: the system
    MutationKind kind = MutationKind::Update;
    QString action;
    QCborMap arguments; ///< none, if they speak of a record that he may not see; with the origin, if it has one
    std::vector<FieldChange> changes; ///< fields that he may read; masked values masked
    Channel channel = Channel::Unknown;
    QString device = {}; ///< of Channel::Laptop, if the change is his own
};

/// The history of one record, newest first, read from the change log.
class HistoryReader
{
public:
    HistoryReader(Connection &connection, PermissionsPointer permissions);

    /// Up to `limit` entries older than `beforeSeq` (0: from the newest). Entries of which he may see nothing are left
    /// out. Error: NotFound, whether the record does not exist or he may not see it.
    Result<std::vector<HistoryEntry>> read(
        const EntityDef &entity, const RecordId &record, int limit, qint64 beforeSeq = 0);

private:
    Result<std::optional<HistoryEntry>> visible(const EntityDef &entity, ChangeEntry entry);
    Result<void> tellWhere(const ChangeEntry &entry, HistoryEntry &seen);
    Result<QCborMap> visibleArguments(const EntityDef &entity, const ChangeEntry &entry) const;

    Connection &m_connection;
    PermissionsPointer m_permissions;
    QHash<RecordId, QString> m_deviceNames; ///< of his own
};

}
