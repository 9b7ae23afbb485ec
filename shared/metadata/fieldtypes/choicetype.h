// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/metadata/fieldtypes/fieldtype.h"

namespace tandem {

/// The option that a spreadsheet cell means, by key or label, whatever the case. Error: Invalid, "unknownOption".
Result<QString> optionOfCell(const FieldDef &field, const QString &cell, const FieldTypeInfo::ImportContext &context);

/// One of the options, by key. Import also takes labels.
class ChoiceType final : public FieldTypeInfo
{
public:
    Value::Kind kind() const override { return Value::Kind::Text; }
    Result<void> validate(const FieldDef &field, const Value &value) const override;

protected:
    Result<Value> parseCell(const FieldDef &field, const QString &cell, const ImportContext &context) const override;
};

}
