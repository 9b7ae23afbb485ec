// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/fields/choicefieldeditor.h"

#include "client/fields/optionswatch.h"
#include "client/fields/quietcombobox.h"
#include "client/fields/recordscontext.h"
#include "client/records/records.h"

#include <QEvent>

namespace tandem::client {

ChoiceFieldEditor::ChoiceFieldEditor(
    const EntityDef &entity, const FieldDef &field, FieldContext context, QWidget *parent)
    : FieldEditor(entity, field, std::move(context), parent)
    , m_box(new QuietComboBox)
{
    m_box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_box->setMinimumContentsLength(8);
    setControl(m_box);
    fill({});
    connect(m_box, &QComboBox::currentIndexChanged, this, &ChoiceFieldEditor::notifyEdited);
}

Value ChoiceFieldEditor::value() const
{
    const QString key = m_box->currentData().toString();
    return key.isEmpty() ? Value() : Value(key);
}

void ChoiceFieldEditor::showValue(const Value &value)
{
    const QString key = value.toText();
    if (m_box->findData(key) < 0)
        fill(key);
    m_box->setCurrentIndex(m_box->findData(key));
}

void ChoiceFieldEditor::applyReadOnly(bool readOnly)
{
    m_box->setEnabled(!readOnly);
}

void ChoiceFieldEditor::retranslate()
{
    fill(m_box->currentData().toString());
}

void ChoiceFieldEditor::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange)
        fill(m_box->currentData().toString());
    FieldEditor::changeEvent(event);
}

void ChoiceFieldEditor::fill(const QString &current)
{
    const QSignalBlocker blocker(m_box);
    m_box->clear();
    m_box->addItem(tr("–"), QString());
    bool found = current.isEmpty();
    for (const ChoiceOption &option : field().options) {
        if (!option.active && option.key != current)
            continue;
        m_box->addItem(
            optionSwatch(option.colour, palette(), devicePixelRatioF()), optionLabel(option.key), option.key);
        found = found || option.key == current;
    }
    if (!found)
        m_box->addItem(optionLabel(current), current);
    m_box->setCurrentIndex(m_box->findData(current));
}

QString ChoiceFieldEditor::optionLabel(const QString &key) const
{
    const Labels *labels = labelsOf(context());
    return labels ? labels->option(entity(), field(), key) : key;
}

}
