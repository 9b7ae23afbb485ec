// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/metadata/fieldtypes/decimaltype.h"

#include "shared/metadata/fieldtypes/celltext.h"
#include "shared/metadata/fieldtypes/numberrange.h"

#include <QLocale>

namespace tandem {

using namespace Qt::Literals::StringLiterals;

Result<void> DecimalType::validate(const FieldDef &field, const Value &value) const
{
    TANDEM_TRY(FieldTypeInfo::validate(field, value));
    return value.isNull() ? Result<void>() : checkRange(field, value.toInteger());
}

QJsonValue DecimalType::toJson(const FieldDef &field, const Value &value) const
{
    return value.isNull() ? QJsonValue(QJsonValue::Null) : scaledToText(value.toInteger(), field.scale);
}

Result<Value> DecimalType::fromJson(const FieldDef &field, const QJsonValue &json) const
{
    if (json.isNull())
        return Value();
    if (!json.isString() && !json.isDouble())
        return Error::invalid({}, u"notANumber"_s);
    // The shortest text that means this double is what its writer typed.
    const QString text =
        json.isString() ? json.toString() : QString::number(json.toDouble(), 'f', QLocale::FloatingPointShortest);
    TANDEM_ASSIGN(const qint64 scaled, scaledFromText(text, field.scale));
    return Value(scaled);
}

Result<Value> DecimalType::parseCell(const FieldDef &field, const QString &cell, const ImportContext &) const
{
    QString text = halfWidth(cell).trimmed();
    if (field.type == FieldType::Percent && text.endsWith(u'%'))
        text.chop(1);
    TANDEM_ASSIGN(const QString plain, plainNumber(text));
    TANDEM_ASSIGN(const qint64 scaled, scaledFromText(plain, field.scale));
    return Value(scaled);
}

}
