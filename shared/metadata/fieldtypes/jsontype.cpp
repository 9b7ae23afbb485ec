// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/metadata/fieldtypes/jsontype.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace tandem {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qsizetype maxLength = 1'000'000;

/// QJsonDocument wants a list or an object on top; a list around any value is one.
Result<QJsonValue> parsed(const QString &text)
{
    QJsonParseError error;
    const QJsonArray around = QJsonDocument::fromJson('[' + text.toUtf8() + ']', &error).array();
    if (error.error != QJsonParseError::NoError || around.size() != 1)
        return Error::invalid({}, u"notJson"_s);
    return QJsonValue(around.first());
}

QString compact(const QJsonValue &value)
{
    const QByteArray around = QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact);
    return QString::fromUtf8(around.sliced(1, around.size() - 2));
}

}

Result<void> JsonType::validate(const FieldDef &field, const Value &value) const
{
    TANDEM_TRY(FieldTypeInfo::validate(field, value));
    if (value.isNull())
        return {};
    if (value.toText().size() > maxLength)
        return Error::invalid({}, u"tooLong"_s, {{u"limit"_s, maxLength}, {u"length"_s, value.toText().size()}});
    TANDEM_TRY(parsed(value.toText()));
    return {};
}

QJsonValue JsonType::toJson(const FieldDef &, const Value &value) const
{
    return value.isNull() ? QJsonValue(QJsonValue::Null) : parsed(value.toText()).valueOr(QJsonValue::Null);
}

Result<Value> JsonType::fromJson(const FieldDef &, const QJsonValue &json) const
{
    return json.isNull() ? Value() : Value(compact(json));
}

Result<Value> JsonType::parseCell(const FieldDef &, const QString &cell, const ImportContext &) const
{
    TANDEM_ASSIGN(const QJsonValue json, parsed(cell));
    return json.isNull() ? Value() : Value(compact(json));
}

}
