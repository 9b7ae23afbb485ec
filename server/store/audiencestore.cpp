// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/store/audiencestore.h"

#include <QHash>
#include <QSet>

#include <iterator>
#include <set>

namespace tandem::server {

Result<std::vector<AudienceKey>> AudienceStore::keys(EntityNumber entity, const RecordId &record)
{
    if (m_last && m_last->entity == entity && m_last->record == record)
        return m_last->keys;
    TANDEM_ASSIGN(auto statement,
        m_connection.prepare(QStringLiteral(
            "SELECT \"key\" FROM \"audience\" WHERE \"entity\" = ?1 AND \"record\" = ?2 ORDER BY \"key\"")));
    statement.bind(1, entity).bind(2, record);
    std::vector<AudienceKey> keys;
    for (;;) {
        TANDEM_ASSIGN(const bool more, statement.step());
        if (!more)
            break;
        keys.push_back(statement.integer(0));
    }
    if (m_memory == Memory::LastRecord)
        m_last = Known{entity, record, keys};
    return keys;
}

Result<QStringList> AudienceStore::keyNames(EntityNumber entity, const RecordId &record)
{
    TANDEM_ASSIGN(auto statement,
        m_connection.prepare(QStringLiteral("SELECT n.\"name\" FROM \"audience\" AS a JOIN \"audience_name\" AS n "
                                            "ON n.\"key\" = a.\"key\" WHERE a.\"entity\" = ?1 AND a.\"record\" = ?2 "
                                            "ORDER BY n.\"name\"")));
    statement.bind(1, entity).bind(2, record);
    QStringList names;
    for (;;) {
        TANDEM_ASSIGN(const bool more, statement.step());
        if (!more)
            return names;
        names.append(statement.text(0));
    }
}

Result<AudienceStore::Difference> AudienceStore::replace(
    EntityNumber entity, const RecordId &record, const QStringList &wanted)
{
    QHash<AudienceKey, QString> names;
    std::vector<AudienceKey> keys;
    for (const QString &name : wanted) {
        const AudienceKey key = audienceKey(name);
        names.insert(key, name);
        keys.push_back(key);
    }
    TANDEM_ASSIGN(Difference difference, replaceKeys(entity, record, std::move(keys)));
    for (const AudienceKey key : difference.gained)
        TANDEM_TRY(keepName(key, names.value(key)));
    return difference;
}

Result<AudienceStore::Difference> AudienceStore::replaceKeys(
    EntityNumber entity, const RecordId &record, std::vector<AudienceKey> wanted)
{
    wanted = KeySet::of(std::move(wanted)).keys;
    TANDEM_ASSIGN(const std::vector<AudienceKey> current, keys(entity, record));
    forget();
    Difference difference;
    std::set_difference(
        wanted.begin(), wanted.end(), current.begin(), current.end(), std::back_inserter(difference.gained));
    std::set_difference(
        current.begin(), current.end(), wanted.begin(), wanted.end(), std::back_inserter(difference.lost));
    TANDEM_TRY(
        runForEach(QStringLiteral("INSERT INTO \"audience\" (\"entity\", \"record\", \"key\") VALUES (?1, ?2, ?3)"),
            entity, record, difference.gained));
    TANDEM_TRY(runForEach(
        QStringLiteral("DELETE FROM \"audience\" WHERE \"entity\" = ?1 AND \"record\" = ?2 AND \"key\" = ?3"), entity,
        record, difference.lost));
    return difference;
}

Result<void> AudienceStore::runForEach(
    const QString &sql, EntityNumber entity, const RecordId &record, const std::vector<AudienceKey> &keys)
{
    for (const AudienceKey key : keys) {
        TANDEM_ASSIGN(auto statement, m_connection.prepare(sql));
        TANDEM_TRY(statement.bind(1, entity).bind(2, record).bind(3, key).run());
    }
    return {};
}

Result<void> AudienceStore::keepName(AudienceKey key, const QString &name)
{
    TANDEM_ASSIGN(
        auto find, m_connection.prepare(QStringLiteral("SELECT \"name\" FROM \"audience_name\" WHERE \"key\" = ?1")));
    TANDEM_ASSIGN(const bool known, find.bind(1, key).step());
    if (known) {
        // Would show records to strangers, so it is refused although it takes 2^31 names to be likely.
        if (find.text(0) != name)
            return Error::internal(QStringLiteral("audience keys collide: %1 and %2").arg(find.text(0), name));
        return {};
    }
    TANDEM_ASSIGN(auto insert,
        m_connection.prepare(QStringLiteral("INSERT INTO \"audience_name\" (\"key\", \"name\") VALUES (?1, ?2)")));
    return insert.bind(1, key).bind(2, name).run();
}

Result<bool> AudienceStore::isVisible(EntityNumber entity, const RecordId &record, const KeySet &keys)
{
    if (keys.all)
        return true;
    TANDEM_ASSIGN(const auto audience, this->keys(entity, record));
    return keys.meets(audience);
}

Result<std::vector<RecordId>> AudienceStore::recordsWith(
    EntityNumber entity, AudienceKey key, const RecordId &after, int limit)
{
    const bool fromStart = after.isNull();
    QString sql = QStringLiteral("SELECT \"record\" FROM \"audience\" WHERE \"key\" = ?1 AND \"entity\" = ?2");
    if (!fromStart)
        sql += QLatin1String(" AND \"record\" > ?4");
    sql += QLatin1String(" ORDER BY \"record\" LIMIT ?3");
    TANDEM_ASSIGN(auto statement, m_connection.prepare(sql));
    statement.bind(1, key).bind(2, entity).bind(3, limit);
    if (!fromStart)
        statement.bind(4, after);
    std::vector<RecordId> records;
    for (;;) {
        TANDEM_ASSIGN(const bool more, statement.step());
        if (!more)
            return records;
        records.push_back(statement.id(0));
    }
}

Result<std::vector<RecordId>> AudienceStore::recordsAfter(
    EntityNumber entity, const std::vector<AudienceKey> &keys, const RecordId &after, int limit)
{
    return merged(entity, keys, after, limit, Order::OldestFirst);
}

Result<std::vector<RecordId>> AudienceStore::recordsBefore(
    EntityNumber entity, const std::vector<AudienceKey> &keys, const RecordId &before, int limit)
{
    return merged(entity, keys, before, limit, Order::NewestFirst);
}

Result<std::optional<std::vector<RecordId>>> AudienceStore::recordsOfFew(
    EntityNumber entity, const std::vector<AudienceKey> &keys, int most)
{
    QSet<RecordId> found;
    for (const AudienceKey key : keys) {
        TANDEM_ASSIGN(const std::vector<RecordId> records, recordsWith(entity, key, {}, most + 1));
        found.unite(QSet<RecordId>(records.begin(), records.end()));
        if (found.size() > most)
            return std::optional<std::vector<RecordId>>();
    }
    return std::optional(std::vector<RecordId>(found.begin(), found.end()));
}

/// Where rows come one by one, no more of each key is read than it gives to the whole, and the next one.
Result<std::vector<RecordId>> AudienceStore::merged(
    EntityNumber entity, const std::vector<AudienceKey> &keys, const RecordId &from, int limit, Order order)
{
    const bool isForward = order == Order::OldestFirst;
    const QString range = from.isNull()
        ? QString()
        : QStringLiteral(" AND \"record\" %1 ?4").arg(isForward ? QLatin1String(">") : QLatin1String("<"));
    const QString sql = QStringLiteral("SELECT \"record\" FROM \"audience\" WHERE \"key\" = ?1 AND \"entity\" = ?2%1"
                                       " ORDER BY \"record\" %2 LIMIT ?3")
                            .arg(range, isForward ? QLatin1String("ASC") : QLatin1String("DESC"));
    std::vector<Statement> rows;
    std::set<std::pair<QByteArray, size_t>> next; // the record at which each of `rows` stands
    const auto advance = [&rows, &next](size_t number) -> Result<void> {
        TANDEM_ASSIGN(const bool more, rows[number].step());
        if (more)
            next.emplace(toBytes(rows[number].id(0)), number);
        return {};
    };
    for (const AudienceKey key : keys) {
        TANDEM_ASSIGN(Statement statement, m_connection.prepare(sql));
        statement.bind(1, key).bind(2, entity).bind(3, limit);
        if (!from.isNull())
            statement.bind(4, from);
        rows.push_back(std::move(statement));
        TANDEM_TRY(advance(rows.size() - 1));
    }
    std::vector<RecordId> records;
    while (!next.empty() && records.size() < size_t(limit)) {
        const auto [record, number] = *(isForward ? next.begin() : std::prev(next.end()));
        next.erase({record, number});
        const RecordId id = recordIdFromBytes(record);
        if (records.empty() || records.back() != id)
            records.push_back(id);
        TANDEM_TRY(advance(number));
    }
    return records;
}

}
