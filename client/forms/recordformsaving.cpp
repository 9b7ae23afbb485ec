// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/fields/fielderror.h"
#include "client/forms/formbody.h"
#include "client/forms/recordform.h"
#include "client/records/records.h"
#include "client/widgets/messagestrip.h"
#include "shared/base/errortext.h"
#include "shared/metadata/validator.h"

#include <QGuiApplication>
#include <QInputMethod>
#include <QPointer>

/// How a form is saved: what must be right first, what is written, and what follows.

namespace tandem::client {

bool RecordForm::isWritten(const FieldEditor &editor)
{
    const FieldDef &field = editor.field();
    return field.isStored() && field.type != FieldType::NumberSeries && !field.readOnly;
}

void RecordForm::save()
{
    write(false);
}

void RecordForm::saveAndClose()
{
    write(true);
}

bool RecordForm::showErrors()
{
    FieldEditor *first = nullptr;
    int count = 0;
    const FieldFormat format(m_context);
    for (FieldEditor *editor : m_body->editors()) {
        QString text;
        if (m_body->isShown(*editor) && !editor->isReadOnly()) {
            const FieldDef &field = editor->field();
            text = editor->inputError();
            const Value value = editor->value();
            if (text.isEmpty() && m_body->isRequired(*editor) && value.isEmpty())
                text = errorText(Error::invalid(field.name, QStringLiteral("required")));
            if (text.isEmpty() && isWritten(*editor)) {
                if (const Result<void> valid = validateValue(field, value); !valid)
                    text = fieldErrorText(valid.error(), *m_entity, field, format);
            }
            if (text.isEmpty() && !m_body->isValid(*editor))
                text = fieldErrorText(Error::invalid(field.name, QStringLiteral("notValidWith"),
                                          {{QStringLiteral("rule"), field.validWhen}}),
                    *m_entity, field, format);
        }
        editor->setError(text);
        if (text.isEmpty())
            continue;
        ++count;
        if (!first)
            first = editor;
    }
    if (!first)
        return false;
    m_strip->showMessage(Tone::Danger, tr("%n field(s) need attention before this can be saved.", nullptr, count));
    focusEditor(*first);
    return true;
}

bool RecordForm::mayWrite(FieldNumber number) const
{
    const FieldDef *field = m_entity->field(number);
    return field && !field->readOnly
        && (!m_context.records || m_context.records->fieldAccess(m_entity->number, number) == FieldAccess::Write);
}

bool RecordForm::isSent(const FieldEditor &editor) const
{
    const bool mayEdit = m_new || !m_body->isAllReadOnly();
    return mayEdit && isWritten(editor) && mayWrite(editor.field().number);
}

/// What was typed into a field and cannot be sent any more is no part of the record, and still to be seen as typed.
FieldValues RecordForm::valuesOnceWritten() const
{
    FieldValues all = values();
    for (const FieldEditor *editor : m_body->editors()) {
        const FieldNumber number = editor->field().number;
        if (!editor->isDirty() || !isWritten(*editor) || isSent(*editor))
            continue;
        all.erase(number);
        if (!editor->originalValue().isNull())
            all[number] = editor->originalValue();
    }
    return all;
}

std::vector<WriteRequest> RecordForm::writes() const
{
    WriteRequest request;
    request.key = key();
    request.kind = m_new ? MutationKind::Create : MutationKind::Update;
    if (m_new) {
        request.to = m_saved;
        // What the user may only read, the server fills in itself; sent by him it would be refused.
        std::erase_if(request.to, [this](const auto &value) { return !mayWrite(value.first); });
    }
    for (const FieldEditor *editor : m_body->editors()) {
        const FieldNumber number = editor->field().number;
        if (!isSent(*editor) || (!m_new && !editor->isDirty()))
            continue;
        request.to[number] = editor->value();
        if (!m_new)
            request.from[number] = editor->originalValue();
    }
    std::erase_if(request.to, [this](const auto &entry) { return m_new && entry.second.isNull(); });
    std::vector<WriteRequest> requests;
    if (m_new || !request.to.empty())
        requests.push_back(std::move(request));
    for (const FieldEditor *editor : m_body->editors()) {
        std::vector<WriteRequest> linked = editor->linkedWrites();
        requests.insert(requests.end(), linked.begin(), linked.end());
    }
    return requests;
}

void RecordForm::write(bool andClose)
{
    if (m_saving || !m_context.records)
        return;
    // What stands in the input method's window belongs to the value.
    if (QGuiApplication::focusObject())
        QGuiApplication::inputMethod()->commit();
    refreshRules();
    if (showErrors()) {
        emit saveFailed();
        return;
    }
    std::vector<WriteRequest> requests = writes();
    if (requests.empty() && isDirty()) {
        m_strip->showMessage(Tone::Warning,
            tr("Not saved: you may not change this any more. What you typed stays here, to be read and copied."));
        emit saveFailed();
        return;
    }
    if (requests.empty()) {
        if (andClose)
            emit closeRequested();
        return;
    }
    const auto save = std::make_shared<Save>(Save{key(), andClose, valuesOnceWritten(), std::move(requests), {}});
    m_saving = save;
    refreshDirty();
    // For the records, not for this form: what is written needs no draft, also when the form is gone by then.
    Records *records = m_context.records;
    records->submit(save->requests, records,
        [records, save, form = QPointer<RecordForm>(this)](const Result<std::vector<MutationId>> &result) {
            if (result && save->later)
                records->saveDraft(*save->later);
            else if (result)
                records->removeDraft(save->key);
            if (form)
                form->onWritten(*save, result);
        });
}

void RecordForm::onWritten(const Save &save, const Result<std::vector<MutationId>> &result)
{
    const bool isShown = m_saving.get() == &save;
    if (isShown)
        m_saving.reset();
    if (!result) {
        if (isShown)
            showFailure(result.error());
        else
            m_strip->showError(tr("“%1” was not saved: %2. What you typed is kept as its draft.")
                                   .arg(m_context.records->titleOf(save.key), errorText(result.error())),
                result.error().toLog());
        emit saveFailed();
        return;
    }
    if (isShown) {
        m_draftTimer.stop();
        m_strip->clear();
        takeWritten(save);
        if (isDirty())
            saveDraft();
        refreshRules();
        refreshDirty();
    }
    emit saved(save.key.id);
    if (isShown && save.andClose)
        emit closeRequested();
}

void RecordForm::showFailure(const Error &error)
{
    if (FieldEditor *editor = m_body->editor(error.field)) {
        editor->setError(fieldErrorText(error, *m_entity, editor->field(), FieldFormat(m_context)));
        focusEditor(*editor);
    }
    m_strip->showError(tr("Not saved: %1").arg(errorText(error)), error.toLog());
    refreshDirty();
    followRecord(); // what came meanwhile was left out
}

/// What was written is the unchanged state from now on. What stands in the editors stays as it is, with cursor and
/// history: what was typed since then differs from it.
void RecordForm::takeWritten(const Save &save)
{
    m_saved = save.values;
    m_new = false;
    for (FieldEditor *editor : m_body->editors()) {
        editor->setHint({});
        editor->takeWritten(save.requests);
        if (!editor->field().isStored())
            continue;
        const auto written = m_saved.find(editor->field().number);
        editor->setOriginalValue(written == m_saved.end() ? Value() : written->second);
    }
}

}
