// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/metadata/entitydef.h"
#include "shared/replication/mutation.h"

namespace tandem {

/// The row that a client shows: the server's row with the outbox's mutations of this record on top, in their order,
/// merged as the server will merge them, and with what it will fill in that nobody may write. No row: not there (any
/// more), or not created yet. `author` is who the outbox belongs to: pending changes show as modified (and created) by
/// them.
std::optional<FieldValues> rebase(const EntityDef &entity, const std::optional<FieldValues> &serverRow,
    const std::vector<Mutation> &outbox, const RecordId &author);

}
