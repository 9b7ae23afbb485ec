// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/metadata/fieldtypes/fieldtype.h"

namespace tandem {

/// Free words; JSON list of texts.
class TagsType final : public FieldTypeInfo
{
public:
    Value::Kind kind() const override { return Value::Kind::Set; }
    Result<void> validate(const FieldDef &field, const Value &value) const override;
    Result<Value> fromJson(const FieldDef &field, const QJsonValue &json) const override;
    bool isSortable() const override { return false; }

protected:
    Result<Value> parseCell(const FieldDef &field, const QString &cell, const ImportContext &context) const override;

public:
    static constexpr int maxTags = 50;
    static constexpr int maxTagLength = 60;
};

}
