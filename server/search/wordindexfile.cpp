// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/search/wordindexfile.h"

#include "shared/database/transaction.h"

#include <QFile>

#include <algorithm>

namespace tandem::server {

namespace {

constexpr qint64 version = 1; ///< of the tables, and of how words are cut
constexpr int cacheMebibytes = 8;
constexpr int entityShift = 40;

qint64 firstOf(EntityNumber entity)
{
    return qint64(entity) << entityShift;
}

qint64 behind(EntityNumber entity)
{
    return (qint64(entity) + 1) << entityShift;
}

/// Where the numbers of its entries begin, to go up and down from there.
qint64 middleOf(EntityNumber entity)
{
    return firstOf(entity) + (qint64(1) << (entityShift - 1));
}

}

WordIndexFile::WordIndexFile(std::unique_ptr<Connection> connection)
    : m_connection(std::move(connection))
{
}

Result<std::unique_ptr<WordIndexFile>> WordIndexFile::open(const QString &path, DatabaseAddress::Mode mode)
{
    TANDEM_ASSIGN(auto connection, Connection::open({path, mode, DatabaseAddress::Durability::Normal, cacheMebibytes}));
    if (mode == DatabaseAddress::Mode::ReadWrite)
        TANDEM_TRY(connection->execute(QStringLiteral("CREATE TABLE IF NOT EXISTS about("
                                                      "version INTEGER NOT NULL, generation BLOB, "
                                                      "position INTEGER NOT NULL)")));
    return std::unique_ptr<WordIndexFile>(new WordIndexFile(std::move(connection)));
}

bool WordIndexFile::remove(const QString &path)
{
    for (const QLatin1String ending : {QLatin1String("-wal"), QLatin1String("-shm"), QLatin1String("")}) {
        const QString file = path + ending;
        if (QFile::exists(file) && !QFile::remove(file))
            return false;
    }
    return true;
}

Result<std::optional<WordIndexFile::State>> WordIndexFile::state()
{
    TANDEM_ASSIGN(Statement row,
        m_connection->prepare(QStringLiteral("SELECT generation, position FROM about WHERE version = ?1")));
    TANDEM_ASSIGN(const bool found, row.bind(1, version).step());
    return found ? std::optional(State{row.id(0), row.integer(1)}) : std::nullopt;
}

Result<void> WordIndexFile::begin(const State &state)
{
    TANDEM_ASSIGN(Transaction transaction, Transaction::begin(*m_connection));
    // The texts of the words stand in it, so that an entry can be taken out. Beginnings of up to three characters have
    // an index of their own: what all of them find would else be put together first.
    TANDEM_TRY(m_connection->execute(
        QStringLiteral("DELETE FROM about; DROP TABLE IF EXISTS part; DROP TABLE IF EXISTS entry; "
                       "DROP TABLE IF EXISTS words; "
                       "CREATE TABLE part(entity INTEGER PRIMARY KEY, fingerprint BLOB NOT NULL, walked BLOB, "
                       "whole INTEGER NOT NULL); "
                       "CREATE TABLE entry(id INTEGER PRIMARY KEY, entity INTEGER NOT NULL, record BLOB NOT NULL, "
                       "UNIQUE(entity, record)); "
                       "CREATE VIRTUAL TABLE words USING fts5(title, body, pinyin, tokenize='unicode61', "
                       "prefix='1 2 3', columnsize=0)")));
    TANDEM_ASSIGN(Statement insert,
        m_connection->prepare(QStringLiteral("INSERT INTO about(version, generation, position) VALUES(?1, ?2, ?3)")));
    TANDEM_TRY(insert.bind(1, version).bind(2, state.generation).bind(3, state.position).run());
    return transaction.commit();
}

Result<void> WordIndexFile::setPosition(qint64 position)
{
    TANDEM_ASSIGN(Statement update, m_connection->prepare(QStringLiteral("UPDATE about SET position = ?1")));
    return update.bind(1, position).run();
}

Result<std::optional<WordIndexFile::Part>> WordIndexFile::part(EntityNumber entity)
{
    TANDEM_ASSIGN(Statement row,
        m_connection->prepare(QStringLiteral("SELECT fingerprint, walked, whole FROM part WHERE entity = ?1")));
    TANDEM_ASSIGN(const bool found, row.bind(1, entity).step());
    return found ? std::optional(Part{row.bytes(0), row.id(1), row.integer(2) != 0}) : std::nullopt;
}

Result<void> WordIndexFile::setPart(EntityNumber entity, const Part &part)
{
    TANDEM_ASSIGN(Statement insert,
        m_connection->prepare(
            QStringLiteral("INSERT OR REPLACE INTO part(entity, fingerprint, walked, whole) VALUES(?1, ?2, ?3, ?4)")));
    return insert.bind(1, entity).bind(2, part.fingerprint).bind(3, part.walked).bind(4, part.isWhole).run();
}

Result<std::optional<qint64>> WordIndexFile::find(EntityNumber entity, const RecordId &record)
{
    TANDEM_ASSIGN(
        Statement row, m_connection->prepare(QStringLiteral("SELECT id FROM entry WHERE entity = ?1 AND record = ?2")));
    TANDEM_ASSIGN(const bool found, row.bind(1, entity).bind(2, record).step());
    return found ? std::optional(row.integer(0)) : std::nullopt;
}

Result<bool> WordIndexFile::holds(qint64 entry, const RecordWords &words)
{
    TANDEM_ASSIGN(
        Statement row, m_connection->prepare(QStringLiteral("SELECT title, body, pinyin FROM words WHERE rowid = ?1")));
    TANDEM_ASSIGN(const bool found, row.bind(1, entry).step());
    return found && RecordWords{row.text(0), row.text(1), row.text(2)} == words;
}

Result<void> WordIndexFile::removeEntry(qint64 entry)
{
    TANDEM_ASSIGN(Statement forget, m_connection->prepare(QStringLiteral("DELETE FROM words WHERE rowid = ?1")));
    TANDEM_TRY(forget.bind(1, entry).run());
    TANDEM_ASSIGN(Statement remove, m_connection->prepare(QStringLiteral("DELETE FROM entry WHERE id = ?1")));
    return remove.bind(1, entry).run();
}

Result<void> WordIndexFile::writeWords(const QString &sql, qint64 entry, const RecordWords &words)
{
    TANDEM_ASSIGN(Statement write, m_connection->prepare(sql));
    return write.bind(1, entry).bind(2, words.title).bind(3, words.body).bind(4, words.pinyin).run();
}

Result<std::optional<qint64>> WordIndexFile::outermost(EntityNumber entity, End end)
{
    TANDEM_ASSIGN(Statement row,
        m_connection->prepare(end == End::Newest
                ? QStringLiteral("SELECT id FROM entry WHERE id >= ?1 AND id < ?2 ORDER BY id DESC LIMIT 1")
                : QStringLiteral("SELECT id FROM entry WHERE id >= ?1 AND id < ?2 ORDER BY id LIMIT 1")));
    TANDEM_ASSIGN(const bool found, row.bind(1, firstOf(entity)).bind(2, behind(entity)).step());
    return found ? std::optional(row.integer(0)) : std::nullopt;
}

Result<void> WordIndexFile::add(EntityNumber entity, const RecordId &record, const RecordWords &words, End end)
{
    TANDEM_ASSIGN(const std::optional<qint64> neighbour, outermost(entity, end));
    const qint64 entry = neighbour.value_or(middleOf(entity)) + (end == End::Newest ? 1 : -1);
    TANDEM_ASSIGN(Statement insert,
        m_connection->prepare(QStringLiteral("INSERT INTO entry(id, entity, record) VALUES(?1, ?2, ?3)")));
    TANDEM_TRY(insert.bind(1, entry).bind(2, entity).bind(3, record).run());
    return writeWords(
        QStringLiteral("INSERT INTO words(rowid, title, body, pinyin) VALUES(?1, ?2, ?3, ?4)"), entry, words);
}

Result<void> WordIndexFile::put(EntityNumber entity, const RecordId &record, const RecordWords &words, End end)
{
    TANDEM_ASSIGN(const std::optional<qint64> known, find(entity, record));
    if (!known)
        return words.isEmpty() ? Result<void>() : add(entity, record, words, end);
    if (words.isEmpty())
        return removeEntry(*known);
    TANDEM_ASSIGN(const bool isSame, holds(*known, words));
    return isSame ? Result<void>()
                  : writeWords(QStringLiteral("UPDATE words SET title = ?2, body = ?3, pinyin = ?4 WHERE rowid = ?1"),
                      *known, words);
}

Result<WordIndexFile::Candidates> WordIndexFile::candidates(const Question &question)
{
    Candidates found;
    TANDEM_ASSIGN(const std::optional<qint64> newest, outermost(question.entity, End::Newest));
    TANDEM_ASSIGN(const std::optional<qint64> oldest, outermost(question.entity, End::Oldest));
    if (!newest || !oldest) {
        found.isEnd = true;
        return found;
    }
    const qint64 below = question.below > 0 ? question.below : *newest + 1;
    const qint64 from = std::max(*oldest, below - question.entries);
    TANDEM_ASSIGN(Statement rows,
        m_connection->prepare(
            QStringLiteral("SELECT s.rowid, e.record FROM words AS s CROSS JOIN entry AS e ON e.id = s.rowid "
                           "WHERE s.words MATCH ?1 AND s.rowid >= ?2 AND s.rowid < ?3 "
                           "AND (?4 IS NULL OR e.record < ?4) AND (?5 IS NULL OR e.record >= ?5) "
                           "ORDER BY s.rowid DESC LIMIT ?6")));
    rows.bind(1, question.match).bind(2, from).bind(3, below);
    rows.bind(4, question.before).bind(5, question.since).bind(6, question.limit);
    for (;;) {
        TANDEM_ASSIGN(const bool more, rows.step());
        if (!more)
            break;
        found.below = rows.integer(0);
        found.records.push_back(rows.id(1));
    }
    if (int(found.records.size()) < question.limit)
        found.below = from;
    found.isEnd = found.below <= *oldest;
    return found;
}

}
