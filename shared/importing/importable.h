// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/metadata/fielddef.h"

namespace tandem {

/// Whether people may bring values of this field from outside: what is stored, and not the server's own to set.
inline bool isImportable(const FieldDef &field)
{
    const bool isOwnership = field.number == systemfield::owner || field.number == systemfield::department;
    return field.isStored() && !field.deleted && !field.readOnly && (!field.isSystem() || isOwnership);
}

}
