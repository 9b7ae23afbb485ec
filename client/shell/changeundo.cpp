// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/shell/changeundo.h"

#include "shared/entities/entitynames.h"
#include "shared/replication/origin.h"

#include <algorithm>

namespace tandem::client {

namespace massChange = entities::massChange;

ChangeUndo::ChangeUndo(FieldContext context, QObject *parent)
    : QObject(parent)
    , m_context(std::move(context))
{
}

void ChangeUndo::findOffer(const RecordKey &key, const HistoryEntry &change, std::function<void(const Offer &)> done)
{
    findMassChange(change, [this, key, change, done = std::move(done)](const Record &massChange) {
        m_context.records->read(key, this, [this, change, massChange, done](const Result<Record> &record) {
            done({record.ok() && isUndoable(*record, change), massChange});
        });
    });
}

/// With none for what is part of nothing, or of what the user may not see, such as an import.
void ChangeUndo::findMassChange(const HistoryEntry &change, std::function<void(const Record &)> done)
{
    const RecordId origin = originOf(change.arguments);
    if (origin.isNull() || !m_context.records->entity(massChange::number))
        return done({});
    m_context.records->read({massChange::number, origin}, this,
        [done = std::move(done)](const Result<Record> &found) { done(found.ok() ? *found : Record()); });
}

bool ChangeUndo::isUndoable(const Record &record, const HistoryEntry &change) const
{
    if (change.kind != MutationKind::Update || record.isDeleted() || !m_context.records->mayEdit(record))
        return false;
    const UndoDecision decision = decide(record, change);
    const bool wasChangedAgain = std::any_of(decision.kept.begin(), decision.kept.end(),
        [](const KeptField &kept) { return kept.reason == KeptBecause::Changed; });
    return !decision.changes.empty() || wasChangedAgain;
}

void ChangeUndo::undo(const RecordKey &key, const HistoryEntry &change)
{
    m_context.records->read(key, this, [this, change](const Result<Record> &record) {
        if (record.ok())
            undoOn(*record, change);
        else
            emit failed(record.error());
    });
}

void ChangeUndo::undoOn(const Record &record, const HistoryEntry &change)
{
    const UndoDecision decision = decide(record, change);
    if (decision.changes.empty()) {
        emit told(tr("Nothing was undone. Changed again since: %1").arg(keptFields(record.key, decision)));
        return;
    }
    FieldValues to;
    for (const FieldChange &field : decision.changes)
        to.insert_or_assign(field.field, field.to);
    m_context.records->objections(record.key.entity, {record.key.id}, to, this,
        [this, key = record.key, to, decision](const Result<std::vector<WriteObjection>> &found) {
            if (!found.ok())
                emit failed(found.error());
            else if (!found->empty())
                emit failed(found->front().errors.front());
            else
                write(key, to, decision);
        });
}

/// Names what it goes back from: who changes a field at the same time makes a conflict that both see.
void ChangeUndo::write(const RecordKey &key, const FieldValues &to, const UndoDecision &decision)
{
    FieldValues seen;
    for (const FieldChange &field : decision.changes)
        seen.insert_or_assign(field.field, field.from);
    const QString kept = keptFields(key, decision);
    m_context.records->update(
        key, to, this,
        [this, kept](const Result<std::vector<MutationId>> &done) {
            if (!done.ok())
                emit failed(done.error());
            else if (kept.isEmpty())
                emit told(tr("The change was undone."));
            else
                emit told(tr("The change was undone, except for: %1").arg(kept));
        },
        seen);
}

UndoDecision ChangeUndo::decide(const Record &record, const HistoryEntry &change) const
{
    const EntityDef *entity = m_context.records->entity(record.key.entity);
    if (!entity)
        return {};
    return decideUndo(*entity, {{change.kind, change.changes}}, record.values,
        [this, number = entity->number](FieldNumber field) { return m_context.records->fieldAccess(number, field); });
}

QString ChangeUndo::keptFields(const RecordKey &key, const UndoDecision &decision) const
{
    const EntityDef *entity = m_context.records->entity(key.entity);
    QStringList names;
    for (const KeptField &kept : decision.kept) {
        const FieldDef *field = entity ? entity->field(kept.field) : nullptr;
        if (field)
            names.append(m_context.labels->field(*entity, *field));
    }
    return m_context.locale.createSeparatedList(names);
}

}
