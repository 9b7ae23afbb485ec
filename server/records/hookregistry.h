// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/records/mutationcontext.h"

#include <QHash>

#include <functional>

namespace tandem::server {

enum class RecordEvent { Create = 1, Update = 2, Delete = 4, Restore = 8 };
Q_DECLARE_FLAGS(RecordEvents, RecordEvent)
Q_DECLARE_OPERATORS_FOR_FLAGS(RecordEvents)

/// One record on its way into the store.
struct RecordChange
{
    RecordEvent event;
    const EntityDef &entity;
    RecordId record;
    FieldValues before; ///< empty of a Create
    FieldValues after; ///< the whole row; a "before" hook may change it, and what it sets is validated like all else

    /// Whether it changes what people wrote, beside the server's stamps and the place in the recycle bin.
    bool editsFields() const;
    bool changed(FieldNumber field) const { return valueIn(before, field) != valueIn(after, field); }
    const Value &was(FieldNumber field) const { return valueIn(before, field); }
    const Value &is(FieldNumber field) const { return valueIn(after, field); }
};

/// What the server does of itself when records change. Filled at start, then never changed.
/// Hooks run in the order of their registration, inside the mutation's transaction: an error rejects the mutation
/// and takes everything back. A mutation may run twice if another one of its batch is rejected, so what shall happen
/// once outside of the database belongs into MutationContext::afterCommit().
class HookRegistry
{
public:
    using Hook = std::function<Result<void>(MutationContext &, RecordChange &)>;
    static constexpr EntityNumber anyEntity = 0;

    /// Before validation and writing. An edit can bring a deleted record back: what asks for Update also hears of a
    /// Restore that edits fields.
    void before(EntityNumber entity, RecordEvents events, Hook hook);
    /// After the row, its change log entry and audience are written; `after` is then only read.
    void after(EntityNumber entity, RecordEvents events, Hook hook);

    Result<void> runBefore(MutationContext &context, RecordChange &change) const;
    Result<void> runAfter(MutationContext &context, RecordChange &change) const;
    bool hasAfter(EntityNumber entity) const;

private:
    struct Entry
    {
        RecordEvents events;
        Hook hook;
    };
    using Table = QHash<EntityNumber, std::vector<Entry>>;

    static Result<void> run(const Table &table, MutationContext &context, RecordChange &change);

    Table m_before;
    Table m_after;
};

}
