// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/access/permissions.h"
#include "server/jobs/keptrecord.h"
#include "server/records/keptreport.h"
#include "server/records/undertakings.h"
#include "server/store/changelog.h"
#include "server/store/recordstore.h"
#include "shared/replication/undo.h"

#include <QSet>

#include <atomic>

namespace tandem::server {

/// One attempt to take an undertaking back (an import, a mass change), from its newest record to its oldest. Blocks, so
/// it runs on a thread of its own.
class RevertRun
{
public:
    struct Parts
    {
        Pipeline &pipeline;
        Connection &connection; ///< for reading; of the calling thread
        RegistryPointer registry;
        PermissionsPointer permissions; ///< null: for the system, without asking for rights
        const Clock &clock;
        const std::atomic<bool> &isCancelled;
    };

    /// `record` is the undertaking's own.
    RevertRun(Parts parts, const Undertaking &undertaking, const StoredRecord &record);

    /// What an earlier attempt did is counted, not done again. Error: Cancelled, Unavailable; then the next attempt
    /// goes on.
    Result<void> takeAllBack();

private:
    struct Target
    {
        EntityNumber entity = 0;
        RecordId record;
    };
    struct Attempt
    {
        Target target;
        Mutation mutation;
        std::vector<KeptField> kept;
    };
    /// What has to be looked at again.
    struct Again
    {
        std::vector<Target> targets;
        int seconds = 0; ///< to wait before that, if the pipeline had no room
    };

    Result<void> takeBack(std::vector<Target> targets);
    Result<std::optional<Attempt>> decide(const Target &target);
    Result<bool> sees(const Target &target);
    Result<bool> wasEditedSince(const Target &target, qint64 seq);
    Attempt attemptOf(const Target &target, UndoDecision decision, qint64 seen) const;
    Result<Again> submit(const std::vector<Attempt> &attempts);
    Actor actor() const;
    FieldAccessTest accessTo(EntityNumber entity) const;
    void countDone(MutationKind kind, std::size_t fields);
    void keep(const Target &target, const std::vector<KeptField> &fields);
    Result<void> tell(FieldValues more = {});

    const Parts m_parts;
    const Undertaking m_undertaking;
    const RecordId m_origin;
    const RecordId m_revertOrigin;
    ChangeLog m_log;
    RecordStore m_records;
    KeptRecord m_record; ///< of the undertaking
    QSet<RecordId> m_seen; ///< ids are unique beyond entities
    qint64 m_removed = 0;
    qint64 m_restoredFields = 0;
    qint64 m_undone = 0; ///< records
    KeptReport m_kept;
};

}
