// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/api/rest/openapi.h"

#include "server/api/rest/recordjson.h"

#include <QJsonArray>

namespace tandem::server {

namespace {

const QString entityPart = QStringLiteral("{entity}");
const QString actionPart = QStringLiteral("{action}");

QJsonObject schemaReference(const QString &name)
{
    return {{QStringLiteral("$ref"), QLatin1String("#/components/schemas/") + name}};
}

QJsonObject typed(const char *type, const char *format = nullptr)
{
    QJsonObject schema{{QStringLiteral("type"), QLatin1String(type)}};
    if (format)
        schema.insert(QStringLiteral("format"), QLatin1String(format));
    return schema;
}

QJsonObject choiceSchema(const FieldDef &field)
{
    QJsonArray keys;
    for (const ChoiceOption &option : field.options)
        keys.append(option.key);
    QJsonObject schema = typed("string");
    schema.insert(QStringLiteral("enum"), keys);
    return schema;
}

QJsonObject arrayOf(const QJsonObject &items)
{
    return {{QStringLiteral("type"), QStringLiteral("array")}, {QStringLiteral("items"), items}};
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
    return {{QStringLiteral("type"), QStringLiteral("object")}, {QStringLiteral("properties"), properties}};
}

QJsonObject jsonContent(const QJsonObject &schema)
{
    return {{QStringLiteral("content"),
        QJsonObject{{QStringLiteral("application/json"), QJsonObject{{QStringLiteral("schema"), schema}}}}}};
}

QJsonObject answer(const QString &description, const QJsonObject &schema = {})
{
    QJsonObject response = schema.isEmpty() ? QJsonObject() : jsonContent(schema);
    response.insert(QStringLiteral("description"), description);
    return response;
}

QJsonArray parametersOf(const QString &path, bool isList)
{
    QJsonArray parameters;
    const auto add = [&](const QString &name, QLatin1String place, bool required) {
        parameters.append(QJsonObject{{QStringLiteral("name"), name}, {QStringLiteral("in"), place},
            {QStringLiteral("required"), required}, {QStringLiteral("schema"), typed("string")}});
    };
    for (const QString &part : path.split(QLatin1Char('/'))) {
        if (part.startsWith(QLatin1Char('{')))
            add(part.sliced(1, part.size() - 2), QLatin1String("path"), true);
    }
    if (isList) {
        for (const char *name : {"filter", "sort", "limit", "after", "fields"})
            add(QLatin1String(name), QLatin1String("query"), false);
    }
    return parameters;
}

QJsonObject listSchema(const EntityDef &entity)
{
    QJsonObject next = typed("string");
    next.insert(QStringLiteral("nullable"), true);
    next.insert(QStringLiteral("description"),
        QStringLiteral(
            "The parameter “after” of the next page; null on the last one. A page has at most “limit” records "
            "(100 unless given, up to 1000), and fewer where they are large."));
    return {{QStringLiteral("type"), QStringLiteral("object")},
        {QStringLiteral("properties"),
            QJsonObject{
                {QStringLiteral("items"), arrayOf(schemaReference(entity.name))}, {QStringLiteral("next"), next}}}};
}

/// Of a route that is about no entity; empty: not described.
QJsonObject answerSchema(const Router::Route &route)
{
    if (route.method != HttpMethod::Get || route.parts.last() != QLatin1String("sessions"))
        return {};
    const QJsonObject properties{{QStringLiteral("sessions"), arrayOf(schemaReference(QStringLiteral("Session")))}};
    return {{QStringLiteral("type"), QStringLiteral("object")}, {QStringLiteral("properties"), properties}};
}

QJsonObject sessionSchema()
{
    const QJsonObject properties{{QStringLiteral("id"), typed("string", "uuid")},
        {QStringLiteral("deviceName"), typed("string")}, {QStringLiteral("createdAt"), typed("string", "date-time")},
        {QStringLiteral("lastSeenAt"), typed("string", "date-time")}, {QStringLiteral("current"), typed("boolean")}};
    return {{QStringLiteral("type"), QStringLiteral("object")}, {QStringLiteral("properties"), properties}};
}

QJsonObject operation(const Router::Route &route, const QString &path, const EntityDef *entity)
{
    const bool isRecordList = entity && route.method == HttpMethod::Get && route.parts.last() == entityPart;
    QJsonObject result{{QStringLiteral("parameters"), parametersOf(path, isRecordList)}};
    QJsonObject responses{
        {QStringLiteral("default"), answer(QStringLiteral("Error"), schemaReference(QStringLiteral("Error")))}};
    const QJsonObject schema = !entity ? answerSchema(route)
        : isRecordList                 ? listSchema(*entity)
                                       : schemaReference(entity->name);
    const bool creates = entity && route.method == HttpMethod::Post && route.parts.last() == entityPart;
    responses.insert(creates ? QStringLiteral("201") : QStringLiteral("200"), answer(QStringLiteral("Done"), schema));
    result.insert(QStringLiteral("responses"), responses);
    if (entity) {
        result.insert(QStringLiteral("tags"), QJsonArray{entity->name});
        if (creates || route.method == HttpMethod::Patch) {
            QJsonObject body = jsonContent(schemaReference(entity->name));
            body.insert(QStringLiteral("required"), true);
            result.insert(QStringLiteral("requestBody"), body);
        }
    }
    return result;
}

QJsonObject components(const Registry &registry)
{
    QJsonObject schemas;
    for (const EntityDef &entity : registry.entities()) {
        if (!entity.deleted)
            schemas.insert(entity.name, entitySchema(entity));
    }
    const QJsonObject money{{QStringLiteral("amount"), typed("string")}, {QStringLiteral("currency"), typed("string")}};
    QJsonObject error;
    for (const char *name : {"code", "reason", "field", "message"})
        error.insert(QLatin1String(name), typed("string"));
    schemas.insert(QStringLiteral("Money"),
        QJsonObject{{QStringLiteral("type"), QStringLiteral("object")}, {QStringLiteral("nullable"), true},
            {QStringLiteral("properties"), money}});
    const QJsonObject inner{{QStringLiteral("type"), QStringLiteral("object")}, {QStringLiteral("properties"), error}};
    schemas.insert(QStringLiteral("Session"), sessionSchema());
    schemas.insert(QStringLiteral("Error"),
        QJsonObject{{QStringLiteral("type"), QStringLiteral("object")},
            {QStringLiteral("properties"), QJsonObject{{QStringLiteral("error"), inner}}}});
    const QJsonObject bearer{
        {QStringLiteral("type"), QStringLiteral("http")}, {QStringLiteral("scheme"), QStringLiteral("bearer")}};
    return {{QStringLiteral("schemas"), schemas},
        {QStringLiteral("securitySchemes"), QJsonObject{{QStringLiteral("token"), bearer}}}};
}

void add(QJsonObject &paths, const Router::Route &route, const QString &path, const EntityDef *entity)
{
    QJsonObject item = paths.value(path).toObject();
    item.insert(QString::fromLatin1(httpMethodName(route.method).toLower()), operation(route, path, entity));
    paths.insert(path, item);
}

}

QJsonObject openApi(const Registry &registry, const Router &router, const ActionRegistry &actions)
{
    QJsonObject paths;
    for (const Router::Route &route : router.routes()) {
        if (route.webSocket || route.pattern.startsWith(QLatin1String("/control/")))
            continue;
        if (!route.parts.contains(entityPart)) {
            add(paths, route, route.pattern, nullptr);
            continue;
        }
        for (const EntityDef &entity : registry.entities()) {
            if (entity.deleted || entity.traits.testFlag(Trait::Internal))
                continue;
            QString path = route.pattern;
            path.replace(entityPart, entity.name);
            if (!path.contains(actionPart)) {
                add(paths, route, path, &entity);
                continue;
            }
            for (const ActionDef *action : actions.of(entity.number))
                add(paths, route, QString(path).replace(actionPart, action->name), &entity);
        }
    }
    const QJsonObject info{
        {QStringLiteral("title"), QStringLiteral("Tandem")}, {QStringLiteral("version"), QStringLiteral("1")}};
    return {{QStringLiteral("openapi"), QStringLiteral("3.0.3")}, {QStringLiteral("info"), info},
        {QStringLiteral("paths"), paths}, {QStringLiteral("components"), components(registry)},
        {QStringLiteral("security"), QJsonArray{QJsonObject{{QStringLiteral("token"), QJsonArray()}}}}};
}

}
