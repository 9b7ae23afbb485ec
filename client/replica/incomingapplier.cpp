// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/replica/incomingapplier.h"

#include "shared/database/dialects/dialect.h"
#include "shared/replication/rebase.h"

namespace tandem::client {

namespace {

/// INSERT … ON CONFLICT that also empties the columns which the message does not name: those the user may not read.
QString upsertSql(const EntityDef &entity, const EntityColumns &named)
{
    QStringList sets{QStringLiteral("\"seq\" = excluded.\"seq\"")};
    for (const QString &column : named.names())
        sets.append(QStringLiteral("%1 = excluded.%1").arg(Dialect::quoted(column)));
    const QStringList all = EntityColumns(entity).names();
    for (const QString &column : all) {
        if (!named.names().contains(column))
            sets.append(Dialect::quoted(column) + QStringLiteral(" = NULL"));
    }
    const QStringList columns = QStringList{QStringLiteral("id"), QStringLiteral("seq")} + named.names();
    return QStringLiteral("INSERT INTO %1 (%2) VALUES (%3) ON CONFLICT (\"id\") DO UPDATE SET %4")
        .arg(Dialect::quoted(entity.table), Dialect::quotedList(columns), Dialect::placeholders(1, int(columns.size())),
            sets.join(QStringLiteral(", ")));
}

Error noLongerVisible()
{
    return {ErrorCode::NotFound, QStringLiteral("noLongerVisible"), {}, {}, {}};
}

}

IncomingApplier::IncomingApplier(const Parts &parts, qint64 cursor, Timestamp now)
    : m_parts(parts)
    , m_cursor(cursor)
    , m_now(now)
{
}

Result<void> IncomingApplier::rows(const IncomingRows &rows)
{
    return apply(rows, Source::Changes, nullptr);
}

Result<void> IncomingApplier::apply(const IncomingRows &rows, Source source, QSet<RecordId> *seen)
{
    const EntityDef *entity = m_parts.rows.registry().entity(rows.entity);
    if (!entity || rows.count == 0)
        return {};
    const EntityColumns columns(*entity, rows.columns);
    const bool straight = columns.fields() == rows.columns;
    const bool compare = source != Source::Page && rows.count <= mostCompared;
    const bool anyTouched = !m_parts.outbox.isEmpty() || m_parts.rows.hasShadows();
    if (source == Source::Page)
        m_changes.addEntity(rows.entity);

    const bool byValues = compare || !straight;
    std::optional<Statement> upsert;
    if (!byValues) {
        TANDEM_ASSIGN(upsert, m_parts.connection.prepare(upsertSql(*entity, columns)));
    }
    IncomingReader reader(rows);
    while (reader.hasNext()) {
        TANDEM_TRY(reader.beginRow());
        const RecordKey key{rows.entity, reader.id()};
        if (seen)
            seen->insert(key.id);
        if (source == Source::Guests && !m_parts.guests.has(key)) {
            TANDEM_TRY(reader.values()); // gone, or kept, since it was asked for
            continue;
        }
        if (source != Source::Guests)
            TANDEM_TRY(m_parts.guests.remove(key)); // the policy keeps it
        if (anyTouched && (m_parts.outbox.has(key) || m_parts.rows.hasShadow(key))) {
            TANDEM_TRY(applyTouched(key, reader));
        } else if (byValues) {
            TANDEM_TRY(applyCompared(key, reader));
        } else {
            upsert->bind(1, key.id).bind(2, reader.seq());
            TANDEM_ASSIGN(const QByteArrayView rest, columns.bindCbor(*upsert, 3, reader.atValues()));
            TANDEM_TRY(upsert->run());
            reader.endRow(rest);
            if (source != Source::Page)
                m_changes.add({key, RecordChange::Kind::Changed, {}});
        }
        if (source != Source::Page)
            TANDEM_TRY(m_parts.indexer.touch(key));
    }
    return {};
}

Result<void> IncomingApplier::applyTouched(const RecordKey &key, IncomingReader &reader)
{
    const qint64 seq = reader.seq();
    TANDEM_ASSIGN(FieldValues values, reader.values());
    // Already the first time the server's row is the shadow: what stands in the table may be our own creation.
    TANDEM_TRY(m_parts.rows.setShadow(key, {std::move(values), seq}));
    return recompute(key);
}

Result<void> IncomingApplier::applyCompared(const RecordKey &key, IncomingReader &reader)
{
    const qint64 seq = reader.seq();
    TANDEM_ASSIGN(FieldValues values, reader.values());
    TANDEM_ASSIGN(const std::optional<FieldValues> before, m_parts.rows.read(key));
    TANDEM_TRY(m_parts.rows.write(key, values, seq));
    if (!before) {
        m_changes.add({key, RecordChange::Kind::Created, {}});
        return {};
    }
    const EntityDef *entity = m_parts.rows.registry().entity(key.entity);
    std::erase_if(values, [entity](const auto &value) { return !entity->field(value.first); });
    std::vector<FieldNumber> fields = differences(*before, values);
    if (!fields.empty())
        m_changes.add({key, RecordChange::Kind::Changed, std::move(fields)});
    return {};
}

Result<void> IncomingApplier::recompute(const RecordKey &key)
{
    // Entries of an entity that this build does not know (any more) wait until one does.
    if (!m_parts.rows.registry().entity(key.entity))
        return {};
    TANDEM_ASSIGN(std::optional<RecordChange> change,
        m_parts.rows.recompute(key, m_parts.outbox.mutationsOf(key, m_cursor), m_parts.outbox.user()));
    if (change)
        m_changes.add(std::move(*change));
    return m_parts.indexer.touch(key);
}

Result<void> IncomingApplier::takenBack(const RecordKey &key)
{
    const ReplicaRows &rows = m_parts.rows;
    if (!rows.registry().entity(key.entity) || m_parts.outbox.has(key) || !rows.hasShadow(key))
        return recompute(key);
    TANDEM_ASSIGN(const ReplicaRows::Shadow server, rows.shadow(key));
    TANDEM_ASSIGN(const std::optional<FieldValues> row, rows.read(key));
    return !row || server.values ? recompute(key) : eraseRecord(key);
}

Result<void> IncomingApplier::arrived(const RecordKey &key)
{
    if (m_parts.isPartial(key.entity) && m_parts.rows.hasShadow(key))
        TANDEM_TRY(keepUntold(key));
    return recompute(key);
}

/// Of what the offline policy does not keep the server tells nothing, also not what became of one's own changes. They
/// were accepted, so they stand until the guests are asked for; else what was just typed would be gone meanwhile.
Result<void> IncomingApplier::keepUntold(const RecordKey &key)
{
    TANDEM_ASSIGN(ReplicaRows::Shadow server, m_parts.rows.shadow(key));
    const std::vector<OutboxEntry> entries = m_parts.outbox.arrivedOf(key, m_cursor);
    const bool isNew = !server.values;
    const bool isTold = entries.empty() || server.seq >= entries.back().acknowledgedSeq;
    if (isTold || (!isNew && !m_parts.guests.has(key)))
        return {};
    std::vector<Mutation> accepted;
    for (const OutboxEntry &entry : entries)
        accepted.push_back(entry.mutation);
    const EntityDef &entity = *m_parts.rows.registry().entity(key.entity);
    server.values = rebase(entity, server.values, accepted, m_parts.outbox.user());
    server.seq = entries.back().acknowledgedSeq;
    TANDEM_TRY(m_parts.rows.setShadow(key, server));
    // Who makes a record is looking at it.
    const Timestamp until = isNew ? m_now + guestStay : m_parts.guests.until(key);
    return server.values ? m_parts.guests.add(key, until) : Result<void>();
}

Result<void> IncomingApplier::page(const IncomingPage &page)
{
    const EntityDef *entity = m_parts.rows.registry().entity(page.rows.entity);
    if (!entity)
        return {};
    TANDEM_ASSIGN(const std::vector<RecordId> before,
        m_parts.rows.idsBetween(*entity, page.after, page.end ? RecordId() : page.last));
    QSet<RecordId> seen;
    TANDEM_TRY(apply(page.rows, Source::Page, before.empty() ? nullptr : &seen));
    std::vector<RecordId> gone;
    for (const RecordId &id : before) {
        if (!seen.contains(id))
            gone.push_back(id);
    }
    if (page.after.isNull())
        TANDEM_TRY(m_parts.indexer.walkAgain(entity->number));
    return forget(entity->number, gone);
}

Result<void> IncomingApplier::forget(EntityNumber entity, const std::vector<RecordId> &ids)
{
    if (!m_parts.isPartial(entity))
        return letGo(entity, ids);
    std::vector<RecordId> gone;
    for (const RecordId &id : ids) {
        const RecordKey key{entity, id};
        TANDEM_ASSIGN(const bool stays, mayStay(key));
        if (stays)
            TANDEM_TRY(m_parts.guests.add(key, m_parts.guests.until(key)));
        else
            gone.push_back(id);
    }
    return letGo(entity, gone);
}

Result<bool> IncomingApplier::mayStay(const RecordKey &key)
{
    if (m_parts.guests.until(key) > m_now)
        return true;
    if (!m_needed) {
        TANDEM_ASSIGN(
            m_needed, neededRecords(m_parts.connection, m_parts.rows.registry(), m_parts.outbox, m_parts.drafts));
    }
    return m_needed->contains(key);
}

Result<void> IncomingApplier::invite(const IncomingRows &rows, Timestamp until)
{
    if (!m_parts.rows.registry().entity(rows.entity))
        return {};
    IncomingReader reader(rows);
    while (reader.hasNext()) {
        TANDEM_TRY(reader.beginRow());
        const RecordKey key{rows.entity, reader.id()};
        TANDEM_TRY(reader.values());
        TANDEM_ASSIGN(const std::optional<FieldValues> here, m_parts.rows.read(key));
        if (!here || m_parts.guests.has(key))
            TANDEM_TRY(m_parts.guests.add(key, until));
    }
    return apply(rows, Source::Guests, nullptr);
}

Result<void> IncomingApplier::refreshGuests(
    EntityNumber entity, const std::vector<RecordId> &asked, const IncomingRows &rows)
{
    QSet<RecordId> seen;
    TANDEM_TRY(apply(rows, Source::Guests, &seen));
    std::vector<RecordId> gone;
    for (const RecordId &id : asked) {
        const RecordKey key{entity, id};
        if (!m_parts.guests.has(key))
            continue;
        TANDEM_ASSIGN(const bool stays, mayStay(key));
        if (!stays || !seen.contains(id))
            gone.push_back(id);
    }
    return letGo(entity, gone);
}

/// Rows that must not or need not be here any more.
Result<void> IncomingApplier::letGo(EntityNumber entity, const std::vector<RecordId> &ids)
{
    if (!m_parts.rows.registry().entity(entity))
        return {};
    std::vector<RecordKey> gone;
    std::vector<RecordKey> typed;
    for (const RecordId &id : ids) {
        const RecordKey key{entity, id};
        if (m_parts.outbox.has(key)) {
            TANDEM_ASSIGN(const ReplicaRows::Shadow shadow, m_parts.rows.shadow(key));
            if (!shadow.values)
                continue; // born here: the server has not seen it yet
            typed.push_back(key);
        }
        gone.push_back(key);
    }
    if (!typed.empty())
        TANDEM_TRY(m_parts.outbox.displace(typed, noLongerVisible(), m_now));
    for (const RecordKey &key : gone)
        TANDEM_TRY(eraseRecord(key));
    return {};
}

Result<void> IncomingApplier::eraseRecord(const RecordKey &key)
{
    TANDEM_TRY(m_parts.rows.erase(key));
    if (m_parts.rows.hasShadow(key))
        TANDEM_TRY(m_parts.rows.removeShadow(key));
    TANDEM_TRY(m_parts.indexer.erase(key));
    TANDEM_TRY(m_parts.history.remove(key));
    TANDEM_TRY(m_parts.files.remove(key.id));
    TANDEM_TRY(m_parts.guests.remove(key));
    m_changes.add({key, RecordChange::Kind::Removed, {}});
    return {};
}

}
