// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/access/permissions.h"
#include "shared/protocol/sessionmessages.h"

namespace tandem::server {

/// The keys of the records that this user's laptops keep: what he may read, cut down to what the entity's offline
/// policy keeps. Empty: nothing of it goes to laptops.
KeySet heldKeys(const Permissions &permissions, const EntityDef &entity);

/// Changes exactly when a laptop must fetch the entity again.
QByteArray viewFingerprint(const Permissions &permissions, const EntityDef &entity);

/// Rights and views for the wire; `snapshots` are the entities of which `held` has another fingerprint, or none.
Rights rightsOf(const Permissions &permissions, const std::vector<EntityView> &held);

}
