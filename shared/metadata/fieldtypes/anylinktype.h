// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/metadata/fieldtypes/fieldtype.h"

namespace tandem {

/// What an any-record link points to.
struct AnyLink
{
    QString entity;
    RecordId record;

    bool operator==(const AnyLink &) const = default;
};

QString anyLinkText(const QString &entity, const RecordId &record);
std::optional<AnyLink> anyLinkFromText(const QString &text);

/// A link to a record of any entity: text "account/0190…", in JSON too.
class AnyLinkType final : public FieldTypeInfo
{
public:
    Value::Kind kind() const override { return Value::Kind::Text; }
    Result<void> validate(const FieldDef &field, const Value &value) const override;
    bool isSortable() const override { return false; }
};

}
