// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/records/commitnotice.h"
#include "server/records/pipeline.h"
#include "server/records/rulebook.h"
#include "server/store/audiencestore.h"
#include "server/store/changelog.h"
#include "server/store/devicestore.h"
#include "server/store/numberseries.h"
#include "server/store/recordstore.h"
#include "server/store/sequence.h"

namespace tandem::server {

struct DatabasePast;

/// What the writer thread works with: the stores over the write connection, and what the running transaction has done
/// so far. Writer thread only.
class WriterState
{
public:
    WriterState(const Pipeline::Parts &parts, const Pipeline::Limits &limits);

    /// At the start of each batch's transaction.
    Result<void> begin();
    /// Instead of a batch, in a read transaction: learns what other daemons have committed, and nothing else. False:
    /// that takes a batch, as the database's server was promoted and this is to be noted.
    Result<bool> catchUp();
    /// Before its commit.
    Result<void> finish();
    /// After it. Gives what other daemons had committed before, which is to be told first. If the database turned out
    /// to have another past, its generation is the store's from now on.
    CommitNotice takeForeignNotice();
    /// After a rollback of the whole batch: nothing that was kept in memory is trusted.
    void reset();

    /// Where a mutation was refused, others are for a while: an import of bad rows, a laptop whose rights are gone.
    void expectRefusals() { m_expectedRefusals = batchesAfterRefusal; }
    /// For the batch that begins.
    bool expectsRefusals() { return m_expectedRefusals > 0 && m_expectedRefusals-- > 0; }

    /// How far the transaction is, to come back to when a savepoint is rolled back.
    struct Mark
    {
        RegistryPointer registry;
        size_t changes = 0;
        qsizetype rowBytes = 0; ///< of them
        QByteArray chainHead; ///< see Sequence; none outside of a batch
        size_t afterCommit = 0;
        bool accessChanged = false;
        bool metadataChanged = false;
    };
    Mark mark() const;
    void backTo(const Mark &mark);

    Connection &connection() { return m_connection; }
    const RegistryPointer &registry() const { return m_registry; }
    RecordStore &records() { return *m_records; }
    AudienceStore &audience() { return m_audience; }
    ChangeLog &log() { return m_log; }
    DeviceStore &devices() { return m_devices; }
    NumberSeries &numbers() { return m_numbers; }
    RuleBook &rules() { return *m_rules; }
    const HookRegistry &hooks() const { return m_parts.hooks; }
    const ActionRegistry &actions() const { return m_parts.actions; }
    Store &store() { return m_parts.store; }
    AccessResolver &access() { return m_parts.access; }
    const Pipeline::Limits &limits() const { return m_limits; }
    const RecordId &generation() const { return m_generation; } ///< as the transaction sees it
    Timestamp now() const { return m_now; }
    int utcOffsetSeconds() const { return m_utcOffset; } ///< of the server's zone

    qint64 nextSeq() { return m_sequence->next(); }
    qint64 lastSeq() const { return m_sequence->last(); }
    Result<void> append(const ChangeEntry &entry) { return m_log.append(entry, m_sequence->head()); }

    /// Rights as the transaction sees them, so after what it changed itself.
    Result<PermissionsPointer> permissions(const RecordId &user);
    void accessHasChanged();
    Result<void> changeMetadata(RegistryPointer candidate);

    void note(CommittedChange change) { m_notice.changes.push_back(std::move(change)); }
    /// How many changes the transaction has noted.
    size_t noted() const { return m_notice.changes.size(); }
    /// What the change with this place among them has made of its record, for whoever tells of it.
    void keepRow(size_t place, FieldValues row);
    void afterCommit(std::function<void()> work) { m_afterCommit.push_back(std::move(work)); }

    /// What the transaction did; both are empty afterwards.
    CommitNotice takeNotice();
    std::vector<std::function<void()>> takeAfterCommit() { return std::exchange(m_afterCommit, {}); }

private:
    static constexpr int batchesAfterRefusal = 16; ///< which have savepoints, and nothing to do twice

    void use(RegistryPointer registry);
    Result<void> settlePast();
    bool isAheadOf(const DatabasePast &past, qint64 committed) const; ///< knows a commit that is no more
    Result<void> learnUpTo(qint64 seq);

    Pipeline::Parts m_parts;
    Pipeline::Limits m_limits;
    Connection &m_connection;
    RegistryPointer m_registry;
    std::unique_ptr<RecordStore> m_records;
    std::unique_ptr<RuleBook> m_rules;
    AudienceStore m_audience;
    ChangeLog m_log;
    DeviceStore m_devices;
    NumberSeries m_numbers;
    std::optional<Sequence> m_sequence;
    RecordId m_generation;
    Timestamp m_now = 0;
    int m_utcOffset = 0;
    QHash<RecordId, PermissionsPointer> m_permissions; ///< of this batch
    qint64 m_learnt; ///< the last number of others that has been taken over here
    CommitNotice m_foreign; ///< read in this transaction
    CommitNotice m_notice;
    qsizetype m_rowBytes = 0; ///< of the rows that it brings along, roughly
    std::vector<std::function<void()>> m_afterCommit;
    int m_expectedRefusals = 0; ///< batches that have to reckon with some
};

}
