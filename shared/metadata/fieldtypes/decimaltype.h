// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/metadata/fieldtypes/fieldtype.h"

namespace tandem {

/// Decimal and Percent: exact, Integer scaled by FieldDef.scale. JSON text ("12.50"), since a JSON number would not be
/// exact; numbers are accepted as well.
class DecimalType final : public FieldTypeInfo
{
public:
    Value::Kind kind() const override { return Value::Kind::Integer; }
    Result<void> validate(const FieldDef &field, const Value &value) const override;
    QJsonValue toJson(const FieldDef &field, const Value &value) const override;
    Result<Value> fromJson(const FieldDef &field, const QJsonValue &json) const override;

protected:
    Result<Value> parseCell(const FieldDef &field, const QString &cell, const ImportContext &context) const override;
};

}
