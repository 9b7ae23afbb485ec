// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// What the user takes back before anybody else has it.

#include "client/replica/replica_p.h"

#include <algorithm>
#include <limits>
#include <set>

namespace tandem::client {

void Replica::noteSent(qint64 number)
{
    // Where it cannot be written, nothing may be held up by that: after a restart this one could be taken back, and
    // would come back from the server.
    (void)d->store->state.noteSent(number).ok();
}

qint64 Replica::sentUpTo() const
{
    return d->store->state.sentUpTo().value_or(lastNumber());
}

Result<TakeBack> Replica::whatGoesWith(qint64 number) const
{
    std::vector<Mutation> waiting = d->outbox->waitingAfter(number - 1, std::numeric_limits<int>::max());
    if (waiting.empty() || waiting.front().id.number != number)
        return Error::notFound(QStringLiteral("mutation %1").arg(number));
    if (number <= sentUpTo())
        return Error::conflict(QStringLiteral("alreadySent"));
    return tandem::takeBack(*d->registry, waiting);
}

Result<std::vector<RecordKey>> Replica::takeBack(const std::vector<qint64> &numbers)
{
    if (numbers.empty())
        return std::vector<RecordKey>();
    TANDEM_ASSIGN(const TakeBack taken, whatGoesWith(numbers.front()));
    const bool isAsTold = std::equal(taken.gone.begin(), taken.gone.end(), numbers.begin(), numbers.end(),
        [](const Mutation &mutation, qint64 number) { return mutation.id.number == number; });
    if (!isAsTold)
        return Error::conflict(QStringLiteral("changedMeanwhile"));
    TANDEM_TRY(d->outbox->takeBack(taken));
    std::set<RecordKey> keys;
    for (const std::vector<Mutation> *mutations : {&taken.gone, &taken.changed}) {
        for (const Mutation &mutation : *mutations)
            keys.insert({mutation.entity, mutation.record});
    }
    const auto compute = [&keys](IncomingApplier &applier) -> Result<void> {
        for (const RecordKey &key : keys)
            TANDEM_TRY(applier.takenBack(key));
        return {};
    };
    // It is taken back, whatever happens to the rows: they are computed again from what is left.
    (void)d->transact(cursor(), compute).ok();
    emit outboxChanged();
    return std::vector<RecordKey>(keys.begin(), keys.end());
}

}
