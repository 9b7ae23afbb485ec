// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/metadata/fieldtypes/fieldtype.h"

namespace tandem {

/// Import takes yes and no in English and Chinese, true and false, 1 and 0.
class BooleanType final : public FieldTypeInfo
{
public:
    Value::Kind kind() const override { return Value::Kind::Boolean; }
    Result<Value> fromJson(const FieldDef &field, const QJsonValue &json) const override;

protected:
    Result<Value> parseCell(const FieldDef &field, const QString &cell, const ImportContext &context) const override;
};

}
