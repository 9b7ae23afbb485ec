// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/fields/fieldeditor.h"

class QLineEdit;

namespace tandem::client {

/// Formulas and roll-ups: shown, never typed. The form gives each new value as the others change.
class ComputedFieldEditor final : public FieldEditor
{
    Q_OBJECT
public:
    ComputedFieldEditor(
        const EntityDef &entity, const FieldDef &field, FieldContext context, QWidget *parent = nullptr);

    Value value() const override { return m_value; }

protected:
    void showValue(const Value &value) override;
    void applyReadOnly(bool) override { }
    void retranslate() override;

private:
    QLineEdit *m_line;
    Value m_value;
};

}
