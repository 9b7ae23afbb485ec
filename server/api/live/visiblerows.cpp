// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/api/live/visiblerows.h"

#include "server/api/live/rights.h"
#include "server/store/sequence.h"
#include "shared/database/dialects/dialect.h"

namespace tandem::server {

Result<VisibleRows> VisibleRows::begin(ReadSide &reads)
{
    VisibleRows rows(reads);
    TANDEM_TRY(rows.beginReading());
    reads.hasShown(rows.m_committed);
    return Result<VisibleRows>(std::move(rows));
}

VisibleRows VisibleRows::after(ReadSide &reads, const std::vector<CommitNoticePointer> &notices)
{
    VisibleRows rows(reads);
    for (const CommitNoticePointer &notice : notices) {
        for (const CommittedChange &change : notice->changes) {
            const bool isWhole = change.row && reads.isNews(change.entity, change.record, change.seq);
            rows.m_told[{change.entity, change.record}] = isWhole ? &change : nullptr;
        }
    }
    if (!notices.empty())
        reads.hasTold(notices.back()->lastSeq);
    return rows;
}

VisibleRows::VisibleRows(ReadSide &reads)
    : m_reads(&reads)
{
}

Result<void> VisibleRows::beginReading()
{
    if (m_transaction)
        return {};
    TANDEM_ASSIGN(Transaction transaction, Transaction::begin(m_reads->connection(), Transaction::Kind::Read));
    TANDEM_ASSIGN(m_committed, Sequence::committed(m_reads->connection()));
    m_transaction.emplace(std::move(transaction));
    return {};
}

Result<void> VisibleRows::beginReading(EntityNumber entity, const RecordId &record)
{
    TANDEM_TRY(beginReading());
    if (!m_told.empty())
        m_reads->hasShown(entity, record, m_committed);
    return {};
}

Result<qint64> VisibleRows::committed()
{
    TANDEM_TRY(beginReading());
    return m_committed;
}

const CommittedChange *VisibleRows::toldOf(EntityNumber entity, const RecordId &record) const
{
    const auto found = m_told.find({entity, record});
    return found == m_told.end() ? nullptr : found->second;
}

Result<bool> VisibleRows::isVisible(const KeySet &keys, EntityNumber entity, const RecordId &record)
{
    if (keys.all)
        return true;
    TANDEM_ASSIGN(const std::vector<AudienceKey> *audience, this->audience(entity, record));
    return keys.meets(*audience);
}

Result<bool> VisibleRows::isKept(const OfflineDecision &decision, const EntityDef &entity, const RecordId &record)
{
    if (decision.keepsAllVisible())
        return isVisible(decision.visible, entity.number, record);
    TANDEM_ASSIGN(const auto modified, modifiedAt(entity, record));
    if (!modified)
        return isVisible(decision.visible, entity.number, record);
    TANDEM_ASSIGN(const std::vector<AudienceKey> *audience, this->audience(entity.number, record));
    return decision.keeps(*audience, *modified);
}

/// Not copied: this is asked per change and session.
Result<const std::vector<AudienceKey> *> VisibleRows::audience(EntityNumber entity, const RecordId &record)
{
    if (const CommittedChange *told = toldOf(entity, record))
        return &told->keysAfter;
    TANDEM_TRY(beginReading(entity, record));
    const Key key{entity, record};
    auto found = m_keys.find(key);
    if (found == m_keys.end()) {
        TANDEM_ASSIGN(auto audience, m_reads->audiences().keys(entity, record));
        found = m_keys.emplace(key, std::move(audience)).first;
    }
    return &found->second;
}

Result<std::optional<Timestamp>> VisibleRows::modifiedAt(const EntityDef &entity, const RecordId &record)
{
    using Found = std::optional<Timestamp>;
    const FieldDef *modified = entity.field(systemfield::modifiedAt);
    if (!modified)
        return Found(0);
    if (const CommittedChange *told = toldOf(entity.number, record))
        return Found(valueIn(*told->row, modified->number).toInteger());
    TANDEM_TRY(beginReading(entity.number, record));
    const Key key{entity.number, record};
    if (const auto known = m_modified.find(key); known != m_modified.end())
        return known->second;
    TANDEM_ASSIGN(Statement statement,
        m_reads->connection().prepare(QStringLiteral("SELECT %1 FROM %2 WHERE \"id\" = ?1")
                                          .arg(Dialect::quoted(modified->column), Dialect::quoted(entity.table))));
    statement.bind(1, record);
    TANDEM_ASSIGN(const bool exists, statement.step());
    return m_modified.emplace(key, exists ? Found(statement.integer(0)) : Found()).first->second;
}

Result<QByteArray> VisibleRows::row(const FieldViewPointer &view, const RecordId &record)
{
    const auto key = std::make_pair(view.get(), record);
    if (const auto found = m_rows.find(key); found != m_rows.end())
        return found->second;
    if (std::find(m_views.begin(), m_views.end(), view) == m_views.end())
        m_views.push_back(view);
    TANDEM_ASSIGN(const QByteArray row, makeRow(*view, record));
    m_rows.emplace(key, row);
    return row;
}

Result<QByteArray> VisibleRows::makeRow(const FieldView &view, const RecordId &record)
{
    QByteArray row;
    QCborStreamWriter writer(&row);
    if (const CommittedChange *told = toldOf(view.entity(), record)) {
        view.writeRow(record, told->seq, *told->row, writer);
        return row;
    }
    TANDEM_TRY(beginReading(view.entity(), record));
    TANDEM_ASSIGN(Statement statement, m_reads->connection().prepare(view.selectById()));
    statement.bind(1, record);
    TANDEM_ASSIGN(const bool exists, statement.step());
    if (exists)
        view.writeRow(statement, writer);
    return row;
}

Result<void> ChangesBuilder::add(EntityNumber number, const RecordId &record, const std::vector<AudienceKey> &lost)
{
    Entity *entity = this->entity(number);
    if (!entity)
        return {};
    const bool left = !lost.empty() && entity->decision.visible.meets(lost);
    // Of what no laptop keeps somebody may have opened it all the same, so only a farewell is of use there.
    if (entity->decision.keepsNothing() && !left)
        return {};
    const auto [done, isNew] = entity->done.emplace(record, false);
    if (!isNew && (done->second || !left))
        return {};
    TANDEM_ASSIGN(const bool kept, m_rows.isKept(entity->decision, *entity->definition, record));
    QByteArray row;
    if (kept) {
        TANDEM_ASSIGN(row, m_rows.row(entity->view, record));
    }
    done->second = left || !row.isEmpty();
    if (!row.isEmpty())
        entity->rows->addRow(row);
    else if (left || kept)
        entity->forgets.push_back(record);
    return {};
}

ChangesBuilder::Entity *ChangesBuilder::entity(EntityNumber number)
{
    const auto [found, isNew] = m_entities.try_emplace(number);
    Entity &entity = found->second;
    if (isNew) {
        // Unknown to these permissions: newer than their registry, and fetched as a snapshot when they are new.
        if (const EntityDef *definition = m_permissions.registry()->entity(number)) {
            entity.definition = definition;
            entity.decision = offlineDecision(m_permissions, *definition, m_now);
            entity.view = m_rows.reads().view(*definition, m_permissions);
            entity.rows = std::make_unique<RowBatchWriter>(number, entity.view->fields());
        }
    }
    return entity.decision.visible.isEmpty() ? nullptr : &entity;
}

qsizetype ChangesBuilder::size() const
{
    qsizetype size = 0;
    for (const auto &[number, entity] : m_entities)
        size += (entity.rows ? entity.rows->size() : 0) + qsizetype(entity.forgets.size()) * 17;
    return size;
}

Changes ChangesBuilder::take()
{
    Changes changes;
    for (auto &[number, entity] : m_entities) {
        if (entity.rows && entity.rows->count() > 0)
            changes.batches.push_back(entity.rows->take());
        if (!entity.forgets.empty())
            changes.forgets.push_back({number, std::move(entity.forgets)});
    }
    m_entities.clear();
    return changes;
}

}
