// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/metadata/fieldtypes/fieldtype.h"

namespace tandem {

/// Link, User, File and Image: the id of one record; JSON text. Import of names is the importer's work, which can look
/// them up.
class LinkType final : public FieldTypeInfo
{
public:
    Value::Kind kind() const override { return Value::Kind::Id; }
    Result<Value> fromJson(const FieldDef &field, const QJsonValue &json) const override;
};

/// The name of the entity whose records the field links to; empty if it is no link, or one to any record.
QString entityOfLink(const FieldDef &field);

}
