// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/fields/fieldeditor.h"

namespace tandem::client {

class GrowingTextEdit;

/// Several lines of plain text; also JSON, which is checked and shown in a fixed-width font.
class LongTextFieldEditor final : public FieldEditor
{
    Q_OBJECT
public:
    LongTextFieldEditor(
        const EntityDef &entity, const FieldDef &field, FieldContext context, QWidget *parent = nullptr);

    Value value() const override;
    QString inputError() const override;
    bool isWide() const override { return true; }
    bool isComposing() const override;

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void showValue(const Value &value) override;
    void applyReadOnly(bool readOnly) override;

private:
    GrowingTextEdit *m_edit;
    Value m_shownValue;
    QString m_shownText;
};

}
