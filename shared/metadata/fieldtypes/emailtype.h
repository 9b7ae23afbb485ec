// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/metadata/fieldtypes/fieldtype.h"

namespace tandem {

/// Stored trimmed, the domain in lower case.
class EmailType final : public FieldTypeInfo
{
public:
    Value::Kind kind() const override { return Value::Kind::Text; }
    bool sortsAsText() const override { return true; }
    Result<void> validate(const FieldDef &field, const Value &value) const override;
    Result<Value> fromJson(const FieldDef &field, const QJsonValue &json) const override;

protected:
    Result<Value> parseCell(const FieldDef &field, const QString &cell, const ImportContext &context) const override;
};

}
