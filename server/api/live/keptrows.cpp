// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/api/live/keptrows.h"

#include "shared/database/dialects/dialect.h"

#include <algorithm>

namespace tandem::server {

namespace {

bool isBefore(const RecordId &one, const RecordId &other)
{
    return toBytes(one) < toBytes(other); // as the database has it
}

/// The rows that were changed at ?1 or later, one more than `limits` allow at most, and as many of the recycle bin,
/// whenever they were changed. Each in the order of an index, so that this is read and not the table.
QString recentOf(const EntityDef &entity, const KeptLimits &limits)
{
    const QString table = Dialect::quoted(entity.table);
    const QString modified = Dialect::quoted(entity.field(systemfield::modifiedAt)->column);
    const auto atMost = [&limits](const QString &rows, const QString &order) {
        return QStringLiteral("SELECT \"id\" FROM (SELECT \"id\" FROM %1 ORDER BY %2, \"id\" LIMIT %3) AS few")
            .arg(rows, order)
            .arg(limits.recent + 1);
    };
    const FieldDef *bin = entity.field(systemfield::deletedAt);
    if (!bin)
        return u'(' + atMost(QStringLiteral("%1 WHERE %2 >= ?1").arg(table, modified), modified)
            + QLatin1String(") AS recent");
    const QString deleted = Dialect::quoted(bin->column);
    return QStringLiteral("(%1 UNION ALL %2) AS recent")
        .arg(atMost(QStringLiteral("%1 WHERE %2 >= ?1 AND %3 IS NULL").arg(table, modified, deleted), modified),
            atMost(QStringLiteral("%1 WHERE %2 IS NOT NULL").arg(table, deleted), deleted));
}

Result<bool> isRecentTooMuch(Connection &connection, const EntityDef &entity, Timestamp since, const KeptLimits &limits)
{
    TANDEM_ASSIGN(
        Statement count, connection.prepare(QStringLiteral("SELECT count(*) FROM %1").arg(recentOf(entity, limits))));
    TANDEM_ASSIGN(const bool found, count.bind(1, since).step());
    return found && count.integer(0) > limits.recent;
}

/// One more than `rows` tells that there are more. Of what he does not see nothing is named, for the last one is told.
Result<std::vector<RecordId>> recentAfter(ReadSide &reads, const EntityDef &entity, const OfflineDecision &decision,
    const QString &recent, const RecordId &after, int rows)
{
    const QString range = after.isNull() ? QString() : QStringLiteral(" WHERE \"id\" > ?2");
    TANDEM_ASSIGN(Statement ids,
        reads.connection().prepare(QStringLiteral("SELECT \"id\" FROM %1%2 ORDER BY \"id\"").arg(recent, range)));
    ids.bind(1, *decision.since);
    if (!after.isNull())
        ids.bind(2, after);
    std::vector<RecordId> seen;
    while (seen.size() <= size_t(rows)) {
        TANDEM_ASSIGN(const bool more, ids.step());
        if (!more)
            break;
        const RecordId id = ids.id(0);
        TANDEM_ASSIGN(const bool isVisible, reads.audiences().isVisible(entity.number, id, decision.visible));
        if (isVisible)
            seen.push_back(id);
    }
    return seen;
}

/// Where a walk ends: not at a record, which its user may not see, but before the moment in which that was made.
RecordId momentBefore(const RecordId &record)
{
    constexpr qsizetype timeBytes = 6; // of a UUIDv7, milliseconds
    QByteArray bytes = toBytes(record);
    quint64 made = 0;
    for (qsizetype i = 0; i < timeBytes; ++i)
        made = made << 8 | uchar(bytes[i]);
    if (made == 0)
        return record;
    --made;
    for (qsizetype i = timeBytes - 1; i >= 0; --i, made >>= 8)
        bytes[i] = char(made & 0xff);
    for (qsizetype i = timeBytes; i < bytes.size(); ++i)
        bytes[i] = char(0xff);
    return recordIdFromBytes(bytes);
}

/// What leads to all that is kept, and to little else.
struct Leads
{
    std::vector<AudienceKey> keys;
    std::optional<Timestamp> since;
};

Result<std::optional<Leads>> leadsTo(
    ReadSide &reads, const EntityDef &entity, const OfflineDecision &decision, const KeptLimits &limits)
{
    if (!decision.keepsAllVisible()) {
        const bool knowsTime = entity.field(systemfield::modifiedAt) != nullptr;
        const std::optional<Timestamp> since = knowsTime ? decision.since : std::nullopt;
        bool isTooMuch = false;
        if (since) {
            TANDEM_ASSIGN(isTooMuch, isRecentTooMuch(reads.connection(), entity, *since, limits));
        }
        if (!isTooMuch)
            return std::optional(Leads{decision.own.keys, since});
    }
    const KeySet &visible = decision.visible;
    if (!visible.all && visible.keys.size() <= limits.keys)
        return std::optional(Leads{visible.keys, {}});
    return std::optional<Leads>();
}

Result<KeptRange> follow(ReadSide &reads, const EntityDef &entity, const OfflineDecision &decision, const Leads &leads,
    const RecordId &after, int rows, const KeptLimits &limits)
{
    TANDEM_ASSIGN(
        std::vector<RecordId> ids, reads.audiences().recordsAfter(entity.number, leads.keys, after, rows + 1));
    if (leads.since) {
        TANDEM_ASSIGN(const std::vector<RecordId> recent,
            recentAfter(reads, entity, decision, recentOf(entity, limits), after, rows));
        ids.insert(ids.end(), recent.begin(), recent.end());
        std::sort(ids.begin(), ids.end(), isBefore);
        ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
    }
    KeptRange range;
    if (ids.size() > size_t(rows)) {
        ids.resize(size_t(rows));
        range.last = ids.back();
    }
    range.ids = std::move(ids);
    return range;
}

Result<KeptRange> stretchAfter(Connection &connection, const EntityDef &entity, const RecordId &after, int rows)
{
    const QString from = after.isNull() ? QString() : QStringLiteral(" WHERE \"id\" > ?2");
    TANDEM_ASSIGN(Statement last,
        connection.prepare(QStringLiteral("SELECT \"id\" FROM %1%2 ORDER BY \"id\" LIMIT 1 OFFSET ?1")
                               .arg(Dialect::quoted(entity.table), from)));
    last.bind(1, rows - 1);
    if (!after.isNull())
        last.bind(2, after);
    TANDEM_ASSIGN(const bool found, last.step());
    if (!found)
        return KeptRange();
    const RecordId end = momentBefore(last.id(0));
    return KeptRange{{}, after.isNull() || isBefore(after, end) ? end : last.id(0)};
}

}

Result<KeptRange> keptRangeAfter(ReadSide &reads, const EntityDef &entity, const OfflineDecision &decision,
    const RecordId &after, int rows, const KeptLimits &limits)
{
    if (decision.keepsAllVisible() && decision.visible.all)
        return KeptRange(); // each row that is looked at is kept
    TANDEM_ASSIGN(const std::optional<Leads> leads, leadsTo(reads, entity, decision, limits));
    return leads ? follow(reads, entity, decision, *leads, after, rows, limits)
                 : stretchAfter(reads.connection(), entity, after, limits.rows);
}

}
