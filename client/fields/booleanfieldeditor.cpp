// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/fields/booleanfieldeditor.h"

#include <QCheckBox>

namespace tandem::client {

BooleanFieldEditor::BooleanFieldEditor(
    const EntityDef &entity, const FieldDef &field, FieldContext context, QWidget *parent)
    : FieldEditor(entity, field, std::move(context), parent)
    , m_box(new QCheckBox)
{
    setControl(m_box);
    connect(m_box, &QCheckBox::toggled, this, [this](bool on) {
        m_value = Value(on);
        retranslate();
        notifyEdited();
    });
    retranslate();
}

void BooleanFieldEditor::showValue(const Value &value)
{
    m_box->setChecked(value.toBool());
    m_value = value;
    retranslate();
}

void BooleanFieldEditor::applyReadOnly(bool readOnly)
{
    m_box->setEnabled(!readOnly);
}

void BooleanFieldEditor::retranslate()
{
    m_box->setText(m_box->isChecked() ? tr("Yes") : tr("No"));
}

}
