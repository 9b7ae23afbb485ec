// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/api/live/pages.h"

#include "server/api/live/keptrows.h"
#include "server/api/live/rights.h"
#include "shared/database/querybuilder.h"

namespace tandem::server {

namespace {

/// What of the entity the laptop keeps, within a range.
Result<Statement> keptRows(ReadSide &reads, const Permissions &permissions, RecordQuery query, const KeptRange &range)
{
    query.upTo = range.last;
    if (range.ids) {
        query.keys = query.limit;
        query.keyField = QStringLiteral("id");
    }
    const QueryBuilder builder(reads.connection().dialect(), permissions.registry());
    TANDEM_ASSIGN(const BoundSql sql, builder.rows(query));
    TANDEM_ASSIGN(Statement rows, sql.prepare(reads.connection()));
    for (size_t i = 0; range.ids && i < range.ids->size(); ++i)
        rows.bind(int(i) + 1, (*range.ids)[i]);
    return rows;
}

}

Result<SnapshotPage> snapshotPage(
    ReadSide &reads, const Permissions &permissions, const SnapshotRequest &request, int limit, Timestamp now)
{
    const EntityDef *entity = permissions.registry()->entity(request.entity);
    const OfflineDecision decision = entity ? offlineDecision(permissions, *entity, now) : OfflineDecision();
    if (decision.keepsNothing())
        return Error::notFound(QStringLiteral("entity"));
    const FieldViewPointer view = reads.view(*entity, permissions);
    RecordQuery query;
    query.entity = entity->name;
    query.deleted = RecordQuery::Deleted::With;
    query.visibility = decision.visible;
    query.kept = keptPart(decision);
    query.fields = view->fields();
    query.limit = limit;
    query.surroundings.me = permissions.user();
    query.surroundings.now = now;
    if (!request.after.isNull())
        query.after = PagePosition{{}, request.after};

    TANDEM_ASSIGN(VisibleRows state, VisibleRows::begin(reads));
    TANDEM_ASSIGN(const qint64 position, state.committed());
    TANDEM_ASSIGN(const KeptRange range, keptRangeAfter(reads, *entity, decision, request.after, limit));
    TANDEM_ASSIGN(Statement statement, keptRows(reads, permissions, std::move(query), range));
    RowBatchWriter rows(entity->number, view->fields());
    SnapshotPage page{
        {}, request.after, request.after, true, position, viewFingerprint(permissions, decision, entity->number)};
    while (page.end) {
        TANDEM_ASSIGN(const bool found, statement.step());
        if (!found)
            break;
        rows.writeRow([&](QCborStreamWriter &writer) { view->writeRow(statement, writer); });
        page.last = statement.id(0);
        page.end = rows.count() < limit && rows.size() < pageBytes;
    }
    if (page.end && !range.last.isNull()) {
        page.end = false;
        page.last = range.last;
    }
    page.rows = rows.take();
    return page;
}

Result<Changes> changesAfter(ReadSide &reads, const Permissions &permissions, qint64 cursor, int limit, Timestamp now)
{
    TANDEM_ASSIGN(VisibleRows state, VisibleRows::begin(reads));
    TANDEM_ASSIGN(const qint64 horizon, reads.changeLog().horizon());
    if (cursor < horizon)
        return Error::conflict(QStringLiteral("cursorTooOld"));
    TANDEM_ASSIGN(const qint64 committed, state.committed());
    TANDEM_ASSIGN(const auto marks, reads.changeLog().marksAfter(cursor, limit));
    ChangesBuilder builder(state, permissions, now);
    qint64 reached = committed;
    bool more = false;
    for (size_t i = 0; i < marks.size(); ++i) {
        const ChangeLog::Mark &mark = marks[i];
        TANDEM_TRY(builder.add(mark.entity, mark.record, mark.lost));
        const bool full = builder.size() >= pageBytes;
        if (full || (i + 1 == marks.size() && int(marks.size()) >= limit)) {
            reached = mark.seq;
            more = mark.seq < committed;
            break;
        }
    }
    Changes changes = builder.take();
    changes.from = cursor;
    changes.cursor = reached;
    changes.more = more;
    return changes;
}

Result<StartingPoint> startingPoint(ReadSide &reads, qint64 cursor)
{
    TANDEM_ASSIGN(VisibleRows state, VisibleRows::begin(reads));
    TANDEM_ASSIGN(const qint64 horizon, reads.changeLog().horizon());
    TANDEM_ASSIGN(const qint64 committed, state.committed());
    const bool known = cursor > 0 && cursor >= horizon && cursor <= committed;
    return StartingPoint{known ? cursor : committed, !known};
}

}
