// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/base/value.h"
#include "shared/database/audiencekey.h"
#include "shared/metadata/accessdef.h"
#include "shared/metadata/offlinerule.h"
#include "shared/metadata/registry.h"

#include <QHash>

#include <memory>

namespace tandem::server {

/// What one user may do, computed from all roles: the widest scope wins, an explicit deny beats it. Immutable; any
/// thread. It belongs to one registry: after a change of metadata ask the AccessResolver again.
class Permissions
{
public:
    struct EntityRights
    {
        KeySet read;
        KeySet edit;
        KeySet remove;
        QHash<QString, KeySet> actions;
        EntityPermissions widest; ///< the scopes behind the key sets: what a client offers buttons by
        QHash<FieldNumber, FieldAccess> fields; ///< only those that are not Write
        OfflineRule offline;
    };

    Permissions(RegistryPointer registry, RecordId user, RecordId department, bool administrator,
        QHash<EntityNumber, EntityRights> rights);

    const RegistryPointer &registry() const { return m_registry; }
    RecordId user() const { return m_user; }
    RecordId department() const { return m_department; } ///< null if he is in none
    bool isAdministrator() const { return m_administrator; }

    /// The keys with which he reads `entity`: what queries, snapshots and live pushes are filtered by.
    const KeySet &keySet(EntityNumber entity) const { return rights(entity).read; }
    bool maySee(EntityNumber entity, const std::vector<AudienceKey> &audience) const
    {
        return rights(entity).read.meets(audience);
    }
    bool mayEdit(EntityNumber entity, const std::vector<AudienceKey> &audience) const
    {
        return rights(entity).edit.meets(audience);
    }
    bool mayDelete(EntityNumber entity, const std::vector<AudienceKey> &audience) const
    {
        return rights(entity).remove.meets(audience);
    }
    /// An action without a scope of its own follows `edit`.
    bool mayAct(EntityNumber entity, const QString &action, const std::vector<AudienceKey> &audience) const;
    bool mayCreate(EntityNumber entity) const { return rights(entity).widest.create; }
    bool mayExport(EntityNumber entity) const { return rights(entity).widest.exportRows; }
    bool mayImport(EntityNumber entity) const { return rights(entity).widest.import; }

    /// Scopes and flags of all roles together. Its `fields` are empty: see fieldAccess().
    const EntityPermissions &widest(EntityNumber entity) const { return rights(entity).widest; }

    /// What his laptops keep of what he reads: whatever one of his roles that read the entity keeps.
    const OfflineRule &offlineRule(EntityNumber entity) const { return rights(entity).offline; }

    FieldAccess fieldAccess(EntityNumber entity, FieldNumber field) const;
    /// Fields that are not Write.
    const QHash<FieldNumber, FieldAccess> &limitedFields(EntityNumber entity) const { return rights(entity).fields; }
    /// Whether every field of the entity is readable as it is, so that rows need no look at single fields.
    bool readsAllFields(EntityNumber entity) const;
    /// The values as this user sees them: hidden ones are gone, masked ones masked.
    FieldValues visibleValues(const EntityDef &entity, FieldValues values) const;

    /// Changes exactly when what he may read of `entity` changes (keys or fields): a live session compares it to know
    /// that a laptop needs a new snapshot of the entity.
    QByteArray readFingerprint(EntityNumber entity) const;

private:
    const EntityRights &rights(EntityNumber entity) const;

    RegistryPointer m_registry;
    RecordId m_user;
    RecordId m_department;
    bool m_administrator;
    QHash<EntityNumber, EntityRights> m_rights;
};

using PermissionsPointer = std::shared_ptr<const Permissions>;

}
