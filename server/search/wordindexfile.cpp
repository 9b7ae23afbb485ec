// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/search/wordindexfile.h"

#include "shared/database/transaction.h"

#include <QFile>
#include <QStringList>

#include <algorithm>

namespace tandem::server {

namespace {

constexpr qint64 version = 2; ///< of the tables, and of how words are cut
constexpr int cacheMebibytes = 8;
constexpr int entityShift = 40;
/// Of the threes of a text these last ones are asked first. Where they leave few records, which they mostly do, the
/// long lists of those that half of all codes begin with need not be read.
constexpr qsizetype threesAtFirst = 4;
constexpr qsizetype mostThrees = 24; ///< of a long text; more leave out nothing
constexpr int threesOfTwo = 400; ///< that begin with two characters; where there are more, so many records have them

QString quoted(QString text)
{
    return u'"' + text.replace(u'"', QLatin1String("\"\"")) + u'"';
}

bool isAlikeInEveryLowerCase(const QString &text)
{
    return std::all_of(text.begin(), text.end(),
        [](QChar c) { return c.unicode() < 0x80 || (c.isLetterOrNumber() && c.toLower() == c.toUpper()); });
}

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
                       "DROP TABLE IF EXISTS words; DROP TABLE IF EXISTS threes; DROP TABLE IF EXISTS parts; "
                       "CREATE TABLE part(entity INTEGER PRIMARY KEY, fingerprint BLOB NOT NULL, walked BLOB, "
                       "whole INTEGER NOT NULL); "
                       "CREATE TABLE entry(id INTEGER PRIMARY KEY, entity INTEGER NOT NULL, record BLOB NOT NULL, "
                       "UNIQUE(entity, record)); "
                       "CREATE VIRTUAL TABLE words USING fts5(title, body, pinyin, tokenize='unicode61', "
                       "prefix='1 2 3', columnsize=0); "
                       "CREATE VIRTUAL TABLE parts USING fts5(text, tokenize='trigram', detail=none, columnsize=0); "
                       "CREATE VIRTUAL TABLE threes USING fts5vocab(parts, row)")));
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

Result<bool> WordIndexFile::holds(qint64 entry, const IndexedTexts &texts)
{
    TANDEM_ASSIGN(Statement row,
        m_connection->prepare(QStringLiteral("SELECT w.title, w.body, w.pinyin, p.text FROM words AS w "
                                             "JOIN parts AS p ON p.rowid = w.rowid WHERE w.rowid = ?1")));
    TANDEM_ASSIGN(const bool found, row.bind(1, entry).step());
    return found && IndexedTexts{{row.text(0), row.text(1), row.text(2)}, row.text(3)} == texts;
}

Result<void> WordIndexFile::removeEntry(qint64 entry)
{
    for (const char *sql : {"DELETE FROM words WHERE rowid = ?1", "DELETE FROM parts WHERE rowid = ?1",
             "DELETE FROM entry WHERE id = ?1"}) {
        TANDEM_ASSIGN(Statement remove, m_connection->prepare(QLatin1String(sql)));
        TANDEM_TRY(remove.bind(1, entry).run());
    }
    return {};
}

Result<void> WordIndexFile::write(qint64 entry, const IndexedTexts &texts)
{
    TANDEM_ASSIGN(Statement words,
        m_connection->prepare(
            QStringLiteral("INSERT OR REPLACE INTO words(rowid, title, body, pinyin) VALUES(?1, ?2, ?3, ?4)")));
    words.bind(1, entry).bind(2, texts.words.title).bind(3, texts.words.body).bind(4, texts.words.pinyin);
    TANDEM_TRY(words.run());
    TANDEM_ASSIGN(Statement parts,
        m_connection->prepare(QStringLiteral("INSERT OR REPLACE INTO parts(rowid, text) VALUES(?1, ?2)")));
    return parts.bind(1, entry).bind(2, texts.parts).run();
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

Result<void> WordIndexFile::add(EntityNumber entity, const RecordId &record, const IndexedTexts &texts, End end)
{
    TANDEM_ASSIGN(const std::optional<qint64> neighbour, outermost(entity, end));
    const qint64 entry = neighbour.value_or(middleOf(entity)) + (end == End::Newest ? 1 : -1);
    TANDEM_ASSIGN(Statement insert,
        m_connection->prepare(QStringLiteral("INSERT INTO entry(id, entity, record) VALUES(?1, ?2, ?3)")));
    TANDEM_TRY(insert.bind(1, entry).bind(2, entity).bind(3, record).run());
    return write(entry, texts);
}

Result<void> WordIndexFile::put(EntityNumber entity, const RecordId &record, const IndexedTexts &texts, End end)
{
    TANDEM_ASSIGN(const std::optional<qint64> known, find(entity, record));
    if (!known)
        return texts.isEmpty() ? Result<void>() : add(entity, record, texts, end);
    if (texts.isEmpty())
        return removeEntry(*known);
    TANDEM_ASSIGN(const bool isSame, holds(*known, texts));
    return isSame ? Result<void>() : write(*known, texts);
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

Result<std::optional<std::vector<RecordId>>> WordIndexFile::holding(
    EntityNumber entity, const TextDemand &demand, int most)
{
    QString asked;
    for (const qsizetype threes : {threesAtFirst, mostThrees}) {
        TANDEM_ASSIGN(const std::optional<QString> match, matchOf(demand, threes));
        if (!match || *match == asked)
            break;
        asked = *match;
        TANDEM_ASSIGN(std::vector<RecordId> records, matching(entity, *match, most + 1));
        if (records.size() <= size_t(most))
            return std::optional(std::move(records));
    }
    return std::optional<std::vector<RecordId>>();
}

Result<std::vector<RecordId>> WordIndexFile::matching(EntityNumber entity, const QString &match, int limit)
{
    TANDEM_ASSIGN(Statement rows,
        m_connection->prepare(QStringLiteral("SELECT e.record FROM parts AS p CROSS JOIN entry AS e ON e.id = p.rowid "
                                             "WHERE p.parts MATCH ?1 AND p.rowid >= ?2 AND p.rowid < ?3 LIMIT ?4")));
    rows.bind(1, match).bind(2, firstOf(entity)).bind(3, behind(entity)).bind(4, limit);
    std::vector<RecordId> records;
    for (;;) {
        TANDEM_ASSIGN(const bool more, rows.step());
        if (!more)
            return records;
        records.push_back(rows.id(0));
    }
}

Result<std::optional<QString>> WordIndexFile::matchOf(const TextDemand &demand, qsizetype most)
{
    if (demand.kind == TextDemand::Kind::Text) {
        QStringList threes = textparts::threesOf(demand.text);
        threes = threes.mid(std::max(qsizetype(0), threes.size() - most));
        if (threes.isEmpty())
            return matchOfTwo(demand.text);
        for (QString &three : threes)
            three = quoted(three);
        return std::optional(threes.join(QLatin1String(" AND ")));
    }
    const bool isAll = demand.kind == TextDemand::Kind::All;
    QStringList parts;
    for (const TextDemand &part : demand.parts) {
        TANDEM_ASSIGN(const std::optional<QString> match, matchOf(part, most));
        if (match)
            parts.append(u'(' + *match + u')');
        else if (!isAll)
            return std::optional<QString>();
    }
    return parts.isEmpty() ? std::optional<QString>()
                           : std::optional(parts.join(isAll ? QLatin1String(" AND ") : QLatin1String(" OR ")));
}

/// Two characters stand in it as the beginning of threes. None: there are too many, or it is not sure how the index
/// has them, which has all in a lower case of its own.
Result<std::optional<QString>> WordIndexFile::matchOfTwo(const QString &text)
{
    if (!isAlikeInEveryLowerCase(text))
        return std::optional<QString>();
    TANDEM_ASSIGN(Statement rows,
        m_connection->prepare(QStringLiteral("SELECT term FROM threes WHERE term >= ?1 AND term <= ?2 LIMIT ?3")));
    const QString beginning = text.toLower();
    const char32_t last = QChar::LastValidCodePoint;
    rows.bind(1, beginning).bind(2, QString(beginning + QString::fromUcs4(&last, 1))).bind(3, threesOfTwo + 1);
    QStringList threes;
    for (;;) {
        TANDEM_ASSIGN(const bool more, rows.step());
        if (!more)
            break;
        threes.append(quoted(rows.text(0)));
    }
    if (threes.size() > threesOfTwo)
        return std::optional<QString>();
    // Of none there is no record; the two with an end that no text has say so.
    return std::optional(threes.isEmpty() ? quoted(text + u'\n') : threes.join(QLatin1String(" OR ")));
}

}
