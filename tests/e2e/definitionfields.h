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
    QString entered; ///< empty: nothing is entered by hand
    QJsonValue value; ///< what then is there, as REST gives it; where nothing is entered, what a script writes
    QString parameter; ///< a further line of the dialog, by its name
    QString parameterText;

    bool isScripted() const { return entered.isEmpty() && !value.isNull(); }
};

/// One of each type. Of those that a script fills, links have a name in place of the id that only the stage knows.
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
        {text("Travel time"), text("travelTime"), text("Duration"), By::Typing, text("2:15"), 8100, {}, {}},
        {text("Meeting notes"), text("meetingNotes"), text("Formatted text"), By::Typing, {},
            text("<p>Ask <b>Li</b> first</p>"), {}, {}},
        {text("Next visit"), text("nextVisit"), text("Date and time"), By::Typing, {}, text("2026-12-24T18:30:00.000Z"),
            {}, {}},
        {text("Interests"), text("interests"), text("Several choices"), By::Typing, {}, QJsonArray{text("red")}, {},
            {}},
        {text("Deputy"), text("deputy"), text("Person"), By::Typing, {}, text("the administrator"), {}, {}},
        {text("Scan"), text("scan"), text("File"), By::Typing, {}, text("the file"), {}, {}},
        {text("Emblem"), text("emblem"), text("Picture"), By::Typing, {}, text("the file"), {}, {}},
        {text("Warehouse"), text("warehouse"), text("Postal address"), By::Typing, {},
            QJsonObject{{text("city"), text("Shanghai")}, {text("street"), text("1 Nanjing Road")}}, {}, {}},
    };
}

}
