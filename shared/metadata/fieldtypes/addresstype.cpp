// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/metadata/fieldtypes/addresstype.h"

#include "shared/base/compactjson.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace tandem {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int maxPartLength = 250;

/// Known parts only, trimmed, without empty ones: equal addresses become equal texts.
Result<Value> addressFrom(const QJsonObject &object)
{
    QJsonObject tidy;
    for (auto it = object.begin(); it != object.end(); ++it) {
        if (!AddressType::parts().contains(it.key()))
            return Error::invalid({}, u"unknownPart"_s, {{u"part"_s, it.key().left(80)}});
        if (!it.value().isString() && !it.value().isNull())
            return Error::invalid({}, u"notText"_s, {{u"part"_s, it.key()}});
        const QString text = it.value().toString().trimmed();
        if (!text.isEmpty())
            tidy.insert(it.key(), text);
    }
    return tidy.isEmpty() ? Value() : Value(compactJson(tidy));
}

}

const QStringList &AddressType::parts()
{
    static const QStringList names{u"country"_s, u"province"_s, u"city"_s, u"district"_s, u"street"_s, u"postcode"_s};
    return names;
}

Result<void> AddressType::validate(const FieldDef &field, const Value &value) const
{
    TANDEM_TRY(FieldTypeInfo::validate(field, value));
    if (value.isNull())
        return {};
    const QJsonObject object = QJsonDocument::fromJson(value.toText().toUtf8()).object();
    TANDEM_ASSIGN(const Value tidy, addressFrom(object));
    if (tidy != value)
        return Error::invalid({}, u"notAnAddress"_s);
    for (auto it = object.begin(); it != object.end(); ++it) {
        if (it.value().toString().size() > maxPartLength)
            return Error::invalid({}, u"tooLong"_s, {{u"part"_s, it.key()}, {u"limit"_s, maxPartLength}});
    }
    return {};
}

QJsonValue AddressType::toJson(const FieldDef &, const Value &value) const
{
    if (value.isNull())
        return QJsonValue::Null;
    return QJsonDocument::fromJson(value.toText().toUtf8()).object();
}

Result<Value> AddressType::fromJson(const FieldDef &, const QJsonValue &json) const
{
    if (json.isNull())
        return Value();
    if (json.isString())
        return addressFrom({{u"street"_s, json}});
    if (!json.isObject())
        return Error::invalid({}, u"notAnAddress"_s);
    return addressFrom(json.toObject());
}

Result<Value> AddressType::parseCell(const FieldDef &, const QString &cell, const ImportContext &) const
{
    if (cell.startsWith(u'{')) {
        const QJsonDocument document = QJsonDocument::fromJson(cell.toUtf8());
        if (document.isObject())
            return addressFrom(document.object());
    }
    return addressFrom({{u"street"_s, cell.simplified()}});
}

}
