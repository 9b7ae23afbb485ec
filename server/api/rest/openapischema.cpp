// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/api/rest/openapischema.h"

#include "server/api/rest/recordjson.h"

#include <QJsonArray>

namespace tandem::server::openapi {

QJsonObject schemaReference(const QString &name)
{
    return {{QStringLiteral("$ref"), QLatin1String("#/components/schemas/") + name}};
}

QJsonObject typed(const char *type, const char *format)
{
    QJsonObject schema{{QStringLiteral("type"), QLatin1String(type)}};
    if (format)
        schema.insert(QStringLiteral("format"), QLatin1String(format));
    return schema;
}

QJsonObject oneOf(const QStringList &values)
{
    QJsonObject schema = typed("string");
    schema.insert(QStringLiteral("enum"), QJsonArray::fromStringList(values));
    return schema;
}

QJsonObject arrayOf(const QJsonObject &items)
{
    return {{QStringLiteral("type"), QStringLiteral("array")}, {QStringLiteral("items"), items}};
}

QJsonObject objectOf(const QJsonObject &properties, const QStringList &required)
{
    QJsonObject schema{{QStringLiteral("type"), QStringLiteral("object")}, {QStringLiteral("properties"), properties}};
    if (!required.isEmpty())
        schema.insert(QStringLiteral("required"), QJsonArray::fromStringList(required));
    return schema;
}

QJsonObject listSchema(const EntityDef &entity)
{
    QJsonObject next = typed("string");
    next.insert(QStringLiteral("nullable"), true);
    next.insert(QStringLiteral("description"),
        QStringLiteral(
            "The parameter “after” of the next page; null on the last one. A page has at most “limit” records "
            "(100 unless given, up to 1000), and fewer where they are large."));
    return objectOf({{QStringLiteral("items"), arrayOf(schemaReference(entity.name))}, {QStringLiteral("next"), next}});
}

namespace {

QJsonObject choiceSchema(const FieldDef &field)
{
    QStringList keys;
    for (const ChoiceOption &option : field.options)
        keys.append(option.key);
    return oneOf(keys);
}

QJsonObject plainSchema(const FieldDef &field)
{
    switch (field.type) {
    case FieldType::Integer:
    case FieldType::Duration:
        return typed("integer", "int64");
    case FieldType::Boolean:
        return typed("boolean");
    case FieldType::Date:
        return typed("string", "date");
    case FieldType::DateTime:
        return typed("string", "date-time");
    case FieldType::Choice:
        return choiceSchema(field);
    case FieldType::MultiChoice:
        return arrayOf(choiceSchema(field));
    case FieldType::Tags:
        return arrayOf(typed("string"));
    case FieldType::Link:
    case FieldType::User:
    case FieldType::File:
    case FieldType::Image:
        return typed("string", "uuid");
    case FieldType::Money:
        return schemaReference(QStringLiteral("Money"));
    case FieldType::Address:
    case FieldType::Json:
    case FieldType::Formula:
    case FieldType::RollUp:
        return {};
    default:
        return typed("string");
    }
}

QJsonObject fieldSchema(const FieldDef &field)
{
    QJsonObject schema = plainSchema(field);
    if (schema.contains(QStringLiteral("$ref")))
        return schema;
    schema.insert(QStringLiteral("nullable"), true);
    const bool isServers = field.isSystem() && field.number > systemfield::department;
    if (!field.isStored() || field.readOnly || isServers)
        schema.insert(QStringLiteral("readOnly"), true);
    if (field.maxLength > 0)
        schema.insert(QStringLiteral("maxLength"), field.maxLength);
    return schema;
}

QJsonObject entitySchema(const EntityDef &entity)
{
    QJsonObject properties{
        {QStringLiteral("id"), typed("string", "uuid")}, {QStringLiteral("seq"), typed("integer", "int64")}};
    for (const FieldDef &field : entity.fields) {
        if (isInJson(field))
            properties.insert(field.name, fieldSchema(field));
    }
    return objectOf(properties);
}

}

QJsonObject components(const Registry &registry)
{
    QJsonObject schemas;
    for (const EntityDef &entity : registry.entities()) {
        if (!entity.deleted)
            schemas.insert(entity.name, entitySchema(entity));
    }
    QJsonObject money =
        objectOf({{QStringLiteral("amount"), typed("string")}, {QStringLiteral("currency"), typed("string")}});
    money.insert(QStringLiteral("nullable"), true);
    schemas.insert(QStringLiteral("Money"), money);
    QJsonObject error;
    for (const char *name : {"code", "reason", "field", "message"})
        error.insert(QLatin1String(name), typed("string"));
    schemas.insert(QStringLiteral("Error"), objectOf({{QStringLiteral("error"), objectOf(error)}}));
    const QJsonObject bearer{
        {QStringLiteral("type"), QStringLiteral("http")}, {QStringLiteral("scheme"), QStringLiteral("bearer")}};
    return {{QStringLiteral("schemas"), schemas},
        {QStringLiteral("securitySchemes"), QJsonObject{{QStringLiteral("token"), bearer}}}};
}

}
