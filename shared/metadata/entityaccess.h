// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/base/value.h"
#include "shared/metadata/accessdef.h"

#include <map>

namespace tandem {

/// What one user may do with one entity: the widest of all his roles, as the server resolved it. It travels to his
/// laptop and is kept there, which decides by it what is offered; the server judges each mutation anew.
struct EntityAccess
{
    EntityNumber entity = 0;
    Scope read = Scope::None;
    Scope edit = Scope::None;
    Scope remove = Scope::None;
    bool create = false;
    bool exportRows = false;
    bool import = false;
    std::map<QString, Scope> actions; ///< an action not named here follows `edit`
    std::map<FieldNumber, FieldAccess> fields; ///< a field not named here is Write
    bool partial = false; ///< laptops keep a part of what he reads, or nothing: the rest is at the server

    FieldAccess fieldAccess(FieldNumber field) const
    {
        const auto found = fields.find(field);
        return found == fields.end() ? FieldAccess::Write : found->second;
    }

    bool operator==(const EntityAccess &) const = default;
};

}
