// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/metadata/entitydef.h"

#include <algorithm>

namespace tandem {

const FieldDef *EntityDef::field(FieldNumber number) const
{
    const auto found = std::lower_bound(fields.begin(), fields.end(), number,
        [](const FieldDef &field, FieldNumber wanted) { return field.number < wanted; });
    if (found == fields.end() || found->number != number || found->deleted)
        return nullptr;
    return &*found;
}

const FieldDef *EntityDef::field(const QString &name) const
{
    const auto found = std::find_if(
        fields.begin(), fields.end(), [&](const FieldDef &field) { return field.name == name && !field.deleted; });
    return found == fields.end() ? nullptr : &*found;
}

}
