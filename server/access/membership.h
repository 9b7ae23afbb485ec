// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/base/result.h"
#include "shared/database/audiencekey.h"
#include "shared/database/connection.h"
#include "shared/metadata/accessdef.h"
#include "shared/metadata/offlinerule.h"
#include "shared/metadata/registry.h"

#include <vector>

namespace tandem::server {

/// A role of the company, with what it gives per entity name where that differs from the shipped definitions.
struct RoleGrant
{
    RecordId role;
    QString key; ///< of a built-in role, else empty
    QString name;
    QMap<QString, EntityPermissions> permissions;
    QMap<QString, OfflineRule> offline; ///< per entity name, where that differs from the definition

    /// What the role gives for one entity: its own word, else the shipped definition's for its key.
    EntityPermissions forEntity(const EntityDef &entity) const;
    /// What laptops of its holders keep of the entity: its own word, else the definition's.
    OfflineRule offlineFor(const EntityDef &entity) const { return offline.value(entity.name, entity.offline); }
};

/// Where a user stands in the company: all that his keys are made of.
struct Membership
{
    RecordId user;
    RecordId department;
    std::vector<RecordId> departmentsBelow; ///< with his own
    std::vector<RecordId> departmentsAbove; ///< with his own: a share with any of them reaches him
    std::vector<RecordId> teams;
    std::vector<RecordId> teamMates; ///< members of his teams, himself included
    std::vector<RoleGrant> roles;

    bool isAdministrator() const;

    /// The names of the keys that a scope gives; empty for None and All.
    QStringList keyNames(Scope scope) const;
    /// keyNames() for reading records of the entity: with everybody's key, where some of them may be for everybody.
    QStringList readKeyNames(const EntityDef &entity, Scope scope) const;
    QStringList sharedKeyNames() const; ///< what others shared with him, his teams and departments
    QStringList editorKeyNames() const; ///< the same, shares that let him edit

    /// Error: NotFound, Forbidden ("userDisabled").
    static Result<Membership> load(Connection &connection, const RegistryPointer &registry, const RecordId &user);
};

}
