// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/access/actor.h"
#include "server/access/permissions.h"
#include "shared/database/connection.h"
#include "shared/replication/mutation.h"

#include <QCborMap>

#include <functional>
#include <optional>

namespace tandem::server {

/// What hooks and actions get: the record changes of one mutation's transaction. Everything done through it is
/// committed or rolled back together with that mutation. Writer thread only; never kept beyond the call.
class MutationContext
{
public:
    virtual ~MutationContext() = default;

    virtual Connection &connection() = 0; ///< for reading; records are written by the functions below
    virtual const RegistryPointer &registry() const = 0; ///< of the transaction, so with fields it added itself
    virtual const Actor &actor() const = 0; ///< who made the mutation, also in follow-ups of the system
    virtual const Permissions *permissions() const = 0; ///< of that user; null when the system itself acts
    virtual Timestamp now() const = 0;
    virtual int utcOffsetSeconds() const = 0; ///< of the company's zone, now
    virtual int depth() const = 0; ///< 0 for what a user sent, 1 for what its hooks added, and so on
    virtual RecordId origin() const = 0; ///< the import or mass change that the mutation is part of; null: none

    /// The row of now, whatever the actor may see; deleted ones too. Nothing if there is none.
    virtual Result<std::optional<FieldValues>> find(EntityNumber entity, const RecordId &record) = 0;
    virtual Result<std::vector<AudienceKey>> audience(EntityNumber entity, const RecordId &record) = 0;
    /// Records whose `field` (a stored one) has `value`, deleted ones left out, in id order.
    virtual Result<std::vector<RecordId>> findWhere(EntityNumber entity, FieldNumber field, const Value &value) = 0;
    /// How many these are, without reading them.
    virtual Result<qint64> countWhere(EntityNumber entity, FieldNumber field, const Value &value) = 0;

    /// Whether who acts may set these fields on the row of now: the system always. Follow-ups are not asked; an action
    /// that writes what a user chose asks here. Error: Invalid ("readOnly", "unknownField").
    virtual Result<void> checkSettable(
        EntityNumber entity, const RecordId &record, const std::vector<FieldChange> &changes) = 0;

    /// Follow-ups in the name of the system: validated and logged like any mutation, hooks included, rights not asked.
    /// Error: Conflict ("tooDeep") when hooks call each other without end.
    virtual Result<RecordId> create(EntityNumber entity, FieldValues values, RecordId record = newRecordId()) = 0;
    virtual Result<void> update(EntityNumber entity, const RecordId &record, FieldValues values) = 0;
    virtual Result<void> remove(EntityNumber entity, const RecordId &record) = 0;
    virtual Result<void> restore(EntityNumber entity, const RecordId &record) = 0;
    virtual Result<void> act(
        EntityNumber entity, const RecordId &record, const QString &action, const QCborMap &arguments = {}) = 0;

    /// From now on what an action does itself is part of `origin` in the change log, as if its user had sent all of it
    /// together; what rules add to it is not.
    virtual void bePartOf(const RecordId &origin) = 0;

    /// Runs `work`, which may fail without failing the mutation: with an error, which is given on, everything that it
    /// did through this context is taken back, what was to be told and done after the commit included.
    virtual Result<void> attempt(const std::function<Result<void>()> &work) = 0;

    /// Something that happens in the record's history without changing a field: "approved", with its details.
    virtual Result<void> logAction(
        EntityNumber entity, const RecordId &record, const QString &action, const QCborMap &arguments) = 0;

    /// Computes who may see the record anew, after something outside of it changed that (a share).
    virtual Result<void> refreshAudience(EntityNumber entity, const RecordId &record) = 0;

    /// Candidate definitions, checked by the caller: the tables change in this transaction, everybody gets them after
    /// the commit.
    virtual Result<void> changeMetadata(RegistryPointer candidate) = 0;

    /// Runs on the writer thread after the commit is durable; dropped on rollback. Short, no database.
    virtual void afterCommit(std::function<void()> work) = 0;
};

}
