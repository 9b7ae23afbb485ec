// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/metadata/fielddef.h"

#include "shared/base/mentions.h"
#include "shared/metadata/nametable.h"

namespace tandem {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr NameTable<FieldType, 28> fieldTypes{{{
    {FieldType::Text, "text"_L1},
    {FieldType::LongText, "longText"_L1},
    {FieldType::RichText, "richText"_L1},
    {FieldType::Integer, "integer"_L1},
    {FieldType::Decimal, "decimal"_L1},
    {FieldType::Money, "money"_L1},
    {FieldType::Percent, "percent"_L1},
    {FieldType::Boolean, "boolean"_L1},
    {FieldType::Date, "date"_L1},
    {FieldType::DateTime, "dateTime"_L1},
    {FieldType::Duration, "duration"_L1},
    {FieldType::Choice, "choice"_L1},
    {FieldType::MultiChoice, "multiChoice"_L1},
    {FieldType::Link, "link"_L1},
    {FieldType::Links, "links"_L1},
    {FieldType::AnyLink, "anyLink"_L1},
    {FieldType::User, "user"_L1},
    {FieldType::File, "file"_L1},
    {FieldType::Image, "image"_L1},
    {FieldType::Email, "email"_L1},
    {FieldType::Phone, "phone"_L1},
    {FieldType::Url, "url"_L1},
    {FieldType::Address, "address"_L1},
    {FieldType::Tags, "tags"_L1},
    {FieldType::NumberSeries, "numberSeries"_L1},
    {FieldType::Formula, "formula"_L1},
    {FieldType::RollUp, "rollUp"_L1},
    {FieldType::Json, "json"_L1},
}}};

constexpr NameTable<JsonContent, 2> jsonContents{{{
    {JsonContent::OfflineRules, "offlineRules"_L1},
    {JsonContent::Permissions, "permissions"_L1},
}}};

}

QString fieldTypeName(FieldType type)
{
    return fieldTypes.name(type);
}

std::optional<FieldType> fieldTypeFromName(const QString &name)
{
    return fieldTypes.value(name);
}

QString jsonContentName(JsonContent content)
{
    return jsonContents.name(content);
}

std::optional<JsonContent> jsonContentFromName(const QString &name)
{
    return jsonContents.value(name);
}

bool FieldDef::isStored() const
{
    return type != FieldType::Formula && type != FieldType::RollUp && type != FieldType::Links;
}

QString FieldDef::readable(const QString &stored) const
{
    return mentions ? readableText(stored) : stored;
}

}
