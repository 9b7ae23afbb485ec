// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/store/changelog.h"

#include "server/store/metatable.h"
#include "shared/database/transaction.h"

#include <QCborStreamReader>
#include <QCborStreamWriter>
#include <QCborValue>
#include <QtEndian>

namespace tandem::server {

namespace {

const QString horizonName = QStringLiteral("logHorizon");
const QString anchorName = QStringLiteral("logAnchor"); ///< hash of the entry at the horizon

/// [field, from, to, field, from, to…]
QByteArray packChanges(const std::vector<FieldChange> &changes)
{
    QByteArray bytes;
    QCborStreamWriter writer(&bytes);
    writer.startArray(changes.size() * 3);
    for (const FieldChange &change : changes) {
        writer.append(quint64(change.field));
        writeValue(writer, change.from);
        writeValue(writer, change.to);
    }
    writer.endArray();
    return bytes;
}

Result<std::vector<FieldChange>> unpackChanges(const QByteArray &bytes)
{
    std::vector<FieldChange> changes;
    if (bytes.isEmpty())
        return changes;
    QCborStreamReader reader(bytes);
    if (!reader.isArray() || !reader.enterContainer())
        return Error::corrupt(QStringLiteral("change log: changes"));
    while (reader.hasNext()) {
        TANDEM_ASSIGN(const qint64 field, readInteger(reader));
        TANDEM_ASSIGN(Value from, readValue(reader));
        TANDEM_ASSIGN(Value to, readValue(reader));
        changes.push_back({FieldNumber(field), std::move(from), std::move(to)});
    }
    return changes;
}

QByteArray packKeys(const std::vector<AudienceKey> &keys)
{
    QByteArray bytes(qsizetype(keys.size() * sizeof(AudienceKey)), Qt::Uninitialized);
    char *to = bytes.data();
    for (const AudienceKey key : keys) {
        qToBigEndian(key, to);
        to += sizeof key;
    }
    return bytes;
}

std::vector<AudienceKey> unpackKeys(QByteArrayView bytes)
{
    std::vector<AudienceKey> keys;
    keys.reserve(size_t(bytes.size()) / sizeof(AudienceKey));
    for (qsizetype i = 0; i + qsizetype(sizeof(AudienceKey)) <= bytes.size(); i += sizeof(AudienceKey))
        keys.push_back(qFromBigEndian<AudienceKey>(bytes.data() + i));
    return keys;
}

/// Most entries have none of it, and NULL is one byte.
void bindOrNull(Statement &statement, int position, const QByteArray &bytes)
{
    if (bytes.isEmpty())
        statement.bind(position, nullptr);
    else
        statement.bind(position, bytes);
}

const QString columns = QStringLiteral("\"seq\", \"entity\", \"record\", \"kind\", \"device\", \"number\", \"user\", "
                                       "\"at\", \"action\", \"changes\", \"arguments\", \"gained\", \"lost\", "
                                       "\"origin\"");

/// An entry as it lies in its row.
struct PackedEntry
{
    ChangeEntry plain; ///< without what the members below hold
    QByteArray changes;
    QByteArray arguments;
    QByteArray gained;
    QByteArray lost;
};

PackedEntry packed(const ChangeEntry &entry)
{
    return {{entry.seq, entry.entity, entry.record, entry.kind, entry.mutation, entry.user, entry.at, entry.action, {},
                {}, {}, {}, entry.origin},
        entry.changes.empty() ? QByteArray() : packChanges(entry.changes),
        entry.arguments.isEmpty() ? QByteArray() : QCborValue(entry.arguments).toCbor(), packKeys(entry.gained),
        packKeys(entry.lost)};
}

PackedEntry readPacked(const Statement &row)
{
    return {{row.integer(0), EntityNumber(row.integer(1)), row.id(2), MutationKind(row.integer(3)),
                {row.id(4), row.integer(5)}, row.id(6), row.integer(7), row.text(8), {}, {}, {}, {}, row.id(13)},
        row.bytes(9), row.bytes(10), row.bytes(11), row.bytes(12)};
}

/// All columns in their order, as the chain has had them since it began: another order or one more is another hash.
QByteArray hashOf(const PackedEntry &entry, const QByteArray &previous)
{
    const ChangeEntry &plain = entry.plain;
    return EntryHash(previous)
        .number(plain.seq)
        .number(plain.entity)
        .id(plain.record)
        .number(qint64(plain.kind))
        .id(plain.mutation.device)
        .number(plain.mutation.number)
        .id(plain.user)
        .number(plain.at)
        .text(plain.action)
        .bytes(entry.changes)
        .bytes(entry.arguments)
        .bytes(entry.gained)
        .bytes(entry.lost)
        .id(plain.origin)
        .result();
}

Result<ChangeEntry> readEntry(const Statement &row)
{
    PackedEntry stored = readPacked(row);
    ChangeEntry entry = std::move(stored.plain);
    TANDEM_ASSIGN(entry.changes, unpackChanges(stored.changes));
    if (!stored.arguments.isEmpty())
        entry.arguments = QCborValue::fromCbor(stored.arguments).toMap();
    entry.gained = unpackKeys(stored.gained);
    entry.lost = unpackKeys(stored.lost);
    return entry;
}

Result<std::vector<ChangeEntry>> readEntries(Statement &statement)
{
    std::vector<ChangeEntry> entries;
    for (;;) {
        TANDEM_ASSIGN(const bool more, statement.step());
        if (!more)
            return entries;
        TANDEM_ASSIGN(ChangeEntry entry, readEntry(statement));
        entries.push_back(std::move(entry));
    }
}

}

Result<void> ChangeLog::append(const ChangeEntry &entry, QByteArray &head)
{
    static const QString sql = QStringLiteral("INSERT INTO \"change_log\" (") + columns
        + QStringLiteral(", \"hash\") VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)");
    const PackedEntry row = packed(entry);
    QByteArray hash = hashOf(row, head);
    TANDEM_ASSIGN(auto statement, m_connection.prepare(sql));
    statement.bind(1, entry.seq)
        .bind(2, entry.entity)
        .bind(3, entry.record)
        .bind(4, int(entry.kind))
        .bind(5, entry.mutation.device)
        .bind(6, entry.mutation.number)
        .bind(7, entry.user)
        .bind(8, entry.at);
    if (!entry.action.isEmpty())
        statement.bind(9, entry.action);
    bindOrNull(statement, 10, row.changes);
    bindOrNull(statement, 11, row.arguments);
    bindOrNull(statement, 12, row.gained);
    bindOrNull(statement, 13, row.lost);
    statement.bind(14, entry.origin).bind(15, hash);
    TANDEM_TRY(statement.run());
    head = std::move(hash);
    return {};
}

Result<std::vector<ChangeLog::Mark>> ChangeLog::marksAfter(qint64 seq, int limit)
{
    TANDEM_ASSIGN(auto statement,
        m_connection.prepare(QStringLiteral("SELECT \"seq\", \"entity\", \"record\", \"kind\", \"gained\", \"lost\" "
                                            "FROM \"change_log\" WHERE \"seq\" > ?1 ORDER BY \"seq\" LIMIT ?2")));
    statement.bind(1, seq).bind(2, limit);
    std::vector<Mark> marks;
    for (;;) {
        TANDEM_ASSIGN(const bool more, statement.step());
        if (!more)
            return marks;
        marks.push_back({statement.integer(0), EntityNumber(statement.integer(1)), statement.id(2),
            MutationKind(statement.integer(3)), unpackKeys(statement.backend().bytes(4)),
            unpackKeys(statement.backend().bytes(5))});
    }
}

Result<std::vector<ChangeEntry>> ChangeLog::readAfter(qint64 seq, int limit)
{
    static const QString sql = QStringLiteral("SELECT ") + columns
        + QStringLiteral(" FROM \"change_log\" WHERE \"seq\" > ?1 ORDER BY \"seq\" LIMIT ?2");
    TANDEM_ASSIGN(auto statement, m_connection.prepare(sql));
    statement.bind(1, seq).bind(2, limit);
    return readEntries(statement);
}

Result<std::vector<ChangeEntry>> ChangeLog::history(
    EntityNumber entity, const RecordId &record, qint64 before, int limit)
{
    static const QString sql = QStringLiteral("SELECT ") + columns
        + QStringLiteral(" FROM \"change_log\" WHERE \"record\" = ?1 AND \"entity\" = ?2 AND \"seq\" < ?3 "
                         "ORDER BY \"seq\" DESC LIMIT ?4");
    TANDEM_ASSIGN(auto statement, m_connection.prepare(sql));
    statement.bind(1, record)
        .bind(2, entity)
        .bind(3, before > 0 ? before : std::numeric_limits<qint64>::max())
        .bind(4, limit);
    return readEntries(statement);
}

Result<qint64> ChangeLog::newestWith(const QString &action, EntityNumber entity, const RecordId &record)
{
    TANDEM_ASSIGN(auto statement,
        m_connection.prepare(QStringLiteral("SELECT max(\"seq\") FROM \"change_log\" "
                                            "WHERE \"record\" = ?1 AND \"entity\" = ?2 AND \"action\" = ?3")));
    TANDEM_TRY(statement.bind(1, record).bind(2, entity).bind(3, action).step());
    return statement.isNull(0) ? qint64(0) : statement.integer(0);
}

Result<std::vector<ChangeLog::Part>> ChangeLog::partsOf(const RecordId &origin, qint64 before, int limit)
{
    TANDEM_ASSIGN(auto statement,
        m_connection.prepare(QStringLiteral("SELECT \"seq\", \"entity\", \"record\" FROM \"change_log\" "
                                            "WHERE \"origin\" = ?1 AND \"seq\" < ?2 ORDER BY \"seq\" DESC LIMIT ?3")));
    statement.bind(1, origin).bind(2, before > 0 ? before : std::numeric_limits<qint64>::max()).bind(3, limit);
    std::vector<Part> parts;
    for (;;) {
        TANDEM_ASSIGN(const bool more, statement.step());
        if (!more)
            return parts;
        parts.push_back({statement.integer(0), EntityNumber(statement.integer(1)), statement.id(2)});
    }
}

Result<std::vector<ChangeEntry>> ChangeLog::entriesOf(
    const RecordId &origin, EntityNumber entity, const RecordId &record)
{
    static const QString sql = QStringLiteral("SELECT ") + columns
        + QStringLiteral(" FROM \"change_log\" WHERE \"record\" = ?1 AND \"entity\" = ?2 AND \"origin\" = ?3 "
                         "ORDER BY \"seq\"");
    TANDEM_ASSIGN(auto statement, m_connection.prepare(sql));
    statement.bind(1, record).bind(2, entity).bind(3, origin);
    return readEntries(statement);
}

Result<qint64> ChangeLog::horizon()
{
    return metatable::readInteger(m_connection, horizonName, 0);
}

Result<qint64> ChangeLog::trim(Timestamp before, int limit)
{
    TANDEM_ASSIGN(auto oldest,
        m_connection.prepare(
            QStringLiteral("SELECT \"seq\", \"at\", \"hash\" FROM \"change_log\" ORDER BY \"seq\" LIMIT ?1")));
    oldest.bind(1, limit);
    TANDEM_ASSIGN(const hashchain::Expired expired, hashchain::readExpired(std::move(oldest), before));
    if (expired.count == 0)
        return qint64(0);
    TANDEM_TRY(metatable::writeInteger(m_connection, horizonName, expired.last));
    if (!expired.anchor.isEmpty())
        TANDEM_TRY(metatable::write(m_connection, anchorName, expired.anchor));
    TANDEM_ASSIGN(auto remove, m_connection.prepare(QStringLiteral("DELETE FROM \"change_log\" WHERE \"seq\" <= ?1")));
    TANDEM_TRY(remove.bind(1, expired.last).run());
    return expired.count;
}

Result<hashchain::Report> ChangeLog::verifyChain(const std::optional<hashchain::Noted> &noted)
{
    TANDEM_ASSIGN(const Transaction oneMoment, Transaction::begin(m_connection, Transaction::Kind::Read));
    TANDEM_ASSIGN(const hashchain::Ends ends, chainEnds());
    return hashchain::verify(
        ends, [this](qint64 seq, const QByteArray &previous, int limit) { return linksAfter(seq, previous, limit); },
        noted);
}

Result<hashchain::Ends> ChangeLog::chainEnds()
{
    hashchain::Ends ends;
    TANDEM_ASSIGN(ends.horizon, horizon());
    TANDEM_ASSIGN(const auto anchor, metatable::read(m_connection, anchorName));
    ends.anchor = anchor.value_or(QByteArray());
    TANDEM_ASSIGN(auto statement,
        m_connection.prepare(QStringLiteral("SELECT \"head\", \"chained_after\" FROM \"change_counter\"")));
    TANDEM_ASSIGN(const bool found, statement.step());
    if (!found)
        return Error::corrupt(QStringLiteral("change_counter is empty"));
    ends.head = statement.bytes(0);
    ends.startsAfter = statement.integer(1);
    return ends;
}

Result<std::vector<hashchain::Link>> ChangeLog::linksAfter(qint64 seq, const QByteArray &previous, int limit)
{
    static const QString sql = QStringLiteral("SELECT ") + columns
        + QStringLiteral(", \"hash\" FROM \"change_log\" WHERE \"seq\" > ?1 ORDER BY \"seq\" LIMIT ?2");
    TANDEM_ASSIGN(auto statement, m_connection.prepare(sql));
    statement.bind(1, seq).bind(2, limit);
    return hashchain::readLinks(std::move(statement), previous, [](const Statement &row, const QByteArray &before) {
        const PackedEntry entry = readPacked(row);
        return hashchain::Link{entry.plain.seq, row.bytes(14), hashOf(entry, before)};
    });
}

}
