// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/metadata/fieldtypes/fieldtype.h"

namespace tandem {

/// The other ends of a many-to-many link. Not stored here: the pairs are records of the junction (FieldDef.via).
/// The value is the set of ids as text; JSON list of texts.
class LinksType final : public FieldTypeInfo
{
public:
    Value::Kind kind() const override { return Value::Kind::Set; }
    std::vector<ColumnDef> columns(const FieldDef &) const override { return {}; }
    Result<void> validate(const FieldDef &field, const Value &value) const override;
    Result<Value> fromJson(const FieldDef &field, const QJsonValue &json) const override;
    bool isSortable() const override { return false; }
};

}
