// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/base/result.h"
#include "shared/metadata/registry.h"

namespace tandem {

/// The rules that validateRegistry() holds one entity to. Errors name "entity.path", the path being that of the
/// definition ("account.list.columns[2]", "account.fields.status.target").
class EntityCheck
{
public:
    EntityCheck(const Registry &registry, const EntityDef &entity)
        : m_registry(registry)
        , m_entity(entity)
    {
    }

    Result<void> run() const;

private:
    Result<void> checkFields() const;
    Result<void> checkPointing(const FieldDef &field) const;
    Result<void> checkJunction(const FieldDef &field) const;
    Result<void> checkRollUp(const FieldDef &field) const;
    Result<void> checkIdentity() const;
    Result<void> checkRelated() const;
    Result<void> checkLayouts() const;
    Result<void> checkDetail() const;
    Result<void> checkBoard() const;
    Result<void> checkAccess() const;

    Result<void> wantFields(const QStringList &names, const QString &path) const;
    Result<void> wantField(const QString &name, const QString &path) const;
    Error problem(const QString &path, const QString &reason, const QString &word = {}) const;

    const Registry &m_registry;
    const EntityDef &m_entity;
};

}
