// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/fields/fieldeditor.h"

class QComboBox;

namespace tandem::client {

/// One of the options, each with its colour. An option no longer offered stays while it is the value.
class ChoiceFieldEditor final : public FieldEditor
{
    Q_OBJECT
public:
    ChoiceFieldEditor(const EntityDef &entity, const FieldDef &field, FieldContext context, QWidget *parent = nullptr);

    Value value() const override;

protected:
    void showValue(const Value &value) override;
    void applyReadOnly(bool readOnly) override;
    void retranslate() override;
    void changeEvent(QEvent *event) override;

private:
    void fill(const QString &current);
    QString optionLabel(const QString &key) const;

    QComboBox *m_box;
};

}
