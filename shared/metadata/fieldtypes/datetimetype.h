// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/metadata/fieldtypes/fieldtype.h"

namespace tandem {

/// Milliseconds UTC; JSON ISO 8601 with a zone ("2026-11-23T08:30:00.000Z").
class DateTimeType final : public FieldTypeInfo
{
public:
    Value::Kind kind() const override { return Value::Kind::Integer; }
    QJsonValue toJson(const FieldDef &field, const Value &value) const override;
    Result<Value> fromJson(const FieldDef &field, const QJsonValue &json) const override;

protected:
    Result<Value> parseCell(const FieldDef &field, const QString &cell, const ImportContext &context) const override;
};

}
