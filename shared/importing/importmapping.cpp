// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/importing/importmapping.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace tandem {

namespace {

const QMap<QString, FieldMapping::Part> &parts()
{
    static const QMap<QString, FieldMapping::Part> table{{QStringLiteral("whole"), FieldMapping::Part::Whole},
        {QStringLiteral("firstWord"), FieldMapping::Part::FirstWord},
        {QStringLiteral("rest"), FieldMapping::Part::Rest}};
    return table;
}

const QMap<QString, ImportMapping::Duplicates> &duplicates()
{
    static const QMap<QString, ImportMapping::Duplicates> table{
        {QStringLiteral("skip"), ImportMapping::Duplicates::Skip},
        {QStringLiteral("update"), ImportMapping::Duplicates::Update},
        {QStringLiteral("create"), ImportMapping::Duplicates::Create}};
    return table;
}

Result<void> onlyKeys(const QJsonObject &json, const QString &place, const QStringList &known)
{
    for (auto it = json.begin(); it != json.end(); ++it) {
        if (!known.contains(it.key()))
            return Error::invalid(place + it.key(), QStringLiteral("unknownKey"));
    }
    return {};
}

QStringList textList(const QJsonValue &value)
{
    if (value.isString())
        return {value.toString()};
    QStringList list;
    for (const QJsonValue entry : value.toArray())
        list.append(entry.toString());
    return list;
}

template <typename Enum>
Result<Enum> named(const QJsonValue &value, const QMap<QString, Enum> &table, const QString &place)
{
    const auto found = table.find(value.toString());
    if (found == table.end())
        return Error::invalid(place, QStringLiteral("unknownValue"), {{QStringLiteral("value"), value.toString()}});
    return *found;
}

QMap<QString, QString> textMap(const QJsonValue &value)
{
    QMap<QString, QString> map;
    const QJsonObject object = value.toObject();
    for (auto it = object.begin(); it != object.end(); ++it)
        map.insert(it.key(), it.value().toString());
    return map;
}

QJsonObject textMapToJson(const QMap<QString, QString> &map)
{
    QJsonObject json;
    for (auto it = map.begin(); it != map.end(); ++it)
        json.insert(it.key(), it.value());
    return json;
}

/// Where the values come from, without the field they are for.
Result<FieldMapping> parseSource(const QJsonObject &json, const QString &place)
{
    TANDEM_TRY(onlyKeys(json, place,
        {QStringLiteral("field"), QStringLiteral("column"), QStringLiteral("columns"), QStringLiteral("separator"),
            QStringLiteral("parts"), QStringLiteral("constant"), QStringLiteral("part"), QStringLiteral("replacements"),
            QStringLiteral("entity"), QStringLiteral("lookUpBy"), QStringLiteral("within"), QStringLiteral("factor"),
            QStringLiteral("addDays"), QStringLiteral("fallback"), QStringLiteral("otherwise")}));
    FieldMapping mapping;
    mapping.columns = textList(json.value(QLatin1String("columns"))) + textList(json.value(QLatin1String("column")));
    mapping.separator = json.value(QLatin1String("separator")).toString(mapping.separator);
    mapping.parts = textMap(json.value(QLatin1String("parts")));
    mapping.constant = json.value(QLatin1String("constant")).toString();
    mapping.replacements = textMap(json.value(QLatin1String("replacements")));
    mapping.entity = json.value(QLatin1String("entity")).toString();
    mapping.lookUpBy = textList(json.value(QLatin1String("lookUpBy")));
    mapping.within = json.value(QLatin1String("within")).toString();
    mapping.factor = json.value(QLatin1String("factor")).toInt(1);
    mapping.addDays = json.value(QLatin1String("addDays")).toInt();
    mapping.fallback = json.value(QLatin1String("fallback")).toString();
    if (json.contains(QLatin1String("part"))) {
        TANDEM_ASSIGN(mapping.part, named(json.value(QLatin1String("part")), parts(), place + QLatin1String("part")));
    }
    if (mapping.columns.isEmpty() && mapping.parts.isEmpty() && mapping.constant.isEmpty())
        return Error::invalid(place + QLatin1String("columns"), QStringLiteral("required"));
    if (json.contains(QLatin1String("otherwise"))) {
        TANDEM_ASSIGN(FieldMapping otherwise,
            parseSource(json.value(QLatin1String("otherwise")).toObject(), place + QLatin1String("otherwise.")));
        mapping.otherwise.push_back(std::move(otherwise));
    }
    return mapping;
}

Result<FieldMapping> parseField(const QJsonObject &json, const QString &place)
{
    TANDEM_ASSIGN(FieldMapping mapping, parseSource(json, place));
    mapping.field = json.value(QLatin1String("field")).toString();
    if (mapping.field.isEmpty())
        return Error::invalid(place + QLatin1String("field"), QStringLiteral("required"));
    return mapping;
}

QJsonObject fieldMappingToJson(const FieldMapping &mapping)
{
    QJsonObject json;
    const auto add = [&json](const char *key, const QString &text) {
        if (!text.isEmpty())
            json.insert(QLatin1String(key), text);
    };
    add("field", mapping.field);
    add("constant", mapping.constant);
    add("entity", mapping.entity);
    add("within", mapping.within);
    add("fallback", mapping.fallback);
    if (!mapping.columns.isEmpty())
        json.insert(QStringLiteral("columns"), QJsonArray::fromStringList(mapping.columns));
    if (mapping.columns.size() > 1)
        json.insert(QStringLiteral("separator"), mapping.separator);
    if (!mapping.parts.isEmpty())
        json.insert(QStringLiteral("parts"), textMapToJson(mapping.parts));
    if (mapping.part != FieldMapping::Part::Whole)
        json.insert(QStringLiteral("part"), parts().key(mapping.part));
    if (!mapping.lookUpBy.isEmpty())
        json.insert(QStringLiteral("lookUpBy"), QJsonArray::fromStringList(mapping.lookUpBy));
    if (!mapping.replacements.isEmpty())
        json.insert(QStringLiteral("replacements"), textMapToJson(mapping.replacements));
    if (mapping.factor != 1)
        json.insert(QStringLiteral("factor"), mapping.factor);
    if (mapping.addDays != 0)
        json.insert(QStringLiteral("addDays"), mapping.addDays);
    if (!mapping.otherwise.empty())
        json.insert(QStringLiteral("otherwise"), fieldMappingToJson(mapping.otherwise.front()));
    return json;
}

}

Result<ImportMapping> parseMapping(const QJsonObject &json)
{
    TANDEM_TRY(onlyKeys(json, {},
        {QStringLiteral("entity"), QStringLiteral("fields"), QStringLiteral("keys"), QStringLiteral("duplicates"),
            QStringLiteral("currency"), QStringLiteral("utcOffsetSeconds"), QStringLiteral("shiftDays")}));
    ImportMapping mapping;
    mapping.entity = json.value(QLatin1String("entity")).toString();
    mapping.keys = textList(json.value(QLatin1String("keys")));
    mapping.currency = json.value(QLatin1String("currency")).toString();
    mapping.utcOffsetSeconds = json.value(QLatin1String("utcOffsetSeconds")).toInt();
    mapping.shiftDays = json.value(QLatin1String("shiftDays")).toInt();
    if (json.contains(QLatin1String("duplicates"))) {
        TANDEM_ASSIGN(mapping.duplicates,
            named(json.value(QLatin1String("duplicates")), duplicates(), QStringLiteral("duplicates")));
    }
    const QJsonArray fields = json.value(QLatin1String("fields")).toArray();
    for (int i = 0; i < fields.size(); ++i) {
        TANDEM_ASSIGN(FieldMapping field, parseField(fields.at(i).toObject(), QStringLiteral("fields[%1].").arg(i)));
        mapping.fields.push_back(std::move(field));
    }
    if (mapping.entity.isEmpty())
        return Error::invalid(QStringLiteral("entity"), QStringLiteral("required"));
    if (mapping.fields.empty())
        return Error::invalid(QStringLiteral("fields"), QStringLiteral("required"));
    return mapping;
}

QJsonObject mappingToJson(const ImportMapping &mapping)
{
    QJsonArray fields;
    for (const FieldMapping &field : mapping.fields)
        fields.append(fieldMappingToJson(field));
    QJsonObject json{{QStringLiteral("entity"), mapping.entity}, {QStringLiteral("fields"), fields},
        {QStringLiteral("duplicates"), duplicates().key(mapping.duplicates)}};
    if (!mapping.keys.isEmpty())
        json.insert(QStringLiteral("keys"), QJsonArray::fromStringList(mapping.keys));
    if (!mapping.currency.isEmpty())
        json.insert(QStringLiteral("currency"), mapping.currency);
    if (mapping.utcOffsetSeconds != 0)
        json.insert(QStringLiteral("utcOffsetSeconds"), mapping.utcOffsetSeconds);
    if (mapping.shiftDays != 0)
        json.insert(QStringLiteral("shiftDays"), mapping.shiftDays);
    return json;
}

}
