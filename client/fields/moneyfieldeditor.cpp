// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/fields/moneyfieldeditor.h"

#include "client/fields/composinglineedit.h"
#include "client/fields/fielderror.h"
#include "client/fields/quietcombobox.h"
#include "client/widgets/tokens.h"
#include "shared/metadata/fieldtypes/fieldtype.h"

#include <QHBoxLayout>

namespace tandem::client {

MoneyFieldEditor::MoneyFieldEditor(
    const EntityDef &entity, const FieldDef &field, FieldContext context, QWidget *parent)
    : FieldEditor(entity, field, std::move(context), parent)
    , m_amount(new ComposingLineEdit)
    , m_currency(new QuietComboBox)
{
    m_amount->setAlignment(Qt::AlignRight);
    auto *row = new QWidget;
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(tokens::spaceSmall);
    layout->addWidget(m_amount, 1);
    layout->addWidget(m_currency);
    setControl(row, m_amount);
    for (const QString &currency : this->context().currencies)
        m_currency->addItem(currency + QStringLiteral(" ") + FieldFormat::currencySymbol(currency), currency);
    showCurrency(this->context().currency);
    connect(m_amount, &QLineEdit::textEdited, this, &MoneyFieldEditor::notifyEdited);
    connect(m_amount, &QLineEdit::editingFinished, this, &MoneyFieldEditor::tidy);
    connect(m_currency, &QComboBox::activated, this, &MoneyFieldEditor::notifyEdited);
    retranslate();
}

Value MoneyFieldEditor::value() const
{
    const bool touched = m_amount->text() != m_shownText || m_currency->currentData().toString() != m_shownCurrency;
    return touched ? parsed().valueOr(originalValue()) : m_shownValue;
}

QString MoneyFieldEditor::inputError() const
{
    if (m_amount->text() == m_shownText)
        return {};
    const Result<Value> result = parsed();
    return result ? QString() : fieldErrorText(result.error(), entity(), field(), FieldFormat(context()));
}

Value MoneyFieldEditor::typed() const
{
    return inputError().isEmpty() ? value() : Value(m_amount->text());
}

void MoneyFieldEditor::enterTyped(const Value &typed)
{
    if (typed.kind() != Value::Kind::Text)
        return enterValue(typed);
    m_amount->setText(typed.toText());
    notifyEdited();
}

bool MoneyFieldEditor::isComposing() const
{
    return m_amount->isComposing();
}

void MoneyFieldEditor::showValue(const Value &value)
{
    m_shownValue = value;
    showCurrency(value.isNull() ? context().currency : value.toMoney().currency);
    m_shownCurrency = m_currency->currentData().toString();
    m_shownText = value.isNull() ? QString() : amountText(value.toMoney());
    m_amount->setText(m_shownText);
}

void MoneyFieldEditor::applyReadOnly(bool readOnly)
{
    m_amount->setReadOnly(readOnly);
    m_currency->setEnabled(!readOnly);
}

void MoneyFieldEditor::retranslate()
{
    m_currency->setAccessibleName(tr("Currency of %1").arg(label()));
}

Result<Value> MoneyFieldEditor::parsed() const
{
    FieldTypeInfo::ImportContext typed;
    typed.currency = m_currency->currentData().toString();
    return fieldTypeInfo(field().type).fromImport(field(), m_amount->text(), typed);
}

QString MoneyFieldEditor::amountText(const Money &money) const
{
    FieldContext plain = context();
    plain.locale = QLocale::c();
    plain.locale.setNumberOptions(QLocale::DefaultNumberOptions);
    QString text = FieldFormat(plain).money(money);
    text.remove(FieldFormat::currencySymbol(money.currency));
    return text.trimmed();
}

void MoneyFieldEditor::showCurrency(const QString &currency)
{
    int index = m_currency->findData(currency);
    if (index < 0 && !currency.isEmpty()) {
        m_currency->addItem(currency, currency);
        index = m_currency->count() - 1;
    }
    m_currency->setCurrentIndex(index);
}

/// Once the user has left the field: grouping, and the currency that the text named.
void MoneyFieldEditor::tidy()
{
    if (m_amount->text() == m_shownText || isComposing())
        return;
    if (const Result<Value> result = parsed())
        showValue(*result);
}

}
