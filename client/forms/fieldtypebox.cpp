// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/forms/fieldtypebox.h"

#include <QEvent>

namespace tandem::client {

namespace {

/// The usual ones first.
constexpr FieldType offered[] = {FieldType::Text, FieldType::LongText, FieldType::RichText, FieldType::Integer,
    FieldType::Decimal, FieldType::Money, FieldType::Percent, FieldType::Boolean, FieldType::Date, FieldType::DateTime,
    FieldType::Duration, FieldType::Choice, FieldType::MultiChoice, FieldType::Link, FieldType::Links,
    FieldType::AnyLink, FieldType::User, FieldType::File, FieldType::Image, FieldType::Email, FieldType::Phone,
    FieldType::Url, FieldType::Address, FieldType::Tags, FieldType::NumberSeries, FieldType::Formula, FieldType::RollUp,
    FieldType::Json};

}

FieldTypeBox::FieldTypeBox(QWidget *parent)
    : QuietComboBox(parent)
{
    for (FieldType type : offered)
        addItem(QString(), int(type));
    retranslate();
}

FieldType FieldTypeBox::type() const
{
    return FieldType(currentData().toInt());
}

void FieldTypeBox::setType(FieldType type)
{
    setCurrentIndex(findData(int(type)));
}

void FieldTypeBox::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QuietComboBox::changeEvent(event);
}

void FieldTypeBox::retranslate()
{
    for (int i = 0; i < count(); ++i)
        setItemText(i, label(FieldType(itemData(i).toInt())));
}

QString FieldTypeBox::label(FieldType type)
{
    switch (type) {
    case FieldType::Text:
        return tr("Text");
    case FieldType::LongText:
        return tr("Long text");
    case FieldType::RichText:
        return tr("Formatted text");
    case FieldType::Integer:
        return tr("Whole number");
    case FieldType::Decimal:
        return tr("Decimal number");
    case FieldType::Money:
        return tr("Amount of money");
    case FieldType::Percent:
        return tr("Percentage");
    case FieldType::Boolean:
        return tr("Yes or no");
    case FieldType::Date:
        return tr("Date");
    case FieldType::DateTime:
        return tr("Date and time");
    case FieldType::Duration:
        return tr("Duration");
    case FieldType::Choice:
        return tr("Choice");
    case FieldType::MultiChoice:
        return tr("Several choices");
    case FieldType::Link:
        return tr("Link to a record");
    case FieldType::Links:
        return tr("Links to records");
    case FieldType::AnyLink:
        return tr("Link to any record");
    case FieldType::User:
        return tr("Person");
    case FieldType::File:
        return tr("File");
    case FieldType::Image:
        return tr("Picture");
    case FieldType::Email:
        return tr("E-mail address");
    case FieldType::Phone:
        return tr("Phone number");
    case FieldType::Url:
        return tr("Web address");
    case FieldType::Address:
        return tr("Postal address");
    case FieldType::Tags:
        return tr("Tags");
    case FieldType::NumberSeries:
        return tr("Running number");
    case FieldType::Formula:
        return tr("Formula");
    case FieldType::RollUp:
        return tr("Roll-up");
    case FieldType::Json:
        return tr("JSON");
    }
    return {};
}

}
