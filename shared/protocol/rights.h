// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/base/value.h"
#include "shared/metadata/entityaccess.h"

#include <vector>

namespace tandem {

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
