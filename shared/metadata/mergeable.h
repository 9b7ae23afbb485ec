// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/metadata/fielddef.h"

namespace tandem {

/// Whether the record that stays, when two become one, can have the other's value of this field. Server and laptop ask
/// the same, so that nobody is offered what the server refuses.
inline bool isMergeable(const FieldDef &field)
{
    return !field.deleted && !field.isSystem() && field.isStored() && !field.readOnly && !field.unique
        && field.type != FieldType::NumberSeries;
}

}
