// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QJsonArray>
#include <QJsonObject>
#include <QList>

namespace tandem::test {

/// A field as an administrator adds it by the dialog, and what is entered into it on another laptop.
struct AddedField
{
    enum class By { Typing, TypingWithEnter, Picking, Space };

    QString label;
    QString name; ///< follows from the label
    QString type; ///< as the dialog calls it
    By by = By::Typing;
    QString entered; ///< empty: nothing is entered
    QJsonValue value; ///< what then is there, as REST gives it
    QString parameter; ///< a further line of the dialog, by its name
    QString parameterText;
};

/// One of each type that an administrator is likely to need.
inline QList<AddedField> fieldsToAdd()
{
    using By = AddedField::By;
    const auto text = [](const char *latin) {
        return QString::fromLatin1(latin);
    };
    return {
        {text("Nickname"), text("nickname"), text("Text"), By::Typing, QStringLiteral("老朋友"),
            QStringLiteral("老朋友"), {}, {}},
        {text("Background"), text("background"), text("Long text"), By::Typing, text("Since 1998"), text("Since 1998"),
            {}, {}},
        {text("Seats"), text("seats"), text("Whole number"), By::Typing, text("12"), 12, {}, {}},
        {text("Score"), text("score"), text("Decimal number"), By::Typing, text("4.25"), text("4.25"),
            text("Digits after the point"), text("2")},
        {text("Budget"), text("budget"), text("Amount of money"), By::Typing, text("1200"),
            QJsonObject{{text("amount"), text("1200.00")}, {text("currency"), text("CNY")}}, {}, {}},
        {text("Discount"), text("discount"), text("Percentage"), By::Typing, text("15"), text("15"), {}, {}},
        {text("Key customer"), text("keyCustomer"), text("Yes or no"), By::Space, text(" "), true, {}, {}},
        {text("Founded"), text("founded"), text("Date"), By::Typing, text("2020-05-17"), text("2020-05-17"), {}, {}},
        {text("Colour"), text("colour"), text("Choice"), By::Picking, text("Red"), text("red"), {}, {}},
        {text("Mother company"), text("motherCompany"), text("Link to a record"), By::Typing, text("Umbrella Group"),
            {}, text("Points to"), text("Account")},
        {text("Second mail"), text("secondMail"), text("E-mail address"), By::Typing, text("two@acme.example"),
            text("two@acme.example"), {}, {}},
        {text("Hotline"), text("hotline"), text("Phone number"), By::Typing, text("400 820 8820"), text("400 820 8820"),
            {}, {}},
        {text("Shop"), text("shop"), text("Web address"), By::Typing, text("https://shop.example"),
            text("https://shop.example"), {}, {}},
        {text("Labels"), text("labels"), text("Tags"), By::TypingWithEnter, text("alpha"), QJsonArray{text("alpha")},
            {}, {}},
        {text("Advisers"), text("advisers"), text("Links to records"), By::Picking, {}, {}, text("Points to"),
            text("Contact")},
        {text("Reference"), text("reference"), text("Link to any record"), By::Picking, {}, {}, {}, {}},
        {text("Customer number"), text("customerNumber"), text("Running number"), By::Typing, {}, {},
            text("Form of the numbers"), text("K-{yyyy}-{0000}")},
        {text("Pointing here"), text("pointingHere"), text("Roll-up"), By::Typing, {}, {}, {}, {}},
        {text("Raw data"), text("rawData"), text("JSON"), By::Typing, {}, {}, {}, {}},
        {text("Seats twice"), text("seatsTwice"), text("Formula"), By::Typing, {}, {}, text("Formula"),
            text("seats * 2")},
    };
}

}
