// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/replica/replica.h"
#include "shared/database/connection.h"

#include <optional>

namespace tandem::client {

/// Everything in replica.db that is no row of an entity and no content: where sync stands, rights, the company layer.
/// What is written here commits with the rows that it speaks of.
class ReplicaState
{
public:
    explicit ReplicaState(Connection &connection)
        : m_connection(connection)
    {
    }

    Result<void> load(const Registry &registry);

    qint64 cursor() const { return m_cursor; }
    Result<void> setCursor(qint64 cursor);
    QByteArray generation() const { return m_generation; }
    Result<void> setGeneration(const QByteArray &generation);
    /// Of the outbox, the highest number that may have reached a server. Here, since it is noted with every message and
    /// need not be on the disk before that leaves: after a run that did not end properly, everything counts as sent. Of
    /// a replica that is begun anew it is not known.
    std::optional<qint64> sentUpTo() const { return m_sentUpTo; }
    Result<void> noteSent(qint64 number);
    const std::vector<EntityAccess> &access() const { return m_access; }
    Result<void> setAccess(const std::vector<EntityAccess> &access);

    Result<qint64> storedRevision() const; ///< of the company layer
    Result<std::vector<CompanyDefinition>> companyLayer() const;
    Result<void> setCompanyLayer(const std::vector<CompanyDefinition> &company, qint64 revision);
    /// Fields of the company layer that this build cannot store, as ReadableLayer names them.
    Result<void> noteLeftOut(const QStringList &fields);
    /// A later build may store what an earlier one left out: the snapshots of such entities are taken again.
    Result<void> fetchWhatIsReadableNow(const Registry &registry, const QStringList &stillLeftOut);

    SnapshotState snapshot(EntityNumber entity) const { return m_snapshots.value(entity); }
    Result<void> setSnapshot(const EntityDef &entity, const SnapshotState &state);
    Result<void> forgetSnapshots();

    /// After a rollback memory is read again.
    Result<void> reload();

private:
    Result<QStringList> leftOut() const;
    Result<void> setMeta(const QString &key, const Value &value);
    Result<void> setMeta(const QString &key, const QByteArray &bytes);
    Result<void> loadMeta();
    Result<void> loadSnapshots(const Registry *registry);
    Result<void> forgetSnapshot(EntityNumber entity);

    Connection &m_connection;
    qint64 m_cursor = 0;
    QByteArray m_generation;
    std::optional<qint64> m_sentUpTo;
    std::vector<EntityAccess> m_access;
    QHash<EntityNumber, SnapshotState> m_snapshots;
};

}
