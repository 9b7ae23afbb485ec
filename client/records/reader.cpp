// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/records/reader.h"

#include "client/records/anylink.h"
#include "shared/base/clock.h"
#include "shared/database/computedfields.h"
#include "shared/database/dialects/dialect.h"
#include "shared/database/querybuilder.h"
#include "shared/database/valuecolumns.h"
#include "shared/expressions/filterbuilder.h"

#include <QDateTime>

namespace tandem::client {

namespace {

constexpr int idsAtOnce = 200; ///< in one IN (…) list: few forms of the statement, so that it stays prepared

/// A row of a query that starts with id and seq.
Record recordOf(EntityNumber entity, Statement &row, const EntityColumns &columns, const QSet<RecordId> &pending)
{
    Record record;
    record.key = {entity, row.id(0)};
    record.values = columns.read(row, 2);
    record.pending = pending.contains(record.key.id);
    return record;
}

}

Reader::Reader(const QString &path, RegistryPointer registry)
    : m_path(path)
    , m_registry(std::move(registry))
    , m_plans(m_registry)
{
}

void Reader::setRegistry(RegistryPointer registry)
{
    m_registry = std::move(registry);
    m_plans = ComputedPlans(m_registry);
}

void Reader::close()
{
    m_connection.reset();
}

Result<Connection *> Reader::connection()
{
    if (!m_connection) {
        TANDEM_ASSIGN(m_connection,
            Connection::open({m_path, DatabaseAddress::Mode::ReadOnly, DatabaseAddress::Durability::Normal}));
    }
    return m_connection.get();
}

Result<const EntityDef *> Reader::definition(EntityNumber number) const
{
    const EntityDef *entity = m_registry->entity(number);
    if (!entity)
        return Error::notFound(QStringLiteral("entity %1").arg(number));
    return entity;
}

Result<QSet<RecordId>> Reader::pendingOf(EntityNumber entity)
{
    TANDEM_ASSIGN(Connection * database, connection());
    TANDEM_ASSIGN(
        Statement rows, database->prepare(QStringLiteral("SELECT record FROM replica_shadow WHERE entity = ?1")));
    rows.bind(1, entity);
    QSet<RecordId> pending;
    for (;;) {
        TANDEM_ASSIGN(const bool row, rows.step());
        if (!row)
            return pending;
        pending.insert(rows.id(0));
    }
}

Result<Record> Reader::read(const RecordKey &key)
{
    TANDEM_ASSIGN(std::vector<Record> found, rows(key.entity, {key.id}, {}));
    if (found.empty())
        return Error::notFound(toText(key.id));
    return std::move(found.front());
}

Result<RecordId> Reader::department()
{
    const EntityDef *user = m_registry->entity(QStringLiteral("user"));
    const FieldDef *department = user ? user->field(systemfield::department) : nullptr;
    if (!department || m_user.isNull())
        return RecordId();
    TANDEM_ASSIGN(const std::vector<Record> found, rows(user->number, {m_user}, {department->number}));
    return found.empty() ? RecordId() : found.front().value(department->number).toId();
}

Result<FilterCondition> Reader::pointsTo(const FieldDef &link, const RecordKey &target) const
{
    FilterCondition condition{link.name, FilterCondition::Operator::Equal, {Value(target.id)}, ExpressionType::Id};
    if (link.type == FieldType::AnyLink) {
        TANDEM_ASSIGN(const EntityDef *entity, definition(target.entity));
        condition.values = {anyLink(*entity, target.id)};
        condition.type = ExpressionType::Text;
    }
    return condition;
}

Result<RecordQuery> Reader::recordQuery(const ListQuery &query, const EntityDef &entity)
{
    RecordQuery made;
    made.entity = entity.name;
    TANDEM_ASSIGN(Expression filter, parseExpression(query.filter));
    if (query.link != 0 && query.through.isEmpty()) {
        const FieldDef *link = entity.field(query.link);
        if (!link)
            return Error::invalid(QString::number(query.link), QStringLiteral("unknownField"));
        TANDEM_ASSIGN(const FilterCondition hangsOn, pointsTo(*link, query.linkTarget));
        filter = allOf(filter, buildFilter({hangsOn}));
    }
    made.filter = std::move(filter);
    made.sort = query.sort;
    if (made.sort.empty() && !entity.list.sort.field.isEmpty())
        made.sort.push_back(entity.list.sort);
    made.limit = query.limit;
    made.deleted = query.deleted ? RecordQuery::Deleted::Only : RecordQuery::Deleted::Without;
    made.surroundings = surroundings();
    // Only a filter can ask for it.
    if (query.filter.contains(QStringLiteral("myDepartment"))) {
        TANDEM_ASSIGN(made.surroundings.myDepartment, department());
    }
    return made;
}

Surroundings Reader::surroundings() const
{
    const Timestamp now = SystemClock::instance().now();
    return {now, localUtcOffset(now), m_user, {}};
}

Result<std::vector<RecordId>> Reader::ids(const ListQuery &query)
{
    if (!query.through.isEmpty())
        return idsThrough(query);
    if (query.emptyLast && !query.sort.empty())
        return idsEmptyLast(query);
    TANDEM_ASSIGN(const EntityDef *entity, definition(query.entity));
    TANDEM_ASSIGN(const RecordQuery wanted, recordQuery(query, *entity));
    TANDEM_ASSIGN(Connection * database, connection());
    TANDEM_ASSIGN(const BoundSql sql, QueryBuilder(database->dialect(), m_registry).ids(wanted));
    TANDEM_ASSIGN(Statement rows, sql.prepare(*database));
    std::vector<RecordId> ids;
    for (;;) {
        TANDEM_ASSIGN(const bool row, rows.step());
        if (!row)
            return ids;
        ids.push_back(rows.id(0));
    }
}

/// For the database nothing comes before everything, so these are two questions.
Result<std::vector<RecordId>> Reader::idsEmptyLast(const ListQuery &query)
{
    const auto narrowed = [&query](const QString &condition) {
        const QString whole = condition.arg(query.sort.front().field);
        return query.filter.isEmpty() ? whole : QStringLiteral("(%1) and %2").arg(query.filter, whole);
    };
    ListQuery part = query;
    part.emptyLast = false;
    part.filter = narrowed(QStringLiteral("isNotEmpty(%1)"));
    TANDEM_ASSIGN(std::vector<RecordId> found, ids(part));
    if (query.limit > 0) {
        part.limit = query.limit - int(found.size());
        if (part.limit <= 0)
            return found;
    }
    part.filter = narrowed(QStringLiteral("isEmpty(%1)"));
    TANDEM_ASSIGN(const std::vector<RecordId> rest, ids(part));
    found.insert(found.end(), rest.begin(), rest.end());
    return found;
}

/// The pairs of a junction that hang on the target, then what their other end names, in the junction's order.
Result<std::vector<RecordId>> Reader::idsThrough(const ListQuery &query)
{
    TANDEM_ASSIGN(const EntityDef *junction, definition(query.entity));
    const FieldDef *through = junction->field(query.through);
    if (!through)
        return Error::invalid(query.through, QStringLiteral("unknownField"));
    ListQuery pairs = query;
    pairs.through.clear();
    TANDEM_ASSIGN(const std::vector<RecordId> pairIds, ids(pairs));
    TANDEM_ASSIGN(const std::vector<Record> found, rows(query.entity, pairIds, {through->number}));
    std::vector<RecordId> ends;
    QSet<RecordId> known;
    for (const Record &pair : found) {
        const RecordId end = pair.value(through->number).toId();
        if (!end.isNull() && !known.contains(end)) {
            known.insert(end);
            ends.push_back(end);
        }
    }
    return ends;
}

Result<std::vector<Record>> Reader::rows(
    EntityNumber number, const std::vector<RecordId> &ids, const std::vector<FieldNumber> &fields)
{
    TANDEM_ASSIGN(const EntityDef *entity, definition(number));
    TANDEM_ASSIGN(Connection * database, connection());
    TANDEM_ASSIGN(const QSet<RecordId> pending, pendingOf(number));
    ComputedFields computed(*database, m_plans, surroundings());
    const std::vector<FieldNumber> stored = computed.storedFields(*entity, fields);
    const EntityColumns columns = stored.empty() ? EntityColumns(*entity) : EntityColumns(*entity, stored);
    const QString names = columns.count() == 0 ? QString() : QStringLiteral(", ") + columns.sql();
    QHash<RecordId, Record> found;
    for (size_t from = 0; from < ids.size(); from += idsAtOnce) {
        const size_t count = std::min<size_t>(idsAtOnce, ids.size() - from);
        const int places = count == 1 ? 1 : idsAtOnce;
        TANDEM_ASSIGN(Statement rows,
            database->prepare(QStringLiteral("SELECT id, seq%1 FROM %2 WHERE id IN (%3)")
                                  .arg(names, Dialect::quoted(entity->table), Dialect::placeholders(1, places))));
        for (size_t i = 0; i < count; ++i)
            rows.bind(int(i) + 1, ids[from + i]);
        for (;;) {
            TANDEM_ASSIGN(const bool row, rows.step());
            if (!row)
                break;
            Record record = recordOf(number, rows, columns, pending);
            found.insert(record.key.id, std::move(record));
        }
    }
    std::vector<Record> records;
    records.reserve(size_t(found.size()));
    for (const RecordId &id : ids) {
        const auto record = found.constFind(id);
        if (record != found.cend())
            records.push_back(*record);
    }
    std::vector<ComputedFields::Row> page;
    for (Record &record : records)
        page.push_back({record.key.id, &record.values});
    TANDEM_TRY(computed.fill(*entity, fields, page));
    return records;
}

Result<std::vector<Record>> Reader::all(const ListQuery &query)
{
    TANDEM_ASSIGN(const std::vector<RecordId> found, ids(query));
    return rows(query.entity, found, {});
}

Result<qint64> Reader::count(const ListQuery &query)
{
    if (!query.through.isEmpty()) {
        TANDEM_ASSIGN(const std::vector<RecordId> found, idsThrough(query));
        return qint64(found.size());
    }
    TANDEM_ASSIGN(const EntityDef *entity, definition(query.entity));
    TANDEM_ASSIGN(RecordQuery wanted, recordQuery(query, *entity));
    wanted.sort.clear();
    TANDEM_ASSIGN(Connection * database, connection());
    TANDEM_ASSIGN(const BoundSql sql, QueryBuilder(database->dialect(), m_registry).count(wanted));
    TANDEM_ASSIGN(Statement row, sql.prepare(*database));
    TANDEM_TRY(row.step());
    return row.integer(0);
}

Result<std::vector<GroupSummary>> Reader::groups(const ListQuery &query, FieldNumber groupBy, FieldNumber sum)
{
    TANDEM_ASSIGN(const EntityDef *entity, definition(query.entity));
    const FieldDef *group = entity->field(groupBy);
    const FieldDef *summed = sum == 0 ? nullptr : entity->field(sum);
    if (!group)
        return Error::invalid(QString::number(groupBy), QStringLiteral("unknownField"));
    TANDEM_ASSIGN(RecordQuery wanted, recordQuery(query, *entity));
    wanted.sort.clear();
    TANDEM_ASSIGN(Connection * database, connection());
    const QueryBuilder builder(database->dialect(), m_registry);
    std::vector<GroupSummary> groups;
    const auto groupOf = [&groups](const Value &value) -> GroupSummary & {
        for (GroupSummary &known : groups) {
            if (known.group == value)
                return known;
        }
        return groups.emplace_back(GroupSummary{value, 0, {}, 0});
    };
    TANDEM_ASSIGN(const BoundSql counting, builder.aggregate(wanted, QStringLiteral("count"), {}, group->name));
    TANDEM_ASSIGN(Statement counts, counting.prepare(*database));
    for (;;) {
        TANDEM_ASSIGN(const bool row, counts.step());
        if (!row)
            break;
        groupOf(readValue(counts, 0, *group)).count = counts.integer(1);
    }
    if (!summed)
        return groups;
    TANDEM_ASSIGN(const BoundSql summing, builder.aggregate(wanted, QStringLiteral("sum"), summed->name, group->name));
    TANDEM_ASSIGN(Statement sums, summing.prepare(*database));
    for (;;) {
        TANDEM_ASSIGN(const bool row, sums.step());
        if (!row)
            return groups;
        GroupSummary &summary = groupOf(readValue(sums, 0, *group));
        if (summed->type != FieldType::Money)
            summary.sum = sums.integer(1);
        else if (!sums.isNull(1) && !sums.isNull(2))
            summary.sums.push_back({sums.integer(1), sums.text(2)});
    }
}

}
