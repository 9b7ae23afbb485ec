// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// What stands in the replica beside the offline policy.

#include "client/replica/replica_p.h"

#include <algorithm>

namespace tandem::client {

std::vector<RecordKey> Replica::guests() const
{
    return d->store->guests.keys();
}

Result<void> Replica::invite(const IncomingRows &rows)
{
    if (!isPartial(rows.entity))
        return {};
    return d->transact(cursor(), [&](IncomingApplier &applier) { return applier.invite(rows, d->now() + guestStay); });
}

Result<void> Replica::refreshGuests(EntityNumber entity, const std::vector<RecordId> &asked, const IncomingRows &rows)
{
    return d->transact(cursor(), [&](IncomingApplier &applier) { return applier.refreshGuests(entity, asked, rows); });
}

bool Replica::isPartial(EntityNumber entity) const
{
    const std::vector<EntityAccess> &all = d->store->state.access();
    return std::any_of(all.begin(), all.end(),
        [entity](const EntityAccess &access) { return access.entity == entity && access.partial; });
}

}
