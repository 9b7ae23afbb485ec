// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/views/crm/missingfieldsdialog.h"

#include "client/fields/fieldeditors.h"
#include "client/fields/fielderror.h"
#include "client/fields/fieldformat.h"
#include "client/records/records.h"
#include "client/widgets/discardguard.h"
#include "client/widgets/helpcontext.h"
#include "client/widgets/messagestrip.h"

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace tandem::client::crm {

MissingFieldsDialog::MissingFieldsDialog(FieldContext context, const Record &record, const FieldValues &to,
    const std::vector<Error> &errors, QWidget *parent)
    : QDialog(parent)
    , m_context(std::move(context))
    , m_record(record)
    , m_to(to)
    , m_strip(new MessageStrip(this))
    , m_form(new QFormLayout)
{
    const FieldDef *name = definition().field(definition().titleField);
    const QString title = name ? record.value(name->number).toText() : QString();
    setWindowTitle(title.isEmpty() ? m_context.labels->entity(definition()) : title);
    setHelpContext(*this, QStringLiteral("dialog/missingFields"));
    setMinimumWidth(460);
    m_form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    auto *buttons = new QDialogButtonBox(this);
    m_apply = buttons->addButton(tr("Continue"), QDialogButtonBox::AcceptRole);
    buttons->addButton(tr("Cancel"), QDialogButtonBox::RejectRole);
    m_apply->setDefault(true);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_strip);
    layout->addWidget(new QLabel(tr("This is needed first:"), this));
    layout->addLayout(m_form);
    layout->addStretch(1);
    layout->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::accepted, this, &MissingFieldsDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    new DiscardGuard(*this, *m_strip, [this] {
        return std::any_of(
            m_editors.cbegin(), m_editors.cend(), [](const FieldEditor *editor) { return editor->isDirty(); });
    });
    showErrors(errors);
    if (!m_editors.empty())
        m_editors.front()->control()->setFocus();
}

const EntityDef &MissingFieldsDialog::definition() const
{
    return *m_context.registry->entity(m_record.key.entity);
}

FieldEditor *MissingFieldsDialog::editorFor(const QString &name)
{
    const FieldDef *field = definition().field(name);
    if (!field || m_to.contains(field->number))
        return nullptr;
    for (FieldEditor *editor : m_editors) {
        if (editor->field().number == field->number)
            return editor;
    }
    FieldEditor *editor = createFieldEditor(definition(), *field, m_context, this);
    editor->setRecord(m_record.key, false);
    editor->setValue(m_record.value(field->number));
    m_form->addRow(editor->label(), editor);
    m_editors.push_back(editor);
    connect(editor, &FieldEditor::edited, editor, &FieldEditor::clearError);
    return editor;
}

void MissingFieldsDialog::showErrors(const std::vector<Error> &errors)
{
    for (const Error &error : errors) {
        if (FieldEditor *editor = editorFor(error.field))
            editor->setError(fieldErrorText(error, definition(), editor->field(), FieldFormat(m_context)));
        else
            m_strip->showError(error);
    }
}

FieldValues MissingFieldsDialog::values() const
{
    FieldValues values;
    for (const FieldEditor *editor : m_editors)
        values[editor->field().number] = editor->value();
    return values;
}

void MissingFieldsDialog::accept()
{
    for (FieldEditor *editor : m_editors) {
        if (editor->inputError().isEmpty())
            continue;
        editor->setError(editor->inputError());
        editor->control()->setFocus();
        return;
    }
    FieldValues all = values();
    all.insert(m_to.begin(), m_to.end());
    m_apply->setEnabled(false);
    m_context.records->objections(m_record.key.entity, {m_record.key.id}, all, this,
        [this](const Result<std::vector<WriteObjection>> &found) { judge(found); });
}

void MissingFieldsDialog::judge(const Result<std::vector<WriteObjection>> &found)
{
    m_apply->setEnabled(true);
    if (!found.ok())
        m_strip->showError(found.error());
    else if (found->empty())
        QDialog::accept();
    else
        showErrors(found->front().errors);
}

}
