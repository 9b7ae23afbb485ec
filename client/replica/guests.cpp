// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/replica/guests.h"

#include "client/replica/draftstore.h"
#include "client/replica/outbox.h"
#include "shared/database/connection.h"
#include "shared/database/dialects/dialect.h"
#include "shared/metadata/fieldtypes/anylinktype.h"
#include "shared/metadata/registry.h"

#include <algorithm>

namespace tandem::client {

Result<void> Guests::load()
{
    m_until.clear();
    TANDEM_ASSIGN(
        Statement rows, m_connection.prepare(QStringLiteral("SELECT entity, record, until FROM replica_guest")));
    for (;;) {
        TANDEM_ASSIGN(const bool row, rows.step());
        if (!row)
            return {};
        m_until.insert({EntityNumber(rows.integer(0)), rows.id(1)}, rows.integer(2));
    }
}

std::vector<RecordKey> Guests::keys() const
{
    const QList<RecordKey> all = m_until.keys();
    std::vector<RecordKey> keys(all.begin(), all.end());
    std::sort(keys.begin(), keys.end());
    return keys;
}

Result<void> Guests::add(const RecordKey &key, Timestamp until)
{
    if (has(key) && this->until(key) >= until)
        return {};
    TANDEM_ASSIGN(Statement insert,
        m_connection.prepare(QStringLiteral("INSERT INTO replica_guest(entity, record, until) VALUES(?1, ?2, ?3) "
                                            "ON CONFLICT(entity, record) DO UPDATE SET until = excluded.until")));
    TANDEM_TRY(insert.bind(1, key.entity).bind(2, key.id).bind(3, until).run());
    m_until.insert(key, until);
    return {};
}

Result<void> Guests::remove(const RecordKey &key)
{
    if (!has(key))
        return {};
    TANDEM_ASSIGN(Statement remove,
        m_connection.prepare(QStringLiteral("DELETE FROM replica_guest WHERE entity = ?1 AND record = ?2")));
    TANDEM_TRY(remove.bind(1, key.entity).bind(2, key.id).run());
    m_until.remove(key);
    return {};
}

namespace {

Result<void> addConflicting(Connection &replica, const Registry &registry, QSet<RecordKey> &needed)
{
    const EntityDef *conflict = registry.entity(QStringLiteral("conflict"));
    const FieldDef *record = conflict ? conflict->field(QStringLiteral("record")) : nullptr;
    const FieldDef *status = conflict ? conflict->field(QStringLiteral("status")) : nullptr;
    if (!record || !status)
        return {};
    TANDEM_ASSIGN(Statement rows,
        replica.prepare(QStringLiteral("SELECT %1 FROM %2 WHERE %3 = 'open'")
                            .arg(Dialect::quoted(record->column), Dialect::quoted(conflict->table),
                                Dialect::quoted(status->column))));
    for (;;) {
        TANDEM_ASSIGN(const bool row, rows.step());
        if (!row)
            return {};
        const auto link = anyLinkFromText(rows.text(0));
        if (const EntityDef *entity = link ? registry.entity(link->entity) : nullptr)
            needed.insert({entity->number, link->record});
    }
}

}

Result<QSet<RecordKey>> neededRecords(
    Connection &replica, const Registry &registry, const Outbox &outbox, const DraftStore &drafts)
{
    QSet<RecordKey> needed;
    const QList<RecordKey> waiting = outbox.records();
    for (const RecordKey &key : waiting)
        needed.insert(key);
    TANDEM_ASSIGN(const std::vector<Draft> typed, drafts.all());
    for (const Draft &draft : typed)
        needed.insert(draft.key);
    TANDEM_TRY(addConflicting(replica, registry, needed));
    return needed;
}

}
