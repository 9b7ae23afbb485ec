// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/api/live/visiblerows.h"

#include "server/api/live/rights.h"
#include "server/store/sequence.h"

namespace tandem::server {

Result<VisibleRows> VisibleRows::begin(ReadSide &reads)
{
    TANDEM_ASSIGN(Transaction transaction, Transaction::begin(reads.connection(), Transaction::Kind::Read));
    return VisibleRows(reads, std::move(transaction));
}

VisibleRows::VisibleRows(ReadSide &reads, Transaction transaction)
    : m_reads(&reads)
    , m_transaction(std::move(transaction))
{
}

Result<qint64> VisibleRows::committed()
{
    return Sequence::committed(m_reads->connection());
}

Result<bool> VisibleRows::isVisible(const KeySet &keys, EntityNumber entity, const RecordId &record)
{
    if (keys.all)
        return true;
    const Key key{entity, record};
    auto found = m_keys.find(key);
    if (found == m_keys.end()) {
        TANDEM_ASSIGN(auto audience, m_reads->audiences().keys(entity, record));
        found = m_keys.emplace(key, std::move(audience)).first;
    }
    return keys.meets(found->second);
}

Result<QByteArray> VisibleRows::row(const FieldViewPointer &view, const RecordId &record)
{
    const auto key = std::make_pair(view.get(), record);
    if (const auto found = m_rows.find(key); found != m_rows.end())
        return found->second;
    if (std::find(m_views.begin(), m_views.end(), view) == m_views.end())
        m_views.push_back(view);
    TANDEM_ASSIGN(Statement statement, m_reads->connection().prepare(view->selectById()));
    statement.bind(1, record);
    TANDEM_ASSIGN(const bool exists, statement.step());
    QByteArray row;
    if (exists) {
        QCborStreamWriter writer(&row);
        view->writeRow(statement, writer);
    }
    m_rows.emplace(key, row);
    return row;
}

Result<void> ChangesBuilder::add(EntityNumber number, const RecordId &record, const std::vector<AudienceKey> &lost)
{
    Entity *entity = this->entity(number);
    if (!entity)
        return {};
    const bool left = !lost.empty() && entity->keys.meets(lost);
    const auto [done, isNew] = entity->done.emplace(record, false);
    if (!isNew && (done->second || !left))
        return {};
    TANDEM_ASSIGN(const bool visible, m_rows.isVisible(entity->keys, number, record));
    QByteArray row;
    if (visible) {
        TANDEM_ASSIGN(row, m_rows.row(entity->view, record));
    }
    done->second = left || !row.isEmpty();
    if (!row.isEmpty())
        entity->rows->addRow(row);
    else if (left || visible)
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
            entity.keys = heldKeys(m_permissions, *definition);
            entity.view = m_rows.reads().view(*definition, m_permissions);
            entity.rows = std::make_unique<RowBatchWriter>(number, entity.view->fields());
        }
    }
    return entity.keys.isEmpty() ? nullptr : &entity;
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
