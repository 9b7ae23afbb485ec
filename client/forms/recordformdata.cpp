// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/fields/fieldformat.h"
#include "client/fields/recordscontext.h"
#include "client/forms/formbody.h"
#include "client/forms/recordform.h"
#include "client/records/records.h"
#include "client/records/rollups.h"
#include "client/widgets/messagestrip.h"

#include <QPushButton>

/// Where a form's values come from: the record, its draft, and changes that arrive while it is open.

namespace tandem::client {

/// The form turns to another record or goes away: what was typed last stays, as the draft of its record.
void RecordForm::leaveRecord()
{
    if (m_draftTimer.isActive())
        saveDraft();
    if (!m_saving)
        return;
    takeWritten(*m_saving);
    if (isDirty())
        m_saving->later = draft();
    m_saving.reset();
}

void RecordForm::openRecord(const RecordId &record)
{
    leaveRecord();
    m_record = record;
    m_new = false;
    m_loaded = false;
    m_fixed = Fixed::No;
    m_strip->clear();
    if (!m_context.records)
        return;
    // What is typed into a form that does not know its record yet would be overwritten by it.
    m_body->setAllReadOnly(true);
    refreshRules();
    m_context.records->read(key(), this, [this, record](const Result<Record> &read) {
        if (record != m_record)
            return;
        if (!read)
            return showWithoutRecord(read.error());
        showRecord(*read);
        m_context.records->loadDraft(key(), this, [this, record](const Result<std::optional<Draft>> &draft) {
            if (draft && *draft && record == m_record && !(*draft)->values.empty())
                restoreDraft(**draft);
        });
    });
}

/// The record is gone or no longer shared. What was typed into it is still its user's, to be read and copied.
void RecordForm::showWithoutRecord(const Error &error)
{
    m_buttons->hide();
    m_saved.clear();
    for (FieldEditor *editor : m_body->editors()) {
        editor->setHint({});
        editor->clearError();
        editor->setRecord(key(), true);
        editor->setValue({});
    }
    refreshRules();
    refreshDirty();
    if (error.code != ErrorCode::NotFound)
        m_strip->showError(error);
    m_context.records->loadDraft(key(), this, [this, record = m_record](const Result<std::optional<Draft>> &draft) {
        if (record != m_record || m_loaded)
            return;
        const bool wasTyped = draft && *draft && !(*draft)->values.empty();
        if (wasTyped) {
            restoreDraft(**draft);
            m_body->setAllReadOnly(true);
            m_strip->showMessage(Tone::Warning,
                tr("This record is not on this computer, or you may not see it. What you typed on %1 is kept here.")
                    .arg(FieldFormat(m_context).dateTime((*draft)->at)));
            m_strip->addAction(QStringLiteral("discardDraft"), tr("Discard it"));
        }
        emit recordMissing(wasTyped);
    });
}

/// The company does not keep such records any more.
void RecordForm::showRemoved()
{
    m_body->setAllReadOnly(true);
    refreshRules();
    m_buttons->hide();
    m_strip->showMessage(Tone::Warning,
        tr("This kind of record was removed. What you typed and did not save is kept among the problems."));
}

void RecordForm::createRecord(const FieldValues &initial, const RecordId &id)
{
    leaveRecord();
    m_record = id;
    m_new = true;
    m_strip->clear();
    m_saved.clear();
    const Surroundings now = surroundingsOf(m_context);
    for (const FieldDef &field : m_entity->fields) {
        const Value value = field.deleted || !field.isStored() ? Value() : m_body->rules().defaultValue(field, now);
        if (!value.isNull())
            m_saved[field.number] = value;
    }
    if (m_context.records && m_entity->field(systemfield::owner))
        m_saved.try_emplace(systemfield::owner, Value(m_context.records->currentUser()));
    for (const auto &[number, value] : initial)
        m_saved[number] = value;
    for (FieldEditor *editor : m_body->editors()) {
        const auto found = m_saved.find(editor->field().number);
        editor->setRecord(key(), true);
        editor->setValue(found == m_saved.end() ? Value() : found->second);
    }
    m_loaded = true;
    refreshRules();
    refreshDirty();
    offerEarlierDraft();
    emit loaded();
}

void RecordForm::continueDraft(const Draft &draft)
{
    leaveRecord();
    m_record = draft.key.id;
    m_new = draft.isNew;
    for (FieldEditor *editor : m_body->editors())
        editor->setRecord(key(), m_new);
    restoreDraft(draft);
}

void RecordForm::showRecord(const Record &record)
{
    m_saved = record.values;
    for (FieldEditor *editor : m_body->editors()) {
        editor->setHint({});
        editor->clearError();
        editor->setRecord(record.key, false);
        if (editor->field().isStored() || editor->field().type == FieldType::RollUp)
            editor->setValue(record.value(editor->field().number));
    }
    showState(record);
    m_loaded = true;
    refreshRules();
    refreshDirty();
    emit loaded();
}

/// Whether it may be edited and where it is; both change while it is open.
RecordForm::Fixed RecordForm::fixedBy(const Record &record, bool isEditable) const
{
    if (!record.isDeleted())
        return isEditable ? Fixed::No : Fixed::ByRights;
    if (m_fixed == Fixed::Deleted || m_fixed == Fixed::DeletedMeanwhile)
        return m_fixed;
    return m_loaded ? Fixed::DeletedMeanwhile : Fixed::Deleted;
}

void RecordForm::showState(const Record &record)
{
    const bool editable = m_context.records->mayEdit(record) && !record.isDeleted();
    m_body->setAllReadOnly(!editable);
    m_buttons->setVisible(editable && m_buttonsWanted);
    const Fixed fixed = fixedBy(record, editable);
    if (fixed == m_fixed)
        return;
    m_fixed = fixed;
    m_stateSaid = stateText();
    if (fixed == Fixed::No)
        m_strip->clear();
    else
        m_strip->showMessage(fixed == Fixed::ByRights ? Tone::Neutral : Tone::Warning, m_stateSaid);
}

QString RecordForm::stateText() const
{
    switch (m_fixed) {
    case Fixed::ByRights:
        return tr("You may see this record, but not change it.");
    case Fixed::Deleted:
        return tr("This record is in the recycle bin.");
    case Fixed::DeletedMeanwhile:
        return tr("This record was moved to the recycle bin.");
    case Fixed::No:
        break;
    }
    return {};
}

void RecordForm::onChanged(const ChangeSet &changes)
{
    if (m_record.isNull() || m_new)
        return;
    if (!m_loaded && changes.touches(key()))
        return openRecord(m_record);
    if (changes.touches(key()))
        followRecord();
    if (rollsUpAnyOf(*m_context.registry, *m_entity, changes))
        readRollUps();
}

void RecordForm::followRecord()
{
    // Of a kind that was removed there is nothing to follow, and the strip says so already.
    if (m_new || !m_loaded || !m_context.records->entity(m_entity->number))
        return;
    m_context.records->read(key(), this, [this, record = m_record](const Result<Record> &read) {
        if (record != m_record || !m_loaded || m_saving)
            return;
        if (read)
            takeIn(*read);
        else
            m_strip->showMessage(Tone::Warning, tr("This record was removed or is no longer shared with you."));
    });
}

/// Editors are made for what the user may do with their fields; whether the record may be edited is its own question.
void RecordForm::followRights()
{
    if (!m_body->fitsRights())
        setContext(m_context);
    followRecord();
}

/// Fields that the user has not touched follow; the others keep what was typed and say what came.
void RecordForm::takeIn(const Record &record)
{
    m_saved = record.values;
    for (FieldEditor *editor : m_body->editors()) {
        const FieldDef &field = editor->field();
        if (!field.isStored())
            continue;
        const Value theirs = record.value(field.number);
        if (theirs == editor->originalValue())
            continue;
        if (!editor->isDirty()) {
            editor->setValue(theirs);
            continue;
        }
        editor->setOriginalValue(theirs);
        if (editor->isDirty())
            showHint(*editor, theirs, record);
        else
            editor->setHint({});
    }
    showState(record);
    refreshRules();
    refreshDirty();
}

void RecordForm::showHint(FieldEditor &editor, const Value &theirs, const Record &record)
{
    const FieldFormat format(m_context);
    QString text = format.text(*m_entity, editor.field(), theirs);
    if (text.isEmpty())
        text = tr("nothing");
    const FieldDef *by = m_entity->field(systemfield::modifiedBy);
    const QString who = by ? format.text(*m_entity, *by, record.value(by->number)) : QString();
    editor.setHint(who.isEmpty() ? tr("Changed elsewhere to %1.").arg(text) : tr("Changed by %1 to %2.").arg(who, text),
        QStringLiteral("take"), tr("Take that"));
}

void RecordForm::saveDraft()
{
    m_draftTimer.stop();
    if (!m_context.records || !m_loaded || m_record.isNull())
        return;
    if (!isDirty()) {
        m_context.records->removeDraft(key());
        return;
    }
    m_context.records->saveDraft(draft());
}

bool RecordForm::isKept(const FieldEditor &editor)
{
    return editor.field().isStored() || editor.field().type == FieldType::Links;
}

Draft RecordForm::draft() const
{
    Draft draft;
    draft.key = key();
    draft.isNew = m_new;
    draft.at = QDateTime::currentMSecsSinceEpoch();
    if (m_new)
        draft.seen = m_saved;
    for (const FieldEditor *editor : m_body->editors()) {
        // Also where it is read only by now: a rule or right that changed takes nothing away that was typed before.
        if (!isKept(*editor) || !editor->isDirty())
            continue;
        draft.values[editor->field().number] = editor->typed();
        draft.seen[editor->field().number] = editor->originalValue();
    }
    return draft;
}

void RecordForm::restoreDraft(const Draft &draft)
{
    if (m_new)
        m_saved = draft.seen;
    for (FieldEditor *editor : m_body->editors()) {
        const FieldNumber number = editor->field().number;
        if (m_new) {
            const auto start = m_saved.find(number);
            editor->setValue(start == m_saved.end() ? Value() : start->second);
        }
        const auto typed = draft.values.find(number);
        if (typed == draft.values.end() || !isKept(*editor))
            continue;
        const Value now = editor->originalValue();
        editor->enterTyped(typed->second);
        const auto seen = draft.seen.find(number);
        if (!m_new && seen != draft.seen.end() && seen->second != now && editor->isDirty()) {
            Record record;
            record.values = m_saved;
            showHint(*editor, now, record);
        }
    }
    m_draftTimer.stop();
    refreshRules();
    refreshDirty();
    if (!isDirty())
        return;
    m_strip->showMessage(Tone::Info,
        tr("What you typed on %1 and did not save is here again.").arg(FieldFormat(m_context).dateTime(draft.at)));
    m_strip->addAction(QStringLiteral("discardDraft"), tr("Discard it"));
}

/// In a cell of a list beside this form, where it could not stay. What was typed here is the later word.
void RecordForm::takeTyped(const RecordKey &record, FieldNumber field, const Value &typed)
{
    FieldEditor *editor = m_loaded && record == key() ? m_body->editor(field) : nullptr;
    if (editor && !editor->isReadOnly() && !editor->isDirty())
        editor->enterTyped(typed);
}

void RecordForm::offerEarlierDraft()
{
    m_earlierDraft.reset();
    if (!m_context.records)
        return;
    m_context.records->listDrafts(this, [this, record = m_record](const Result<std::vector<Draft>> &drafts) {
        if (!drafts || record != m_record || isDirty())
            return;
        for (const Draft &draft : *drafts) {
            const bool fits = draft.isNew && draft.key.entity == m_entity->number && draft.key.id != m_record;
            if (fits && (!m_earlierDraft || draft.at > m_earlierDraft->at))
                m_earlierDraft = draft;
        }
        if (!m_earlierDraft)
            return;
        m_strip->showMessage(Tone::Info,
            tr("You began one on %1 and did not save it.").arg(FieldFormat(m_context).dateTime(m_earlierDraft->at)));
        m_strip->addAction(QStringLiteral("continueDraft"), tr("Go on with it"));
        m_strip->addAction(QStringLiteral("forgetDraft"), tr("Discard it"));
    });
}

void RecordForm::readRollUps()
{
    std::vector<FieldNumber> fields;
    for (const FieldEditor *editor : m_body->editors()) {
        if (editor->field().type == FieldType::RollUp)
            fields.push_back(editor->field().number);
    }
    if (!m_context.records || m_new || m_record.isNull() || fields.empty())
        return;
    m_context.records->readMany(m_entity->number, {m_record}, fields, this,
        [this, record = m_record, fields](const Result<std::vector<Record>> &read) {
            if (record != m_record || !read || read->empty())
                return;
            for (const FieldNumber field : fields) {
                m_saved[field] = read->front().value(field);
                if (FieldEditor *editor = m_body->editor(field))
                    editor->setValue(m_saved[field]);
            }
            refreshRules();
        });
}

}
