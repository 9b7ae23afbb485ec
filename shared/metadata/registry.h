// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/base/result.h"
#include "shared/metadata/entitydef.h"

#include <QJsonObject>

#include <memory>

namespace tandem {

/// All definitions of one revision. Immutable, so any thread may read it; a change of metadata makes a new Registry,
/// and who holds an old one keeps a consistent view until it lets go.
class Registry
{
public:
    /// `revision` grows with every change of the company layer; shipped definitions alone are revision 0.
    Registry(std::vector<EntityDef> entities, qint64 revision);

    qint64 revision() const { return m_revision; }
    const std::vector<EntityDef> &entities() const { return m_entities; }

    /// Null if there is none. The pointer lives as long as the registry.
    const EntityDef *entity(EntityNumber number) const;
    const EntityDef *entity(const QString &name) const;
    /// Also one that was deleted: what was typed into its records can still be named and read.
    const EntityDef *entityOrRemoved(EntityNumber number) const;

    /// Fields, also of other entities, that link to `target`: pairs of entity and field.
    std::vector<std::pair<const EntityDef *, const FieldDef *>> linksTo(const QString &target) const;

private:
    std::vector<EntityDef> m_entities;
    qint64 m_revision;
    QHash<EntityNumber, qsizetype> m_byNumber;
    QHash<QString, qsizetype> m_byName;
};

using RegistryPointer = std::shared_ptr<const Registry>;

}
