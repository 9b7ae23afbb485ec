// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/metadata/fieldtypes/fieldtype.h"

#include "shared/metadata/fieldtypes/addresstype.h"
#include "shared/metadata/fieldtypes/anylinktype.h"
#include "shared/metadata/fieldtypes/booleantype.h"
#include "shared/metadata/fieldtypes/choicetype.h"
#include "shared/metadata/fieldtypes/computedtype.h"
#include "shared/metadata/fieldtypes/datetimetype.h"
#include "shared/metadata/fieldtypes/datetype.h"
#include "shared/metadata/fieldtypes/decimaltype.h"
#include "shared/metadata/fieldtypes/durationtype.h"
#include "shared/metadata/fieldtypes/emailtype.h"
#include "shared/metadata/fieldtypes/integertype.h"
#include "shared/metadata/fieldtypes/jsontype.h"
#include "shared/metadata/fieldtypes/linkstype.h"
#include "shared/metadata/fieldtypes/linktype.h"
#include "shared/metadata/fieldtypes/moneytype.h"
#include "shared/metadata/fieldtypes/multichoicetype.h"
#include "shared/metadata/fieldtypes/phonetype.h"
#include "shared/metadata/fieldtypes/tagstype.h"
#include "shared/metadata/fieldtypes/texttype.h"
#include "shared/metadata/fieldtypes/urltype.h"

#include <QJsonArray>
#include <QJsonObject>

namespace tandem {

using namespace Qt::Literals::StringLiterals;

std::vector<ColumnDef> FieldTypeInfo::columns(const FieldDef &field) const
{
    switch (kind()) {
    case Value::Kind::Boolean:
    case Value::Kind::Integer:
        return {{field.column, ColumnDef::Storage::Integer}};
    case Value::Kind::Real:
        return {{field.column, ColumnDef::Storage::Real}};
    case Value::Kind::Id:
        return {{field.column, ColumnDef::Storage::Id}};
    case Value::Kind::Text:
    case Value::Kind::Set:
        return {{field.column, ColumnDef::Storage::Text}};
    case Value::Kind::Money:
        return {{field.column, ColumnDef::Storage::Integer}, {field.column + u"_currency"_s, ColumnDef::Storage::Text}};
    case Value::Kind::Null:
        break;
    }
    return {};
}

Result<void> FieldTypeInfo::validate(const FieldDef &, const Value &value) const
{
    if (value.isNull() || value.kind() == kind())
        return {};
    return Error::invalid({}, u"wrongKind"_s);
}

QJsonValue FieldTypeInfo::toJson(const FieldDef &, const Value &value) const
{
    switch (value.kind()) {
    case Value::Kind::Null:
        return QJsonValue::Null;
    case Value::Kind::Boolean:
        return value.toBool();
    case Value::Kind::Integer:
        return value.toInteger();
    case Value::Kind::Real:
        return value.toReal();
    case Value::Kind::Text:
        return value.toText();
    case Value::Kind::Id:
        return toText(value.toId());
    case Value::Kind::Money:
        return QJsonObject{{u"amount"_s, amountToText(value.toMoney())}, {u"currency"_s, value.toMoney().currency}};
    case Value::Kind::Set:
        return QJsonArray::fromStringList(value.toSet());
    }
    return QJsonValue::Null;
}

Result<Value> FieldTypeInfo::fromJson(const FieldDef &, const QJsonValue &json) const
{
    if (json.isNull())
        return Value();
    if (!json.isString())
        return Error::invalid({}, u"notText"_s);
    return Value(json.toString());
}

Result<Value> FieldTypeInfo::fromImport(const FieldDef &field, const QString &cell, const ImportContext &context) const
{
    const QString trimmed = cell.trimmed();
    if (trimmed.isEmpty())
        return Value();
    TANDEM_ASSIGN(Value value, parseCell(field, trimmed, context));
    TANDEM_TRY(validate(field, value));
    return value;
}

Result<Value> FieldTypeInfo::parseCell(const FieldDef &field, const QString &cell, const ImportContext &) const
{
    return fromJson(field, QJsonValue(cell));
}

namespace {

/// One object of each class, made at first use.
struct FieldTypes
{
    TextType line{255, TextType::Lines::One};
    TextType longText{100'000, TextType::Lines::Many};
    TextType richText{1'000'000, TextType::Lines::Many};
    IntegerType integer;
    DecimalType decimal;
    MoneyType money;
    BooleanType boolean;
    DateType date;
    DateTimeType dateTime;
    DurationType duration;
    ChoiceType choice;
    MultiChoiceType multiChoice;
    LinkType link;
    LinksType links;
    AnyLinkType anyLink;
    EmailType email;
    PhoneType phone;
    UrlType url;
    AddressType address;
    TagsType tags;
    ComputedType computed;
    JsonType json;
};

}

const FieldTypeInfo &fieldTypeInfo(FieldType type)
{
    static const FieldTypes types;
    switch (type) {
    case FieldType::Text:
    case FieldType::NumberSeries:
        return types.line;
    case FieldType::LongText:
        return types.longText;
    case FieldType::RichText:
        return types.richText;
    case FieldType::Integer:
        return types.integer;
    case FieldType::Decimal:
    case FieldType::Percent:
        return types.decimal;
    case FieldType::Money:
        return types.money;
    case FieldType::Boolean:
        return types.boolean;
    case FieldType::Date:
        return types.date;
    case FieldType::DateTime:
        return types.dateTime;
    case FieldType::Duration:
        return types.duration;
    case FieldType::Choice:
        return types.choice;
    case FieldType::MultiChoice:
        return types.multiChoice;
    case FieldType::Link:
    case FieldType::User:
    case FieldType::File:
    case FieldType::Image:
        return types.link;
    case FieldType::Links:
        return types.links;
    case FieldType::AnyLink:
        return types.anyLink;
    case FieldType::Email:
        return types.email;
    case FieldType::Phone:
        return types.phone;
    case FieldType::Url:
        return types.url;
    case FieldType::Address:
        return types.address;
    case FieldType::Tags:
        return types.tags;
    case FieldType::Formula:
    case FieldType::RollUp:
        return types.computed;
    case FieldType::Json:
        return types.json;
    }
    return types.json;
}

}
