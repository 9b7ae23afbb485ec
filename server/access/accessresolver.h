// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/access/permissions.h"
#include "shared/base/result.h"
#include "shared/database/connection.h"

#include <QMutex>

namespace tandem::server {

/// Why somebody sees a record, or that he does not.
struct AccessExplanation
{
    enum class Kind { Role, Share, Parent, Denied, NotVisible };
    Kind kind = Kind::NotVisible;
    QString key; ///< the audience key that meets; empty if the role reads all
    RecordId role; ///< of Kind::Role and Kind::Denied
    QString roleName;
    Scope scope = Scope::None;
    RecordId share; ///< the share record, of Kind::Share
    RecordId parent; ///< the record that lends its audience, of Kind::Parent
    EntityNumber parentEntity = 0;
};

/// Computes and keeps the Permissions of users. Any thread; each caller brings its own connection.
class AccessResolver
{
public:
    /// Error: NotFound ("notFound") if there is no such user, Forbidden ("userDisabled").
    Result<PermissionsPointer> permissions(
        Connection &connection, const RegistryPointer &registry, const RecordId &user);
    /// The same without looking at or touching what is kept: for a transaction that itself changed rights.
    static Result<PermissionsPointer> compute(
        Connection &connection, const RegistryPointer &registry, const RecordId &user);

    /// Forgets everything that was computed. Called by the pipeline when a commit changed rights, and before anybody
    /// is told of it. `seq` is the last number of the change log with it.
    void invalidate(qint64 seq);
    /// Whether a change of a record of this entity changes anybody's rights.
    static bool affectsAccess(EntityNumber entity);

    /// "Who sees this, and why", for one user and one record.
    static Result<std::vector<AccessExplanation>> explain(Connection &connection, const RegistryPointer &registry,
        const RecordId &user, EntityNumber entity, const RecordId &record);

private:
    QMutex m_mutex;
    quint64 m_epoch = 0;
    qint64 m_changedAt = 0; ///< what was read from a state before this number is not kept
    QHash<RecordId, PermissionsPointer> m_known;
};

}
