// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// What was typed and not saved, also when the company removes its field or its whole entity meanwhile.

#include "client/replica/replica_p.h"
#include "shared/database/transaction.h"
#include "shared/replication/removedfields.h"

#include <algorithm>

namespace tandem::client {

/// None if nothing of it was removed. What this build does not know at all waits for one that does.
std::optional<Mutation> Replica::Private::takeRemoved(Draft &draft) const
{
    const EntityDef *entity = registry->entityOrRemoved(draft.key.entity);
    if (!entity)
        return std::nullopt;
    Mutation removed;
    removed.at = draft.at;
    removed.entity = draft.key.entity;
    removed.record = draft.key.id;
    removed.kind = entity->deleted && draft.isNew ? MutationKind::Create : MutationKind::Update;
    for (const auto &[number, typed] : draft.values) {
        const FieldDef *field = entity->fieldOrRemoved(number);
        if (entity->deleted || (field && field->deleted))
            removed.changes.push_back({number, valueIn(draft.seen, number), typed});
    }
    for (const FieldChange &change : removed.changes) {
        draft.values.erase(change.field);
        draft.seen.erase(change.field);
    }
    return removed.changes.empty() ? std::nullopt : std::optional(std::move(removed));
}

/// `kept`: what is left of the draft without that.
Result<void> Replica::Private::refuseRemoved(const Mutation &removed, const Draft &kept)
{
    const EntityDef *entity = registry->entity(removed.entity);
    const Error error = entity ? fieldsRemoved({}) : Error::invalid({}, QStringLiteral("entityRemoved"));
    TANDEM_TRY(outbox->refuse(
        removed, error, now(), [&] { return kept.values.empty() ? drafts->remove(kept.key) : drafts->save(kept); }));
    emit q.outboxChanged();
    return {};
}

Result<void> Replica::Private::settleDrafts()
{
    TANDEM_ASSIGN(std::vector<Draft> all, drafts->all());
    for (Draft &draft : all) {
        if (const auto removed = takeRemoved(draft))
            TANDEM_TRY(refuseRemoved(*removed, draft));
    }
    return {};
}

Result<void> Replica::saveDraft(const Draft &draft)
{
    Draft kept = draft;
    const auto removed = d->takeRemoved(kept);
    return removed ? d->refuseRemoved(*removed, kept) : d->drafts->save(kept);
}

Result<void> Replica::removeDraft(const RecordKey &key)
{
    return d->drafts->remove(key);
}

Result<std::optional<Draft>> Replica::draft(const RecordKey &key) const
{
    return d->drafts->find(key);
}

Result<std::vector<Draft>> Replica::drafts() const
{
    return d->drafts->all();
}

}
