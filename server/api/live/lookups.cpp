// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/api/live/lookups.h"

#include "server/api/live/pages.h"
#include "server/api/live/rights.h"
#include "server/api/live/visiblerows.h"
#include "server/records/historyreader.h"
#include "server/records/recordreader.h"
#include "shared/database/querybuilder.h"
#include "shared/expressions/filterbuilder.h"
#include "shared/protocol/limits.h"

#include <QCborValue>

#include <algorithm>
#include <set>

namespace tandem::server {

namespace {

tandem::HistoryEntry toWire(HistoryEntry entry)
{
    return {entry.seq, entry.at, entry.user, int(entry.kind), std::move(entry.action), std::move(entry.changes),
        std::move(entry.arguments)};
}

/// Roughly what it takes on the wire.
qsizetype sizeOf(const HistoryEntry &entry)
{
    constexpr qsizetype head = 64;
    qsizetype size = head + QCborValue(entry.arguments).toCbor().size();
    for (const FieldChange &change : entry.changes) {
        for (const Value &value : {change.from, change.to})
            size += value.kind() == Value::Kind::Text ? value.toText().size() * qsizetype(sizeof(QChar)) : head;
    }
    return size;
}

/// A few at a time: each may hold texts of megabytes.
Result<void> readHistory(ReadSide &reads, const PermissionsPointer &permissions, const HistoryRequest &request,
    int limit, HistoryReply &reply)
{
    constexpr int entriesAtOnce = 20;
    const EntityDef *entity = permissions->registry()->entity(request.entity);
    if (!entity)
        return Error::notFound(QStringLiteral("entity"));
    HistoryReader reader(reads.connection(), permissions);
    qint64 before = request.before;
    qsizetype size = 0;
    for (bool end = false; !end;) {
        const int wanted = std::min(entriesAtOnce, limit - int(reply.entries.size()));
        TANDEM_ASSIGN(auto read, reader.read(*entity, request.record, wanted, before));
        for (HistoryEntry &entry : read) {
            before = entry.seq;
            size += sizeOf(entry);
            reply.entries.push_back(toWire(std::move(entry)));
        }
        reply.more = int(read.size()) >= wanted;
        end = !reply.more || int(reply.entries.size()) >= limit || size >= pageBytes;
    }
    return {};
}

/// The words anywhere in one of the entity's searchable texts that the user reads unmasked. Null if there are none.
Result<Expression> searchFilter(const EntityDef &entity, const Permissions &permissions, const QString &text)
{
    QStringList alternatives;
    for (const FieldDef &field : entity.fields) {
        const bool isText = expressionTypeOf(field.type) == ExpressionType::Text;
        if (!field.searchable || field.deleted || !field.isStored() || !isText
            || permissions.fieldAccess(entity.number, field.number) < FieldAccess::Read)
            continue;
        const FilterCondition condition{
            field.name, FilterCondition::Operator::Contains, {Value(text)}, ExpressionType::Text};
        alternatives.append(QLatin1Char('(') + buildFilter({condition}).toText() + QLatin1Char(')'));
    }
    return parseExpression(alternatives.join(QLatin1String(" or ")));
}

/// Title and subtitle of what was found.
std::vector<FieldNumber> namingFields(const EntityDef &entity)
{
    std::vector<FieldNumber> fields;
    for (const QString &name : {entity.titleField, entity.subtitleField}) {
        if (const FieldDef *field = entity.field(name); field && field->isStored())
            fields.push_back(field->number);
    }
    return fields;
}

Result<void> searchEntity(ReadSide &reads, const Permissions &permissions, const EntityDef &entity,
    const SearchRequest &request, int limit, std::vector<SearchHit> &hits)
{
    RecordQuery query;
    query.entity = entity.name;
    TANDEM_ASSIGN(query.filter, searchFilter(entity, permissions, request.text));
    if (query.filter.isNull())
        return {};
    query.visibility = permissions.keySet(entity.number);
    query.fields = namingFields(entity);
    query.limit = limit;
    query.surroundings.me = permissions.user();
    const EntityColumns columns(entity, query.fields);
    const QueryBuilder builder(reads.connection().dialect(), permissions.registry());
    TANDEM_ASSIGN(const BoundSql sql, builder.rows(query));
    TANDEM_ASSIGN(Statement statement, sql.prepare(reads.connection()));
    while (true) {
        TANDEM_ASSIGN(const bool found, statement.step());
        if (!found)
            return {};
        const FieldValues values = permissions.visibleValues(entity, columns.read(statement, 2));
        const auto text = [&](const QString &name) {
            const FieldDef *field = entity.field(name);
            return field ? field->readable(valueIn(values, field->number).toText()) : QString();
        };
        hits.push_back({entity.number, statement.id(0), text(entity.titleField), text(entity.subtitleField)});
    }
}

Result<RecordQuery> queryOf(const ListRequest &request, const EntityDef &entity, Timestamp now)
{
    RecordQuery query;
    query.entity = entity.name;
    if (!request.filter.isEmpty()) {
        TANDEM_ASSIGN(query.filter, parseExpression(request.filter));
    }
    query.sort = request.sort;
    if (!request.after.isNull())
        query.after = PagePosition{request.afterValues, request.after};
    query.limit = rowsWanted(request.limit, limits::rowsPerList);
    query.surroundings.now = now;
    return query;
}

Result<void> readList(
    ReadSide &reads, const PermissionsPointer &permissions, const ListRequest &request, Timestamp now, ListReply &reply)
{
    const EntityDef *entity = permissions->registry()->entity(request.entity);
    if (!entity || permissions->keySet(request.entity).isEmpty())
        return {};
    std::optional<RecordQuery::KeptPart> part;
    if (request.beyond) {
        part = keptPart(offlineDecision(*permissions, *entity, now));
        if (!part)
            return {};
        part->beyond = true;
    }
    const FieldViewPointer view = reads.view(*entity, *permissions);
    const std::vector<FieldNumber> &fields = view->fields();
    TANDEM_ASSIGN(RecordQuery query, queryOf(request, *entity, now));
    query.kept = std::move(part);
    query.fields = fields;
    RecordReader reader(reads.plans(), permissions);
    TANDEM_ASSIGN(const VisiblePage page, reader.page(std::move(query), pageBytes));
    RowBatchWriter rows(request.entity, fields);
    for (const VisibleRecord &record : page.records) {
        rows.beginRow(record.id, record.seq);
        for (const FieldNumber field : fields)
            rows.value(valueIn(record.values, field));
        rows.endRow();
    }
    reply.rows = rows.take();
    reply.more = page.more;
    return {};
}

}

ListReply answerList(ReadSide &reads, const PermissionsPointer &permissions, const ListRequest &request, Timestamp now)
{
    ListReply reply{request.request, {}, {}, false};
    reply.rows.entity = request.entity;
    if (const auto read = readList(reads, permissions, request, now, reply); !read.ok())
        reply.error = read.error();
    return reply;
}

HistoryReply answerHistory(ReadSide &reads, const PermissionsPointer &permissions, const HistoryRequest &request)
{
    const int limit = rowsWanted(request.limit, limits::historyEntries);
    HistoryReply reply{request.request, {}, false, {}};
    if (const auto read = readHistory(reads, permissions, request, limit, reply); !read.ok())
        reply.error = read.error();
    return reply;
}

SearchReply answerSearch(ReadSide &reads, const Permissions &permissions, const SearchRequest &request)
{
    SearchReply reply{request.request, {}, {}};
    const int limit = rowsWanted(request.limit, limits::searchHits);
    if (request.text.trimmed().isEmpty())
        return reply;
    for (const EntityDef &entity : permissions.registry()->entities()) {
        const bool asked = request.entities.empty()
            ? !entity.traits.testFlag(Trait::Internal) && !entity.traits.testFlag(Trait::Junction)
            : std::find(request.entities.begin(), request.entities.end(), entity.number) != request.entities.end();
        const int left = limit - int(reply.hits.size());
        if (!asked || entity.deleted || left <= 0 || permissions.keySet(entity.number).isEmpty())
            continue;
        if (const auto searched = searchEntity(reads, permissions, entity, request, left, reply.hits); !searched.ok())
            reply.error = searched.error();
    }
    return reply;
}

FetchReply answerFetch(ReadSide &reads, const Permissions &permissions, const FetchRequest &request)
{
    FetchReply reply{request.request, {}, {}, false};
    reply.rows.entity = request.entity;
    const EntityDef *entity = permissions.registry()->entity(request.entity);
    if (!entity || permissions.keySet(request.entity).isEmpty())
        return reply;
    const auto fetch = [&]() -> Result<void> {
        TANDEM_ASSIGN(VisibleRows state, VisibleRows::begin(reads));
        const FieldViewPointer view = reads.view(*entity, permissions);
        RowBatchWriter rows(request.entity, view->fields());
        std::set<RecordId> asked;
        for (const RecordId &id : request.ids) {
            if (!asked.insert(id).second)
                continue;
            if (rows.size() >= pageBytes) {
                reply.more = true;
                break;
            }
            TANDEM_ASSIGN(const bool visible, state.isVisible(permissions.keySet(request.entity), request.entity, id));
            if (!visible)
                continue;
            TANDEM_ASSIGN(const QByteArray row, state.row(view, id));
            if (!row.isEmpty())
                rows.addRow(row);
        }
        reply.rows = rows.take();
        return {};
    };
    if (const auto fetched = fetch(); !fetched.ok())
        reply.error = fetched.error();
    return reply;
}

}
