// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/access/actor.h"
#include "server/store/recordstore.h"
#include "shared/replication/mutation.h"

namespace tandem::server {

/// How Actor::via names who takes an import back.
inline const QString revertVia = QStringLiteral("revert");

/// The import that the mutation says it is part of, if it is one of the actor's own; null: of none, and then it is a
/// change like any other. Error: Conflict ("importReverted") if that import is being taken back or was: what of it is
/// still on its way from a laptop comes too late.
Result<RecordId> acceptedOrigin(RecordStore &records, const Actor &actor, const Mutation &mutation);

}
