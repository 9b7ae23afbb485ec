// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/api/rest/recordjson.h"

#include "shared/metadata/fieldtypes/fieldtype.h"

#include <QJsonDocument>

namespace tandem::server {

namespace {

const QString idName = QStringLiteral("id");

}

bool isInJson(const FieldDef &field)
{
    return !field.deleted && field.type != FieldType::Links;
}

void writeRecord(JsonWriter &json, const EntityDef &entity, const Permissions &permissions, const VisibleRecord &record,
    const std::vector<FieldNumber> &fields)
{
    json.beginObject();
    json.member(idName, toText(record.id));
    json.member(u"seq", record.seq);
    for (const FieldDef &field : entity.fields) {
        const bool wanted = fields.empty() || std::find(fields.begin(), fields.end(), field.number) != fields.end();
        if (!wanted || !isInJson(field) || permissions.fieldAccess(entity.number, field.number) == FieldAccess::Hidden)
            continue;
        const auto value = record.values.find(field.number);
        const bool isNull = value == record.values.end() || value->second.isNull();
        json.member(field.name, isNull ? QJsonValue() : fieldTypeInfo(field.type).toJson(field, value->second));
    }
    json.endObject();
}

Result<FieldValues> valuesFromJson(const EntityDef &entity, const QJsonObject &json)
{
    FieldValues values;
    for (auto it = json.begin(); it != json.end(); ++it) {
        if (it.key() == idName)
            continue;
        const FieldDef *field = entity.field(it.key());
        if (!field)
            return Error::invalid(it.key(), QStringLiteral("unknownField"));
        auto value = fieldTypeInfo(field->type).fromJson(*field, it.value());
        if (!value) {
            Error error = value.error();
            error.field = it.key();
            return error;
        }
        values.emplace(field->number, *std::move(value));
    }
    return values;
}

Result<QJsonObject> objectFromBody(const QByteArray &body)
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(body, &error);
    if (error.error != QJsonParseError::NoError || !document.isObject())
        return Error{
            ErrorCode::Invalid, QStringLiteral("malformedRequest"), QStringLiteral("body"), {}, error.errorString()};
    return document.object();
}

}
