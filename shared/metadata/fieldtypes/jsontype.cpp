// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/metadata/fieldtypes/jsontype.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace tandem {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qsizetype maxLength = 1'000'000;

/// Where in the text the reader stopped, for who has to look there.
QVariantMap placeOf(const QByteArray &json, qsizetype offset)
{
    const QByteArray read = json.left(std::clamp(offset, qsizetype(0), json.size()));
    const qsizetype lineStart = read.lastIndexOf('\n') + 1;
    return {{u"line"_s, read.count('\n') + 1}, {u"character"_s, QString::fromUtf8(read.mid(lineStart)).size() + 1}};
}

/// QJsonDocument wants a list or an object on top; a list around any value is one.
Result<QJsonValue> parsed(const QString &text)
{
    QJsonParseError error;
    const QByteArray json = text.toUtf8();
    const QJsonArray around = QJsonDocument::fromJson('[' + json + ']', &error).array();
    if (error.error != QJsonParseError::NoError)
        return Error::invalid({}, u"notJson"_s, placeOf(json, error.offset - 1));
    if (around.size() != 1)
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
