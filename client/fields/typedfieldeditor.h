// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/fields/fieldeditor.h"
#include "client/fields/fieldformat.h"

class QToolButton;

namespace tandem::client {

class ComposingLineEdit;

/// One line that is read the way an imported cell is: full-width digits, "1,200.5", "1:30", "2 h" all count. For text,
/// whole numbers, decimals, percents, durations, e-mail addresses, phone numbers, web addresses and number series.
class TypedFieldEditor final : public FieldEditor
{
    Q_OBJECT
public:
    TypedFieldEditor(const EntityDef &entity, const FieldDef &field, FieldContext context, QWidget *parent = nullptr);

    Value value() const override;
    QString inputError() const override;
    Value typed() const override;
    void enterTyped(const Value &typed) override;
    bool isComposing() const override;

protected:
    void showValue(const Value &value) override;
    void applyReadOnly(bool readOnly) override;
    void retranslate() override;

private:
    Result<Value> parsed() const;
    QString shown(const Value &value) const;
    void step(int by);
    void runAction();
    void tidy();
    void refreshAction();

    ComposingLineEdit *m_line;
    QToolButton *m_action = nullptr;
    Value m_shownValue; ///< what the line says, as long as nobody typed into it
    QString m_shownText;
};

}
