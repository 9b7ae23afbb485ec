// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/base/value.h"
#include "shared/entities/entitynames.h"
#include "shared/metadata/entitydef.h"

namespace tandem::server {

/// Whether a user may sign in, and is asked and told: neither deleted nor disabled. Who was never said to be either is
/// active. CredentialStore says the same in SQL.
inline bool isActiveUser(const FieldValues &user)
{
    if (const auto deleted = user.find(systemfield::deletedAt); deleted != user.end() && !deleted->second.isNull())
        return false;
    const auto active = user.find(entities::user::field::active);
    return active == user.end() || active->second.isNull() || active->second.toBool();
}

}
