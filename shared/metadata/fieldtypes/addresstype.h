// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/metadata/fieldtypes/fieldtype.h"

namespace tandem {

/// JSON {country, province, city, district, street, postcode}, each a text; stored as its compact text.
class AddressType final : public FieldTypeInfo
{
public:
    Value::Kind kind() const override { return Value::Kind::Text; }
    Result<void> validate(const FieldDef &field, const Value &value) const override;
    QJsonValue toJson(const FieldDef &field, const Value &value) const override;
    Result<Value> fromJson(const FieldDef &field, const QJsonValue &json) const override;
    bool isSortable() const override { return false; }

protected:
    Result<Value> parseCell(const FieldDef &field, const QString &cell, const ImportContext &context) const override;

public:
    static const QStringList &parts(); ///< names of the parts, from large to small
};

}
