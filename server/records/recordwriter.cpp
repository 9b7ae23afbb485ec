// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/records/recordwriter.h"

#include "server/records/audiencerules.h"
#include "shared/database/dialects/dialect.h"

#include <QLoggingCategory>

namespace tandem::server {

namespace {

Q_LOGGING_CATEGORY(log, "tandem.records")

constexpr int deepestCascade = 8; ///< parents of parents; beyond it somebody made a circle

bool isStamp(FieldNumber field)
{
    return field >= systemfield::createdBy && field <= systemfield::modifiedAt;
}

MutationKind kindOf(RecordEvent event)
{
    switch (event) {
    case RecordEvent::Create:
        return MutationKind::Create;
    case RecordEvent::Update:
        return MutationKind::Update;
    case RecordEvent::Delete:
        return MutationKind::Delete;
    case RecordEvent::Restore:
        return MutationKind::Restore;
    }
    return MutationKind::Update;
}

/// The columns to set: everything that differs, stamps included.
FieldValues changedValues(const FieldValues &before, const FieldValues &after)
{
    FieldValues changed;
    for (const auto &[field, value] : after) {
        if (RecordChange::valueIn(before, field) != value)
            changed.emplace(field, value);
    }
    for (const auto &[field, value] : before) {
        if (!after.contains(field))
            changed.emplace(field, Value());
    }
    return changed;
}

/// Deleted ones too: they lie in somebody's recycle bin.
Result<std::vector<RecordId>> allWith(
    Connection &connection, const EntityDef &entity, const FieldDef &field, const Value &value)
{
    TANDEM_ASSIGN(Statement statement,
        connection.prepare(QStringLiteral("SELECT \"id\" FROM %1 WHERE %2 = ?1")
                               .arg(Dialect::quoted(entity.table), Dialect::quoted(field.column))));
    statement.bind(1, value);
    std::vector<RecordId> found;
    for (;;) {
        TANDEM_ASSIGN(const bool there, statement.step());
        if (!there)
            return found;
        found.push_back(statement.id(0));
    }
}

}

std::vector<FieldChange> differences(const FieldValues &before, const FieldValues &after)
{
    std::vector<FieldChange> changes;
    for (const auto &[field, value] : changedValues(before, after)) {
        if (!isStamp(field))
            changes.push_back({field, RecordChange::valueIn(before, field), value});
    }
    return changes;
}

Result<void> RecordWriter::write(const RecordChange &change, const Author &author)
{
    const qint64 seq = m_state.nextSeq();
    const EntityNumber entity = change.entity.number;
    ChangeEntry entry{seq, entity, change.record, kindOf(change.event), author.mutation, author.user, m_state.now(), {},
        {}, {}, {}, {}, author.origin};
    entry.changes = differences(change.before, change.after);
    bool audienceMoves = change.event == RecordEvent::Create || change.event == RecordEvent::Restore;
    std::vector<FieldNumber> fields;
    fields.reserve(entry.changes.size());
    for (const FieldChange &single : entry.changes) {
        fields.push_back(single.field);
        audienceMoves = audienceMoves || audiencerules::dependsOn(m_state, change.entity, single.field);
    }
    if (change.event == RecordEvent::Create)
        TANDEM_TRY(m_state.records().insert(entity, {change.record, seq, change.after}));
    else
        TANDEM_TRY(m_state.records().update(entity, change.record, seq, changedValues(change.before, change.after)));
    if (AccessResolver::affectsAccess(entity))
        m_state.accessHasChanged();
    AudienceStore::Difference difference;
    if (audienceMoves) {
        TANDEM_ASSIGN(
            const QStringList wanted, audiencerules::wanted(m_state, change.entity, change.record, change.after));
        TANDEM_ASSIGN(difference, m_state.audience().replace(entity, change.record, wanted));
    }
    TANDEM_TRY(append(std::move(entry), difference, std::move(fields)));
    if (audienceMoves && change.event != RecordEvent::Create)
        TANDEM_TRY(cascade(change.entity, change.record, author, 0));
    return {};
}

Result<void> RecordWriter::append(
    ChangeEntry entry, const AudienceStore::Difference &difference, std::vector<FieldNumber> fields)
{
    entry.gained = difference.gained;
    entry.lost = difference.lost;
    TANDEM_TRY(m_state.log().append(entry));
    TANDEM_ASSIGN(auto keys, m_state.audience().keys(entry.entity, entry.record));
    m_state.note({entry.seq, entry.entity, entry.record, std::move(keys), difference.lost, std::move(fields)});
    return {};
}

Result<void> RecordWriter::logAction(const EntityDef &entity, const RecordId &record, const QString &action,
    const QCborMap &arguments, const Author &author)
{
    const qint64 seq = m_state.nextSeq();
    TANDEM_TRY(m_state.records().update(entity.number, record, seq, {}));
    ChangeEntry entry{seq, entity.number, record, MutationKind::Action, author.mutation, author.user, m_state.now(),
        action, {}, arguments, {}, {}, author.origin};
    return append(std::move(entry), {}, {});
}

Result<void> RecordWriter::refreshAudience(const EntityDef &entity, const RecordId &record, const Author &author)
{
    TANDEM_ASSIGN(const auto row, m_state.records().find(entity.number, record));
    return row ? refresh(entity, *row, author, 0) : Result<void>();
}

Result<void> RecordWriter::refresh(const EntityDef &entity, const StoredRecord &row, const Author &author, int depth)
{
    TANDEM_ASSIGN(const QStringList wanted, audiencerules::wanted(m_state, entity, row.id, row.values));
    TANDEM_ASSIGN(const auto difference, m_state.audience().replace(entity.number, row.id, wanted));
    if (!difference.isEmpty()) {
        const qint64 seq = m_state.nextSeq();
        TANDEM_TRY(m_state.records().update(entity.number, row.id, seq, {}));
        ChangeEntry entry{
            seq, entity.number, row.id, MutationKind::Update, {}, author.user, m_state.now(), {}, {}, {}, {}, {}, {}};
        TANDEM_TRY(append(std::move(entry), difference, {}));
    }
    // What it lends may change where its own keys stay: a share that goes on to its children or does so no more.
    return cascade(entity, row.id, author, depth + 1);
}

Result<void> RecordWriter::cascade(const EntityDef &parent, const RecordId &record, const Author &author, int depth)
{
    if (depth >= deepestCascade) {
        qCWarning(log) << "audience of" << parent.name << record << "goes deeper than" << deepestCascade;
        return {};
    }
    for (const auto &[child, link] : m_state.rules().rules(parent).children) {
        const Value target =
            link->type == FieldType::AnyLink ? Value(audiencerules::anyLink(parent, record)) : Value(record);
        TANDEM_ASSIGN(const auto children, allWith(m_state.connection(), *child, *link, target));
        for (const RecordId &id : children) {
            TANDEM_ASSIGN(const auto row, m_state.records().find(child->number, id));
            if (row)
                TANDEM_TRY(refresh(*child, *row, author, depth));
        }
    }
    return {};
}

}
