// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/replica/searchindexer.h"

#include "shared/database/dialects/dialect.h"
#include "shared/database/entitycolumns.h"
#include "shared/database/transaction.h"

#include <QElapsedTimer>

namespace tandem::client {

namespace {

constexpr int rowsAtOnce = 64;

}

void SearchIndexer::setRegistry(RegistryPointer registry)
{
    m_registry = std::move(registry);
}

Result<void> SearchIndexer::touch(const RecordKey &key)
{
    const EntityDef *entity = m_registry->entity(key.entity);
    if (!entity || !RecordWords::areOf(*entity))
        return {};
    TANDEM_ASSIGN(Statement insert,
        m_connection.prepare(QStringLiteral(
            "INSERT INTO replica_search_pending(entity, record) VALUES(?1, ?2) ON CONFLICT DO NOTHING")));
    return insert.bind(1, key.entity).bind(2, key.id).run();
}

Result<void> SearchIndexer::erase(const RecordKey &key)
{
    TANDEM_ASSIGN(const std::optional<Entry> entry, find(key));
    return entry ? removeEntry(*entry) : Result<void>();
}

Result<void> SearchIndexer::walkAgain(EntityNumber entity)
{
    TANDEM_ASSIGN(Statement insert,
        m_connection.prepare(
            QStringLiteral("INSERT INTO replica_search_progress(entity, last, complete) VALUES(?1, NULL, 0) "
                           "ON CONFLICT(entity) DO UPDATE SET last = NULL, complete = 0")));
    return insert.bind(1, entity).run();
}

Result<std::optional<SearchIndexer::Entry>> SearchIndexer::find(const RecordKey &key) const
{
    TANDEM_ASSIGN(Statement row,
        m_connection.prepare(QStringLiteral("SELECT id, title, body, pinyin FROM replica_search_entry "
                                            "WHERE record = ?1 AND +id >= ?2 AND +id < ?3")));
    row.bind(1, key.id).bind(2, searchrange::first(key.entity)).bind(3, searchrange::last(key.entity));
    TANDEM_ASSIGN(const bool found, row.step());
    if (!found)
        return std::optional<Entry>();
    return std::optional<Entry>({row.integer(0), {row.text(1), row.text(2), row.text(3)}});
}

Result<void> SearchIndexer::removeEntry(const Entry &entry)
{
    // The index stores no text, so it must be told again what it is to forget.
    TANDEM_ASSIGN(Statement forget,
        m_connection.prepare(QStringLiteral("INSERT INTO replica_search(replica_search, rowid, title, body, pinyin) "
                                            "VALUES('delete', ?1, ?2, ?3, ?4)")));
    TANDEM_TRY(forget.bind(1, entry.id)
                   .bind(2, entry.words.title)
                   .bind(3, entry.words.body)
                   .bind(4, entry.words.pinyin)
                   .run());
    TANDEM_ASSIGN(
        Statement remove, m_connection.prepare(QStringLiteral("DELETE FROM replica_search_entry WHERE id = ?1")));
    return remove.bind(1, entry.id).run();
}

Result<void> SearchIndexer::addEntry(const RecordKey &key, const RecordWords &words)
{
    TANDEM_ASSIGN(Statement insert,
        m_connection.prepare(
            QStringLiteral("INSERT INTO replica_search_entry(id, record, title, body, pinyin) VALUES("
                           "(SELECT ifnull(max(id), ?1) + 1 FROM replica_search_entry WHERE id >= ?1 AND id < ?2), "
                           "?3, ?4, ?5, ?6) RETURNING id")));
    insert.bind(1, searchrange::first(key.entity))
        .bind(2, searchrange::last(key.entity))
        .bind(3, key.id)
        .bind(4, words.title)
        .bind(5, words.body)
        .bind(6, words.pinyin);
    TANDEM_TRY(insert.step());
    const qint64 id = insert.integer(0);
    // A statement that returns rows ends its work with the last step.
    TANDEM_TRY(insert.step());
    TANDEM_ASSIGN(Statement add,
        m_connection.prepare(
            QStringLiteral("INSERT INTO replica_search(rowid, title, body, pinyin) VALUES(?1, ?2, ?3, ?4)")));
    return add.bind(1, id).bind(2, words.title).bind(3, words.body).bind(4, words.pinyin).run();
}

Result<void> SearchIndexer::index(const EntityDef &entity, const RecordId &record, const FieldValues &values)
{
    const RecordKey key{entity.number, record};
    const RecordWords words = RecordWords::of(entity, values, m_pinyin);
    TANDEM_ASSIGN(const std::optional<Entry> entry, find(key));
    if (entry && entry->words == words)
        return {};
    if (entry)
        TANDEM_TRY(removeEntry(*entry));
    return words.isEmpty() ? Result<void>() : addEntry(key, words);
}

Result<void> SearchIndexer::indexOne(const EntityDef &entity, const RecordId &record)
{
    const EntityColumns columns(entity, RecordWords::fieldsOf(entity));
    TANDEM_ASSIGN(Statement row,
        m_connection.prepare(
            QStringLiteral("SELECT %1 FROM %2 WHERE id = ?1").arg(columns.sql(), Dialect::quoted(entity.table))));
    row.bind(1, record);
    TANDEM_ASSIGN(const bool found, row.step());
    return found ? index(entity, record, columns.read(row, 0)) : erase({entity.number, record});
}

Result<int> SearchIndexer::indexPending(int limit)
{
    std::vector<RecordKey> keys;
    {
        TANDEM_ASSIGN(Statement rows,
            m_connection.prepare(QStringLiteral("SELECT entity, record FROM replica_search_pending LIMIT ?1")));
        rows.bind(1, limit);
        for (;;) {
            TANDEM_ASSIGN(const bool row, rows.step());
            if (!row)
                break;
            keys.push_back({EntityNumber(rows.integer(0)), rows.id(1)});
        }
    }
    for (const RecordKey &key : keys) {
        if (const EntityDef *entity = m_registry->entity(key.entity))
            TANDEM_TRY(indexOne(*entity, key.id));
        TANDEM_ASSIGN(Statement remove,
            m_connection.prepare(
                QStringLiteral("DELETE FROM replica_search_pending WHERE entity = ?1 AND record = ?2")));
        TANDEM_TRY(remove.bind(1, key.entity).bind(2, key.id).run());
    }
    return int(keys.size());
}

Result<int> SearchIndexer::walk(const EntityDef &entity, const RecordId &after, const RecordId &last)
{
    const EntityColumns columns(entity, RecordWords::fieldsOf(entity));
    std::vector<std::pair<RecordId, FieldValues>> records;
    {
        TANDEM_ASSIGN(Statement rows,
            m_connection.prepare(QStringLiteral("SELECT id, %1 FROM %2 WHERE (?1 IS NULL OR id > ?1) "
                                                "AND (?2 IS NULL OR id <= ?2) ORDER BY id LIMIT ?3")
                                     .arg(columns.sql(), Dialect::quoted(entity.table))));
        rows.bind(1, after).bind(2, last).bind(3, rowsAtOnce);
        for (;;) {
            TANDEM_ASSIGN(const bool row, rows.step());
            if (!row)
                break;
            records.emplace_back(rows.id(0), columns.read(rows, 1));
        }
    }
    for (const auto &[record, values] : records)
        TANDEM_TRY(index(entity, record, values));
    TANDEM_ASSIGN(Statement update,
        m_connection.prepare(
            QStringLiteral("UPDATE replica_search_progress SET last = ?2, complete = ?3 WHERE entity = ?1")));
    const bool complete = last.isNull() && int(records.size()) < rowsAtOnce;
    TANDEM_TRY(
        update.bind(1, entity.number).bind(2, records.empty() ? after : records.back().first).bind(3, complete).run());
    return int(records.size());
}

Result<bool> SearchIndexer::walkSome(const std::function<std::optional<RecordId>(EntityNumber)> &bound)
{
    std::vector<std::pair<EntityNumber, RecordId>> open;
    {
        TANDEM_ASSIGN(Statement rows,
            m_connection.prepare(
                QStringLiteral("SELECT entity, last FROM replica_search_progress WHERE complete = 0")));
        for (;;) {
            TANDEM_ASSIGN(const bool row, rows.step());
            if (!row)
                break;
            open.emplace_back(EntityNumber(rows.integer(0)), rows.id(1));
        }
    }
    for (const auto &[number, after] : open) {
        const EntityDef *entity = m_registry->entity(number);
        const std::optional<RecordId> last = bound(number);
        if (!entity || !last || (!last->isNull() && *last == after))
            continue;
        if (!RecordWords::areOf(*entity)) {
            TANDEM_ASSIGN(Statement done,
                m_connection.prepare(
                    QStringLiteral("UPDATE replica_search_progress SET complete = 1 WHERE entity = ?1")));
            TANDEM_TRY(done.bind(1, number).run());
            return true;
        }
        TANDEM_ASSIGN(const int walked, walk(*entity, after, *last));
        if (walked > 0 || last->isNull())
            return true;
    }
    return false;
}

Result<bool> SearchIndexer::slice(const std::function<std::optional<RecordId>(EntityNumber)> &bound)
{
    QElapsedTimer timer;
    timer.start();
    TANDEM_ASSIGN(Transaction transaction, Transaction::begin(m_connection));
    bool more = true;
    while (more && timer.elapsed() < sliceMilliseconds) {
        TANDEM_ASSIGN(const int indexed, indexPending(rowsAtOnce));
        if (indexed > 0)
            continue;
        TANDEM_ASSIGN(more, walkSome(bound));
    }
    TANDEM_TRY(transaction.commit());
    return more;
}

}
