// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/fields/fieldeditor.h"

class QComboBox;

namespace tandem::client {

class ComposingLineEdit;

/// Amount and currency; the currency is always said. Typing "US$ 1,200" or "12.5元" sets both.
class MoneyFieldEditor final : public FieldEditor
{
    Q_OBJECT
public:
    MoneyFieldEditor(const EntityDef &entity, const FieldDef &field, FieldContext context, QWidget *parent = nullptr);

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
    QString amountText(const Money &money) const;
    void showCurrency(const QString &currency);
    void tidy();

    ComposingLineEdit *m_amount;
    QComboBox *m_currency;
    Value m_shownValue;
    QString m_shownText;
    QString m_shownCurrency;
};

}
