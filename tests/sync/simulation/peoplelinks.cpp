// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// What people do to what hangs together, and to the recycle bin.

#include "shared/entities/entitynames.h"
#include "tests/sync/simulation/act.h"

namespace tandem::sim {

namespace account = entities::account;
namespace activity = entities::activity;
namespace opportunity = entities::opportunity;

/// An activity is seen by whoever sees what it hangs on, so that moving it shows it to others.
void People::changeLink(Act &act)
{
    if (!act.oneOf(account::number))
        return;
    const RecordId target = act.request.key.id;
    FieldValues &to = act.request.to;
    switch (act.random.bounded(3)) {
    case 0:
        if (!act.oneOf(opportunity::number))
            return;
        to[opportunity::field::account] = act.random.bounded(4) ? Value(target) : Value();
        break;
    case 1:
        if (!act.oneOf(activity::number))
            return;
        to[activity::field::parent] =
            act.random.bounded(4) ? Value(QStringLiteral("account/") + toText(target)) : Value();
        break;
    default:
        if (!act.oneOf(account::number) || act.request.key.id == target)
            return;
        to[account::field::parent] = Value(target);
    }
    act.submit();
}

void People::takePairApart(Act &act)
{
    if (!act.oneOf(entities::accountContact::number))
        return;
    act.request.kind = MutationKind::Delete;
    act.submit();
}

void People::restoreAny(Act &act)
{
    static constexpr EntityNumber kinds[]{opportunity::number, entities::contact::number,
        entities::accountContact::number, entities::file::number, entities::share::number};
    const EntityNumber entity = kinds[act.random.bounded(int(std::size(kinds)))];
    if (!act.oneOf(entity, act.laptop.deletedRecords(entity)))
        return;
    act.request.kind = MutationKind::Restore;
    act.submit();
}

}
