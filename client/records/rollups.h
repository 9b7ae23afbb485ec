// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/data/replicatypes.h"
#include "shared/metadata/registry.h"

#include <algorithm>

namespace tandem::client {

/// Whether a roll-up of `entity` counts records that changed: then its value may be another, though no record of
/// `entity` itself was written.
inline bool rollsUpAnyOf(const Registry &registry, const EntityDef &entity, const ChangeSet &changes)
{
    return std::any_of(entity.fields.begin(), entity.fields.end(), [&](const FieldDef &field) {
        const EntityDef *counted = field.rollUp ? registry.entity(field.rollUp->entity) : nullptr;
        return counted && changes.touches(counted->number);
    });
}

}
