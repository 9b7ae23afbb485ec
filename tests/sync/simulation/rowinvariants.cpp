// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// What must hold between the server's rows, its change log and its audience: nothing is half done.

#include "server/records/audiencerules.h"
#include "server/records/purgedrecords.h"
#include "server/records/recordwriter.h"
#include "shared/database/entitycolumns.h"
#include "shared/replication/merge.h"
#include "tests/sync/simulation/invariants.h"

#include <map>

namespace tandem::sim {

namespace {

/// What the log makes of a record.
struct Told
{
    FieldValues values;
    qint64 seq = 0;
    bool isPurged = false;
};

std::map<client::RecordKey, Told> toldBy(const std::vector<server::ChangeEntry> &log)
{
    std::map<client::RecordKey, Told> records;
    for (const server::ChangeEntry &entry : log) {
        Told &told = records[{entry.entity, entry.record}];
        told.seq = entry.seq;
        told.isPurged = entry.kind == MutationKind::Action && entry.action == server::purgeAction;
        for (const FieldChange &change : entry.changes)
            told.values.insert_or_assign(change.field, change.to);
    }
    return records;
}

/// Those in the recycle bin, too.
std::vector<server::StoredRecord> rowsOf(server::RecordStore &records, const EntityDef &entity)
{
    RecordQuery all;
    all.entity = entity.name;
    all.deleted = RecordQuery::Deleted::With;
    auto rows = records.query(all);
    must(rows);
    return *std::move(rows);
}

QString nameOf(const EntityDef &entity, const RecordId &record)
{
    return entity.name + QLatin1Char(' ') + toText(record);
}

/// Without the stamps, which the log does not tell.
QStringList differencesFromLog(const EntityDef &entity, const server::StoredRecord &row, const Told &told)
{
    QStringList differences;
    if (row.seq != told.seq)
        differences.append(QStringLiteral("%1 has the number %2, and its last line in the log is %3")
                               .arg(nameOf(entity, row.id))
                               .arg(row.seq)
                               .arg(told.seq));
    const FieldValues expected = EntityColumns(entity).asStored(told.values);
    for (const FieldDef &field : entity.fields) {
        if (field.deleted || !field.isStored() || server::isStamp(field.number))
            continue;
        const Value &wanted = valueIn(expected, field.number);
        if (!sameValue(row.value(field.number), wanted))
            differences.append(
                QStringLiteral("%1 is not as the log says: %2 is %3 and not %4")
                    .arg(nameOf(entity, row.id), field.name, row.value(field.number).toDebug(), wanted.toDebug()));
    }
    return differences;
}

std::vector<AudienceKey> keysOf(const QStringList &names)
{
    std::vector<AudienceKey> keys;
    for (const QString &name : names)
        keys.push_back(audienceKey(name));
    return KeySet::of(std::move(keys)).keys;
}

}

/// A row is what all lines of its record together make of it, those that the server has let go included; there is no
/// row without a line, and none is missing. So nothing is left of a mutation that was refused.
QStringList Invariants::rowsUnlikeTheLog() const
{
    QStringList wrong;
    std::map<client::RecordKey, Told> told = toldBy(m_log);
    const RegistryPointer registry = m_server.registry();
    server::RecordStore records(*m_reader, registry);
    for (const EntityDef &entity : registry->entities()) {
        if (entity.deleted)
            continue;
        for (const server::StoredRecord &row : rowsOf(records, entity)) {
            const auto found = told.find({entity.number, row.id});
            if (found == told.end() || found->second.isPurged) {
                wrong.append(QStringLiteral("%1 has no line in the log").arg(nameOf(entity, row.id)));
                continue;
            }
            wrong += differencesFromLog(entity, row, found->second);
            told.erase(found);
        }
    }
    for (const auto &[key, record] : told) {
        const EntityDef *entity = registry->entity(key.entity);
        if (entity && !record.isPurged)
            wrong.append(QStringLiteral("%1 is in the log and has no row").arg(nameOf(*entity, key.id)));
    }
    return wrong;
}

/// Who may see a record follows from what it is, from its shares and from what it hangs on, as all of that is now.
QStringList Invariants::audiencesUnlikeTheRules() const
{
    QStringList wrong;
    server::AccessResolver access;
    server::HookRegistry hooks;
    server::ActionRegistry actions;
    server::WriterState state(
        {*m_server.store, access, hooks, actions, SystemClock::instance()}, server::Pipeline::Limits());
    const RegistryPointer registry = state.registry();
    server::AudienceStore audiences(*m_reader);
    for (const EntityDef &entity : registry->entities()) {
        if (entity.deleted)
            continue;
        for (const server::StoredRecord &row : rowsOf(state.records(), entity)) {
            const auto names = server::audiencerules::wanted(state, entity, row.id, row.values);
            must(names);
            const auto keys = audiences.keys(entity.number, row.id);
            must(keys);
            if (keysOf(*names) != *keys)
                wrong.append(QStringLiteral("%1 is seen by others than the rules say, which are %2")
                                 .arg(nameOf(entity, row.id), names->join(QLatin1Char(' '))));
        }
    }
    return wrong;
}

}
