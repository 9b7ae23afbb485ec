// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/access/offlinedecision.h"
#include "server/access/permissions.h"
#include "shared/database/recordquery.h"
#include "shared/protocol/sessionmessages.h"

namespace tandem::server {

/// What of the entity this user's laptops keep.
OfflineDecision offlineDecision(const Permissions &permissions, const EntityDef &entity, Timestamp now);

/// The decision as a condition of queries; none where all that is visible is kept.
std::optional<RecordQuery::KeptPart> keptPart(const OfflineDecision &decision);

/// What of the entity this user's laptops do not keep, as a condition of queries; none where they keep all that is
/// visible.
std::optional<RecordQuery::KeptPart> partBeyond(const Permissions &permissions, const EntityDef &entity, Timestamp now);

/// Changes exactly when a laptop must fetch the entity again.
QByteArray viewFingerprint(const Permissions &permissions, const OfflineDecision &decision, EntityNumber entity);

/// Rights and views for the wire; `snapshots` are the entities of which `held` has another fingerprint, or none.
Rights rightsOf(const Permissions &permissions, const std::vector<EntityView> &held, Timestamp now);

/// Whether both read the same records and fields of every entity, also of those that no laptop keeps.
bool readTheSame(const Permissions &one, const Permissions &other);

}
