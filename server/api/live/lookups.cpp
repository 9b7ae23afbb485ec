// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/api/live/lookups.h"

#include "server/api/live/pages.h"
#include "server/api/live/rights.h"
#include "server/api/live/visiblerows.h"
#include "server/records/historyreader.h"
#include "server/records/recordreader.h"
#include "server/search/querylead.h"
#include "shared/protocol/limits.h"

#include <QCborValue>

#include <algorithm>
#include <set>

namespace tandem::server {

namespace {

tandem::HistoryEntry toWire(HistoryEntry entry)
{
    return {entry.seq, entry.at, entry.user, int(entry.kind), std::move(entry.action), std::move(entry.changes),
        std::move(entry.arguments), int(entry.channel), std::move(entry.device)};
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
        part = partBeyond(*permissions, *entity, now);
        if (!part)
            return {};
    }
    const FieldViewPointer view = reads.view(*entity, *permissions);
    const std::vector<FieldNumber> &fields = view->fields();
    TANDEM_ASSIGN(RecordQuery query, queryOf(request, *entity, now));
    query.kept = std::move(part);
    query.fields = fields;
    RecordReader reader(reads.plans(), permissions);
    TANDEM_TRY(reader.checkQuery(*entity, query));
    // One state for what leads to the rows and for the rows.
    TANDEM_ASSIGN(const Transaction state, Transaction::begin(reads.connection(), Transaction::Kind::Read));
    TANDEM_TRY(leadToFew(query, *entity, permissions->keySet(request.entity), reads.audiences(),
        reads.indexSource(permissions->registry())));
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
