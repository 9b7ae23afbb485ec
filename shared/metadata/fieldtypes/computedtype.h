// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/metadata/fieldtypes/fieldtype.h"

namespace tandem {

/// Formula and RollUp: never stored or written; their value has the kind that their expression or function gives.
class ComputedType final : public FieldTypeInfo
{
public:
    Value::Kind kind() const override { return Value::Kind::Null; }
    Result<void> validate(const FieldDef &field, const Value &value) const override;
    Result<Value> fromJson(const FieldDef &field, const QJsonValue &json) const override;
    bool isSortable() const override { return false; }
    bool isFilterable() const override { return false; }
};

}
