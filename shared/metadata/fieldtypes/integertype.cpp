// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/metadata/fieldtypes/integertype.h"

#include "shared/metadata/fieldtypes/celltext.h"
#include "shared/metadata/fieldtypes/numberrange.h"

namespace tandem {

using namespace Qt::Literals::StringLiterals;

Result<void> IntegerType::validate(const FieldDef &field, const Value &value) const
{
    TANDEM_TRY(FieldTypeInfo::validate(field, value));
    return value.isNull() ? Result<void>() : checkRange(field, value.toInteger());
}

Result<Value> IntegerType::fromJson(const FieldDef &, const QJsonValue &json) const
{
    return integerFromJson(json);
}

Result<Value> IntegerType::parseCell(const FieldDef &, const QString &cell, const ImportContext &) const
{
    TANDEM_ASSIGN(const QString plain, plainNumber(cell));
    TANDEM_ASSIGN(const qint64 number, scaledFromText(plain, 0));
    return Value(number);
}

}
