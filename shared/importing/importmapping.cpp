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
    for (const QJsonValue &entry : value.toArray())
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

Result<FieldMapping> parseField(const QJsonObject &json, const QString &place)
{
    TANDEM_TRY(onlyKeys(json, place,
        {QStringLiteral("field"), QStringLiteral("column"), QStringLiteral("columns"), QStringLiteral("separator"),
            QStringLiteral("constant"), QStringLiteral("part"), QStringLiteral("replacements"),
            QStringLiteral("lookUpBy"), QStringLiteral("fallback")}));
    FieldMapping mapping;
    mapping.field = json.value(QLatin1String("field")).toString();
    mapping.columns = textList(json.value(QLatin1String("columns"))) + textList(json.value(QLatin1String("column")));
    mapping.separator = json.value(QLatin1String("separator")).toString(mapping.separator);
    mapping.constant = json.value(QLatin1String("constant")).toString();
    mapping.fallback = json.value(QLatin1String("fallback")).toString();
    mapping.lookUpBy = textList(json.value(QLatin1String("lookUpBy")));
    if (json.contains(QLatin1String("part"))) {
        TANDEM_ASSIGN(mapping.part, named(json.value(QLatin1String("part")), parts(), place + QLatin1String("part")));
    }
    const QJsonObject replacements = json.value(QLatin1String("replacements")).toObject();
    for (auto it = replacements.begin(); it != replacements.end(); ++it)
        mapping.replacements.insert(it.key(), it.value().toString());
    if (mapping.field.isEmpty())
        return Error::invalid(place + QLatin1String("field"), QStringLiteral("required"));
    if (mapping.columns.isEmpty() && mapping.constant.isEmpty())
        return Error::invalid(place + QLatin1String("columns"), QStringLiteral("required"));
    return mapping;
}

QJsonObject fieldMappingToJson(const FieldMapping &mapping)
{
    QJsonObject json{{QStringLiteral("field"), mapping.field}};
    if (!mapping.columns.isEmpty())
        json.insert(QStringLiteral("columns"), QJsonArray::fromStringList(mapping.columns));
    if (mapping.columns.size() > 1)
        json.insert(QStringLiteral("separator"), mapping.separator);
    if (!mapping.constant.isEmpty())
        json.insert(QStringLiteral("constant"), mapping.constant);
    if (mapping.part != FieldMapping::Part::Whole)
        json.insert(QStringLiteral("part"), parts().key(mapping.part));
    if (!mapping.fallback.isEmpty())
        json.insert(QStringLiteral("fallback"), mapping.fallback);
    if (!mapping.lookUpBy.isEmpty())
        json.insert(QStringLiteral("lookUpBy"), QJsonArray::fromStringList(mapping.lookUpBy));
    if (!mapping.replacements.isEmpty()) {
        QJsonObject replacements;
        for (auto it = mapping.replacements.begin(); it != mapping.replacements.end(); ++it)
            replacements.insert(it.key(), it.value());
        json.insert(QStringLiteral("replacements"), replacements);
    }
    return json;
}

}

Result<ImportMapping> parseMapping(const QJsonObject &json)
{
    TANDEM_TRY(onlyKeys(json, {},
        {QStringLiteral("entity"), QStringLiteral("fields"), QStringLiteral("keys"), QStringLiteral("duplicates"),
            QStringLiteral("currency"), QStringLiteral("utcOffsetSeconds")}));
    ImportMapping mapping;
    mapping.entity = json.value(QLatin1String("entity")).toString();
    mapping.keys = textList(json.value(QLatin1String("keys")));
    mapping.currency = json.value(QLatin1String("currency")).toString();
    mapping.utcOffsetSeconds = json.value(QLatin1String("utcOffsetSeconds")).toInt();
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
    return json;
}

}
