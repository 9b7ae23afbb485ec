// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/access/offlinedecision.h"
#include "server/api/live/readside.h"
#include "server/records/commitnotice.h"
#include "shared/protocol/datamessages.h"

#include <map>

namespace tandem::server {

/// Records as they are in one state of the database. Audience and row come from the same state, so a record is never
/// shown to somebody who had lost it by then. Rows are made once for all users who see the same of them.
class VisibleRows
{
public:
    /// As they are now: one read transaction.
    static Result<VisibleRows> begin(ReadSide &reads);
    /// Each as the newest of these commits left it, where that brings row and audience along; the others as they are
    /// when the first of them is asked for. Nothing is read before. The notices must outlive it.
    static VisibleRows after(ReadSide &reads, const std::vector<CommitNoticePointer> &notices);

    ReadSide &reads() { return *m_reads; }
    Result<qint64> committed(); ///< seq of the newest change in what is read

    Result<bool> isVisible(const KeySet &keys, EntityNumber entity, const RecordId &record);
    /// Whether it goes to laptops; a record that is gone for good does, as what to forget.
    Result<bool> isKept(const OfflineDecision &decision, const EntityDef &entity, const RecordId &record);
    /// The whole row as a CBOR array; empty if there is none.
    Result<QByteArray> row(const FieldViewPointer &view, const RecordId &record);

private:
    explicit VisibleRows(ReadSide &reads);

    Result<void> beginReading();
    /// Before one record is looked up.
    Result<void> beginReading(EntityNumber entity, const RecordId &record);
    Result<const std::vector<AudienceKey> *> audience(EntityNumber entity, const RecordId &record);
    Result<std::optional<Timestamp>> modifiedAt(const EntityDef &entity, const RecordId &record); ///< none: no such row
    const CommittedChange *toldOf(EntityNumber entity, const RecordId &record) const;
    Result<QByteArray> makeRow(const FieldView &view, const RecordId &record);

    using Key = std::pair<EntityNumber, RecordId>;
    ReadSide *m_reads;
    /// The newest change of each record, if it is all that one needs to know, else null.
    std::map<Key, const CommittedChange *> m_told;
    std::optional<Transaction> m_transaction;
    qint64 m_committed = 0; ///< in the transaction
    std::map<Key, std::vector<AudienceKey>> m_keys;
    std::map<Key, std::optional<Timestamp>> m_modified;
    std::map<std::pair<const FieldView *, RecordId>, QByteArray> m_rows;
    std::vector<FieldViewPointer> m_views; ///< keeps the keys of m_rows alive
};

/// Sorts what has changed into rows and forgets, for one user.
class ChangesBuilder
{
public:
    ChangesBuilder(VisibleRows &rows, const Permissions &permissions, Timestamp now)
        : m_rows(rows)
        , m_permissions(permissions)
        , m_now(now)
    {
    }

    /// `lost`: keys that the record had before and has no more.
    Result<void> add(EntityNumber entity, const RecordId &record, const std::vector<AudienceKey> &lost);
    qsizetype size() const;
    Changes take();

private:
    struct Entity
    {
        const EntityDef *definition = nullptr;
        OfflineDecision decision;
        FieldViewPointer view;
        std::unique_ptr<RowBatchWriter> rows;
        std::vector<RecordId> forgets;
        std::map<RecordId, bool> done; ///< record → whether it was forgotten or sent
    };
    Entity *entity(EntityNumber number);

    VisibleRows &m_rows;
    const Permissions &m_permissions;
    Timestamp m_now; ///< for what is recent
    std::map<EntityNumber, Entity> m_entities;
};

}
