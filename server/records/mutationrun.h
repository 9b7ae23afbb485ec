// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/records/recordwriter.h"
#include "server/records/writerstate.h"
#include "shared/expressions/surroundings.h"
#include "shared/replication/merge.h"

namespace tandem::server {

/// One mutation on its way through the pipeline, with everything that hooks and actions add to it. The caller
/// takes back what it did if it fails.
class MutationRun final : public MutationContext
{
public:
    MutationRun(WriterState &state, const Actor &actor)
        : m_state(state)
        , m_actor(actor)
    {
    }

    struct Answer
    {
        Outcome outcome = Outcome::Applied;
        qint64 seq = 0; ///< of the last change that it caused
        std::optional<Error> remark; ///< what of it had no effect
    };
    /// Error: why it is rejected; or Unavailable, if it could not be judged.
    Result<Answer> execute(const Mutation &mutation);

    Connection &connection() override { return m_state.connection(); }
    const RegistryPointer &registry() const override { return m_state.registry(); }
    const Actor &actor() const override { return m_actor; }
    const Permissions *permissions() const override { return m_permissions.get(); }
    Timestamp now() const override { return m_state.now(); }
    int utcOffsetSeconds() const override { return m_state.utcOffsetSeconds(); }
    int depth() const override { return m_depth; }
    RecordId origin() const override { return m_origin; }

    Result<std::optional<FieldValues>> find(EntityNumber entity, const RecordId &record) override;
    Result<std::vector<AudienceKey>> audience(EntityNumber entity, const RecordId &record) override;
    Result<std::vector<RecordId>> findWhere(EntityNumber entity, FieldNumber field, const Value &value) override;
    Result<qint64> countWhere(EntityNumber entity, FieldNumber field, const Value &value) override
    {
        return m_state.records().countBy(entity, field, value, mostFound);
    }

    Result<void> checkSettable(
        EntityNumber entity, const RecordId &record, const std::vector<FieldChange> &changes) override;

    Result<RecordId> create(EntityNumber entity, FieldValues values, RecordId record) override;
    Result<void> update(EntityNumber entity, const RecordId &record, FieldValues values) override;
    Result<void> remove(EntityNumber entity, const RecordId &record) override;
    Result<void> restore(EntityNumber entity, const RecordId &record) override;
    Result<void> act(
        EntityNumber entity, const RecordId &record, const QString &action, const QCborMap &arguments) override;
    void bePartOf(const RecordId &origin) override;
    Result<void> attempt(const std::function<Result<void>()> &work) override;
    Result<void> logAction(
        EntityNumber entity, const RecordId &record, const QString &action, const QCborMap &arguments) override;
    Result<void> refreshAudience(EntityNumber entity, const RecordId &record) override;
    Result<void> changeMetadata(RegistryPointer candidate) override;
    void afterCommit(std::function<void()> work) override { m_state.afterCommit(std::move(work)); }

private:
    static constexpr int mostFound = 1'000'000; ///< records by one value

    /// Rights are asked for what a user sent himself, not for what the server adds to it.
    bool isJudged() const { return m_depth == 0 && !m_actor.system; }
    Author author(const Mutation &mutation) const
    {
        if (m_depth == 0)
            return {m_actor.user, logged(mutation.id), m_origin};
        return {m_actor.user, logged({}), m_depth == m_originDepth ? m_origin : RecordId()};
    }
    MutationId logged(MutationId id) const; ///< as the change log names it
    Result<const EntityDef *> entityOf(EntityNumber number) const;

    Result<Outcome> apply(const Mutation &mutation);
    Result<Outcome> applyChange(const EntityDef &entity, const Mutation &mutation);
    /// A new record under the id of one that its author does not see.
    Result<Outcome> refuseTaken(const EntityDef &entity, const Mutation &mutation);
    Result<Outcome> applyAction(const EntityDef &entity, const Mutation &mutation);
    Result<Outcome> applyPurge(const EntityDef &entity, const Mutation &mutation);
    Error missing(const EntityDef &entity, const RecordId &record);
    bool allowsNow(const ActionCall &call, const QString &action); ///< as the entity's definition says
    Result<Outcome> writeMerged(
        const EntityDef &entity, const Mutation &mutation, std::optional<StoredRecord> row, const RecordMerge &merge);
    Result<void> checkSettable(
        const EntityDef &entity, const StoredRecord *row, const std::vector<FieldChange> &changes);
    Result<void> checkGiven(const EntityDef &entity, const Mutation &mutation, const StoredRecord *row);
    Mutation ownMutation(MutationKind kind, EntityNumber entity, const RecordId &record) const;
    /// A mutation of the server's own, one level deeper.
    Result<void> followUp(const Mutation &mutation);
    /// Of fields that the company has removed.
    std::optional<Error> passedOver(const Mutation &mutation) const;
    std::vector<FieldChange> readableOnly(const EntityDef &entity, const std::vector<FieldChange> &changes) const;

    WriterState &m_state;
    const Actor &m_actor;
    PermissionsPointer m_permissions;
    Surroundings m_surroundings;
    RecordId m_origin; ///< what the mutation is part of; not what follows from it
    int m_originDepth = 0; ///< of follow-ups that are part of it all the same: an action's own
    int m_depth = 0;
    int m_followUps = 0;
    const ActionCall *m_call = nullptr; ///< the innermost running action
    int m_callDepth = 0;
    bool m_callLogged = false; ///< it has put its own entry into the history
};

}
