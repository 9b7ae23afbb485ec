// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/metadata/fieldtypes/fieldtype.h"

namespace tandem {

/// http, https, ftp, mailto or tel; anything that a click could run is refused.
class UrlType final : public FieldTypeInfo
{
public:
    Value::Kind kind() const override { return Value::Kind::Text; }
    bool sortsAsText() const override { return true; }
    Result<void> validate(const FieldDef &field, const Value &value) const override;

protected:
    Result<Value> parseCell(const FieldDef &field, const QString &cell, const ImportContext &context) const override;
};

}
