// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/forms/definitionwrites.h"

#include "shared/base/compactjson.h"
#include "shared/entities/entitynames.h"
#include "shared/metadata/loader.h"

#include <QJsonArray>
#include <QJsonObject>

namespace tandem::client {

using namespace Qt::Literals::StringLiterals;

namespace {

Value jsonText(const QJsonObject &json)
{
    return Value(compactJson(json));
}

/// What is known here is decided here.
void addFurther(QJsonObject &json, const QJsonObject &further)
{
    for (auto it = further.begin(); it != further.end(); ++it) {
        if (!json.contains(it.key()))
            json.insert(it.key(), it.value());
    }
}

/// With what only a later build understands.
QJsonObject wholeDefinition(const FieldDef &field)
{
    QJsonObject json = fieldToJson(field);
    addFurther(json, field.further);
    QJsonArray options = json.value("options"_L1).toArray();
    for (qsizetype i = 0; i < options.size(); ++i) {
        QJsonObject option = options.at(i).toObject();
        addFurther(option, field.options.at(size_t(i)).further);
        options.replace(i, option);
    }
    if (!options.isEmpty())
        json.insert("options"_L1, options);
    if (field.rollUp && !field.rollUp->further.isEmpty()) {
        QJsonObject rollUp = json.value("rollUp"_L1).toObject();
        addFurther(rollUp, field.rollUp->further);
        json.insert("rollUp"_L1, rollUp);
    }
    return json;
}

QString labelOf(const QMap<QString, QString> &labels, const QString &language, const QString &fallback)
{
    return labels.isEmpty() ? fallback : labels.value(language, labels.first());
}

}

WriteRequest entityWrite(const EntityDef &entity, const QString &language)
{
    using namespace entities::customEntity;
    QJsonObject json = entityToJson(entity);
    // The server numbers it, and the table follows from the number.
    json.remove(QLatin1String("number"));
    json.remove(QLatin1String("table"));
    WriteRequest request;
    request.key = {number, newRecordId()};
    request.kind = MutationKind::Create;
    request.to = {{field::name, Value(entity.name)},
        {field::label, Value(labelOf(entity.labels, language, entity.name))}, {field::definition, jsonText(json)}};
    return request;
}

WriteRequest fieldWrite(const QString &entity, const FieldDef &field, const RecordId &record, const QString &language)
{
    namespace custom = entities::customField;
    const bool isNew = record.isNull();
    QJsonObject json = wholeDefinition(field);
    // The server numbers it, and the column follows from the number.
    if (isNew) {
        json.remove(QLatin1String("number"));
        json.remove(QLatin1String("column"));
    }
    WriteRequest request;
    request.key = {custom::number, isNew ? newRecordId() : record};
    request.kind = isNew ? MutationKind::Create : MutationKind::Update;
    request.to = {{custom::field::entity, Value(entity)}, {custom::field::name, Value(field.name)},
        {custom::field::label, Value(labelOf(field.labels, language, field.name))},
        {custom::field::definition, jsonText(json)}};
    return request;
}

}
