// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/metadata/fieldtypes/fieldtype.h"

namespace tandem {

/// Text "2026-11-23", in JSON too.
class DateType final : public FieldTypeInfo
{
public:
    Value::Kind kind() const override { return Value::Kind::Text; }
    Result<void> validate(const FieldDef &field, const Value &value) const override;

protected:
    Result<Value> parseCell(const FieldDef &field, const QString &cell, const ImportContext &context) const override;
};

}
