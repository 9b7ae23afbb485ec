// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/records/recordwriter.h"

#include "server/records/audiencerules.h"
#include "server/records/purgedrecords.h"
#include "shared/database/dialects/dialect.h"

#include <QLoggingCategory>

namespace tandem::server {

namespace {

Q_LOGGING_CATEGORY(log, "tandem.records")

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

/// The columns to set: everything that differs, stamps included. Both are in the order of their fields.
FieldValues changedValues(const FieldValues &before, const FieldValues &after)
{
    FieldValues changed;
    auto was = before.begin();
    const auto clearUpTo = [&](auto reached) {
        for (; was != before.end() && reached(was->first); ++was)
            changed.emplace_hint(changed.end(), was->first, Value());
    };
    for (const auto &[field, value] : after) {
        clearUpTo([number = field](FieldNumber earlier) { return earlier < number; });
        const bool stood = was != before.end() && was->first == field;
        if (stood ? was->second != value : !value.isNull())
            changed.emplace_hint(changed.end(), field, value);
        if (stood)
            ++was;
    }
    clearUpTo([](FieldNumber) { return true; });
    return changed;
}

/// The same as the log tells it: without the stamps that the server sets on every change.
std::vector<FieldChange> logged(const FieldValues &before, const FieldValues &changed)
{
    std::vector<FieldChange> changes;
    for (const auto &[field, value] : changed) {
        if (!isStamp(field))
            changes.push_back({field, valueIn(before, field), value});
    }
    return changes;
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

bool isStamp(FieldNumber field)
{
    return field >= systemfield::createdBy && field <= systemfield::modifiedAt;
}

std::vector<FieldChange> differences(const FieldValues &before, const FieldValues &after)
{
    return logged(before, changedValues(before, after));
}

Result<void> RecordWriter::write(const RecordChange &change, const Author &author)
{
    const qint64 seq = m_state.nextSeq();
    const EntityNumber entity = change.entity.number;
    ChangeEntry entry{seq, entity, change.record, kindOf(change.event), author.mutation, author.user, m_state.now(), {},
        {}, {}, {}, {}, author.origin};
    const FieldValues changed = changedValues(change.before, change.after);
    entry.changes = logged(change.before, changed);
    std::vector<FieldNumber> fields;
    fields.reserve(entry.changes.size());
    for (const FieldChange &single : entry.changes)
        fields.push_back(single.field);
    const bool audienceMoves = change.event == RecordEvent::Create || change.event == RecordEvent::Restore
        || audiencerules::isMovedBy(m_state, change);
    if (change.event == RecordEvent::Create)
        TANDEM_TRY(m_state.records().insert(entity, {change.record, seq, change.after}));
    else
        TANDEM_TRY(m_state.records().update(entity, change.record, seq, changed));
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
    TANDEM_TRY(m_state.append(entry));
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

Result<void> RecordWriter::purge(const EntityDef &entity, const RecordId &record, const Author &author)
{
    const qint64 seq = m_state.nextSeq();
    TANDEM_TRY(m_state.records().remove(entity.number, record));
    TANDEM_ASSIGN(const auto difference, m_state.audience().replace(entity.number, record, QStringList()));
    ChangeEntry entry{seq, entity.number, record, MutationKind::Action, author.mutation, author.user, m_state.now(),
        purgeAction, {}, {}, {}, {}, author.origin};
    TANDEM_TRY(append(std::move(entry), difference, {}));
    return cascade(entity, record, author, 0);
}

Result<void> RecordWriter::refreshAudience(const EntityDef &entity, const RecordId &record, const Author &author)
{
    TANDEM_ASSIGN(const auto row, m_state.records().find(entity.number, record));
    if (!row)
        return {};
    TANDEM_ASSIGN(const QStringList wanted, audiencerules::wanted(m_state, entity, record, row->values));
    return refresh(entity, *row, wanted, author, 0);
}

Result<void> RecordWriter::refresh(
    const EntityDef &entity, const StoredRecord &row, const QStringList &wanted, const Author &author, int depth)
{
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
    if (depth >= audiencerules::deepestParent) {
        qCWarning(log) << "audience of" << parent.name << record << "goes deeper than" << audiencerules::deepestParent;
        return {};
    }
    std::optional<QStringList> lent; // the same for all that hang on it
    for (const auto &[child, link] : m_state.rules().rules(parent).children) {
        const Value target = audiencerules::linkTo(*link, parent, record);
        TANDEM_ASSIGN(const auto children, allWith(m_state.connection(), *child, *link, target));
        if (!children.empty() && !lent) {
            TANDEM_ASSIGN(lent, audiencerules::lentBy(m_state, parent, record));
        }
        for (const RecordId &id : children) {
            TANDEM_ASSIGN(const auto row, m_state.records().find(child->number, id));
            if (!row)
                continue;
            TANDEM_ASSIGN(
                const QStringList wanted, audiencerules::wantedUnder(m_state, *lent, *child, id, row->values));
            TANDEM_TRY(refresh(*child, *row, wanted, author, depth));
        }
    }
    return {};
}

}
