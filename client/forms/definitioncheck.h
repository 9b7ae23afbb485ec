// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/base/result.h"
#include "shared/metadata/registry.h"

namespace tandem::client {

/// A field as an administrator writes it, and what comes into being with it.
struct WrittenField
{
    FieldDef field; ///< number 0: a new one, which the server will number
    std::optional<EntityDef> junction; ///< that a new field of links needs
};

/// The definitions as they would be with this field. Null if there is no such entity.
RegistryPointer registryWith(const Registry &registry, const QString &entity, const WrittenField &written);

/// A field whose formula, rules or roll-up speak of another one.
struct FieldUse
{
    const EntityDef *entity;
    const FieldDef *field;
};

/// The first one that would lose its meaning without this field; both point into `registry`. None: it can be removed.
std::optional<FieldUse> useOf(const Registry &registry, const QString &entity, const FieldDef &field);

/// Everything that the server will look at, before anything is sent.
/// Error: Invalid; `field` is the key of the definition at fault ("target", "rollUp.filter", "numberFormat").
/// If another field would lose its meaning, `arguments["brokenField"]` is its name.
Result<void> checkDefinition(const Registry &registry, const QString &entity, const WrittenField &written);

}
