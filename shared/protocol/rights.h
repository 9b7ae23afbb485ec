// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/base/value.h"
#include "shared/metadata/accessdef.h"

#include <map>
#include <vector>

namespace tandem {

/// What the signed-in user may do with one entity: the widest of all roles, as the server resolved it. The client
/// uses it to offer no button that would be refused; the server decides anew on each mutation.
struct EntityRights
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

    bool operator==(const EntityRights &) const = default;
};

/// Which records and fields of an entity a device holds, as an opaque fingerprint that the server makes from keys
/// and field access. The client keeps it beside the snapshot it belongs to; when it no longer is the server's, the
/// entity's snapshot is taken again.
struct EntityView
{
    EntityNumber entity = 0;
    QByteArray fingerprint;

    bool operator==(const EntityView &) const = default;
};

}
