// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/lists/bulkeditdialog.h"

#include "client/fields/fieldeditors.h"
#include "client/fields/fielderror.h"
#include "client/fields/fieldformat.h"
#include "client/records/records.h"
#include "client/widgets/discardguard.h"
#include "client/widgets/helpcontext.h"
#include "client/widgets/messagestrip.h"
#include "shared/metadata/validator.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace tandem::client {

BulkEditDialog::BulkEditDialog(const QString &entity, int count, FieldContext context, QWidget *parent)
    : QDialog(parent)
    , m_entity(entity)
    , m_count(count)
    , m_context(std::move(context))
    , m_strip(new MessageStrip(this))
    , m_note(new QLabel(this))
    , m_fields(new QComboBox(this))
    , m_rows(new QVBoxLayout)
    , m_add(new QPushButton(tr("&Add"), this))
{
    setHelpContext(*this, QStringLiteral("dialog/bulkEdit"));
    setWindowTitle(tr("Edit %n record(s)", nullptr, count));
    setMinimumWidth(460);
    auto *chooser = new QHBoxLayout;
    chooser->addWidget(m_fields, 1);
    chooser->addWidget(m_add);
    auto *intro = new QLabel(tr("Choose the &fields to change. All other fields stay as they are."), this);
    intro->setBuddy(m_fields);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this);
    m_apply = buttons->button(QDialogButtonBox::Ok);
    m_cancel = buttons->button(QDialogButtonBox::Cancel);
    m_cancel->setText(tr("Cancel"));
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_strip);
    layout->addWidget(m_note);
    layout->addWidget(intro);
    layout->addLayout(chooser);
    layout->addLayout(m_rows);
    layout->addStretch(1);
    layout->addWidget(buttons);
    m_note->setWordWrap(true);
    m_note->hide();
    m_fields->setAccessibleName(tr("Field"));
    fillFields();
    updateButton();
    connect(m_add, &QPushButton::clicked, this, &BulkEditDialog::addField);
    connect(m_apply, &QPushButton::clicked, this, &BulkEditDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    new DiscardGuard(*this, *m_strip, [this] {
        return std::any_of(
            m_editors.cbegin(), m_editors.cend(), [](const FieldEditor *editor) { return editor->isDirty(); });
    });
}

void BulkEditDialog::setNote(const QString &text)
{
    m_note->setText(text);
    m_note->setVisible(!text.isEmpty());
}

const EntityDef *BulkEditDialog::definition() const
{
    return m_context.registry->entity(m_entity);
}

void BulkEditDialog::fillFields()
{
    const EntityDef *entity = definition();
    for (const FieldDef &field : entity->fields) {
        const bool typed = !field.readOnly && !field.byProgram && field.isStored();
        const bool changeable = typed && !field.deleted && !field.hidden && !field.unique
            && (!field.isSystem() || field.number == systemfield::owner)
            && m_context.records->fieldAccess(entity->number, field.number) == FieldAccess::Write;
        if (changeable)
            m_fields->addItem(m_context.labels->field(*entity, field), field.name);
    }
}

void BulkEditDialog::addField()
{
    const EntityDef *entity = definition();
    const FieldDef *field = entity->field(m_fields->currentData().toString());
    if (!field)
        return;
    m_fields->removeItem(m_fields->currentIndex());
    FieldEditor *editor = createFieldEditor(*entity, *field, m_context, this);
    auto *label = new QLabel(editor->label(), this);
    label->setBuddy(editor->control());
    m_rows->addWidget(label);
    m_rows->addWidget(editor);
    m_editors.push_back(editor);
    connect(editor, &FieldEditor::edited, m_strip, &MessageStrip::clear);
    keepButtonsLast();
    editor->setFocus();
    updateButton();
}

/// Tab comes to a new field behind all else that is there, so the buttons are put behind it again.
void BulkEditDialog::keepButtonsLast()
{
    QWidget *last = previousInFocusChain();
    while (last != this && last->focusPolicy() == Qt::NoFocus)
        last = last->previousInFocusChain();
    setTabOrder(last, m_apply);
    setTabOrder(m_apply, m_cancel);
}

void BulkEditDialog::updateButton()
{
    m_apply->setEnabled(!m_editors.empty());
    // Enter goes on with what is next: the first field, then the change.
    (m_editors.empty() ? m_add : m_apply)->setDefault(true);
    m_apply->setText(tr("Change %n record(s)", nullptr, m_count));
}

FieldValues BulkEditDialog::values() const
{
    FieldValues values;
    for (const FieldEditor *editor : m_editors)
        values[editor->field().number] = editor->value();
    return values;
}

QString BulkEditDialog::errorOf(const FieldEditor &editor) const
{
    const FieldDef &field = editor.field();
    if (field.required && editor.value().isEmpty())
        return tr("This field must not be empty.");
    if (!editor.inputError().isEmpty())
        return editor.inputError();
    const Result<void> fits = validateValue(field, editor.value());
    return fits.ok() ? QString() : fieldErrorText(fits.error(), *definition(), field, FieldFormat(m_context));
}

void BulkEditDialog::accept()
{
    for (FieldEditor *editor : m_editors) {
        const QString error = errorOf(*editor);
        editor->setError(error);
        if (!error.isEmpty()) {
            editor->setFocus();
            return;
        }
    }
    QDialog::accept();
}

}
