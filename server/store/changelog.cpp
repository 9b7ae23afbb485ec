// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/store/changelog.h"

#include "server/store/metatable.h"

#include <QCborStreamReader>
#include <QCborStreamWriter>
#include <QCborValue>
#include <QtEndian>

namespace tandem::server {

namespace {

const QString horizonName = QStringLiteral("logHorizon");

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

Result<ChangeEntry> readEntry(Statement &row)
{
    ChangeEntry entry;
    entry.seq = row.integer(0);
    entry.entity = EntityNumber(row.integer(1));
    entry.record = row.id(2);
    entry.kind = MutationKind(row.integer(3));
    entry.mutation = {row.id(4), row.integer(5)};
    entry.user = row.id(6);
    entry.at = row.integer(7);
    entry.action = row.text(8);
    TANDEM_ASSIGN(entry.changes, unpackChanges(row.bytes(9)));
    if (!row.isNull(10))
        entry.arguments = QCborValue::fromCbor(row.bytes(10)).toMap();
    entry.gained = unpackKeys(row.bytes(11));
    entry.lost = unpackKeys(row.bytes(12));
    entry.origin = row.id(13);
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

Result<void> ChangeLog::append(const ChangeEntry &entry)
{
    static const QString sql = QStringLiteral("INSERT INTO \"change_log\" (") + columns
        + QStringLiteral(") VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)");
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
    if (!entry.changes.empty())
        statement.bind(10, packChanges(entry.changes));
    if (!entry.arguments.isEmpty())
        statement.bind(11, QCborValue(entry.arguments).toCbor());
    bindOrNull(statement, 12, packKeys(entry.gained));
    bindOrNull(statement, 13, packKeys(entry.lost));
    statement.bind(14, entry.origin);
    return statement.run();
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

Result<qint64> ChangeLog::trim(qint64 seq, int limit)
{
    TANDEM_ASSIGN(auto find,
        m_connection.prepare(QStringLiteral("SELECT max(\"seq\"), count(*) FROM (SELECT \"seq\" FROM \"change_log\" "
                                            "WHERE \"seq\" <= ?1 ORDER BY \"seq\" LIMIT ?2) AS oldest")));
    TANDEM_TRY(find.bind(1, seq).bind(2, limit).step());
    const qint64 last = find.integer(0);
    const qint64 count = find.integer(1);
    if (count == 0)
        return qint64(0);
    TANDEM_TRY(metatable::writeInteger(m_connection, horizonName, last));
    TANDEM_ASSIGN(auto remove, m_connection.prepare(QStringLiteral("DELETE FROM \"change_log\" WHERE \"seq\" <= ?1")));
    TANDEM_TRY(remove.bind(1, last).run());
    return count;
}

}
