// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/fields/mentionfieldeditor.h"

#include "client/fields/mentionedit.h"

namespace tandem::client {

MentionFieldEditor::MentionFieldEditor(
    const EntityDef &entity, const FieldDef &field, FieldContext context, QWidget *parent)
    : FieldEditor(entity, field, std::move(context), parent)
    , m_edit(new MentionEdit(this->context().records))
{
    setControl(m_edit);
    connect(m_edit, &MentionEdit::edited, this, &MentionFieldEditor::notifyEdited);
}

Value MentionFieldEditor::value() const
{
    const QString text = m_edit->storedText();
    // What nobody touched stays as it is stored, line breaks included.
    if (text == m_shownText)
        return m_shownValue;
    return text.trimmed().isEmpty() ? Value() : Value(text.trimmed());
}

bool MentionFieldEditor::isComposing() const
{
    return m_edit->isComposing();
}

void MentionFieldEditor::showValue(const Value &value)
{
    m_shownValue = value;
    m_edit->setStoredText(value.toText());
    m_shownText = m_edit->storedText();
}

void MentionFieldEditor::applyReadOnly(bool readOnly)
{
    m_edit->setReadOnly(readOnly);
}

}
