// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/fields/fieldeditor.h"

class QCheckBox;

namespace tandem::client {

/// Yes or no. What was never set shows as no and stays unset until it is clicked.
class BooleanFieldEditor final : public FieldEditor
{
    Q_OBJECT
public:
    BooleanFieldEditor(const EntityDef &entity, const FieldDef &field, FieldContext context, QWidget *parent = nullptr);

    Value value() const override { return m_value; }

protected:
    void showValue(const Value &value) override;
    void applyReadOnly(bool readOnly) override;
    void retranslate() override;

private:
    QCheckBox *m_box;
    Value m_value;
};

}
