// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/fields/computedfieldeditor.h"

#include "client/fields/fieldformat.h"

#include <QLineEdit>

namespace tandem::client {

ComputedFieldEditor::ComputedFieldEditor(
    const EntityDef &entity, const FieldDef &field, FieldContext context, QWidget *parent)
    : FieldEditor(entity, field, std::move(context), parent)
    , m_line(new QLineEdit)
{
    m_line->setReadOnly(true);
    setControl(m_line);
    retranslate();
}

void ComputedFieldEditor::showValue(const Value &value)
{
    m_value = value;
    m_line->setText(FieldFormat(context()).text(entity(), field(), value));
}

void ComputedFieldEditor::retranslate()
{
    m_line->setPlaceholderText(tr("Calculated"));
    showValue(m_value);
}

}
