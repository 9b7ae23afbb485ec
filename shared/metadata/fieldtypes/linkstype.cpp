// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/metadata/fieldtypes/linkstype.h"

#include "shared/metadata/fieldtypes/textset.h"

namespace tandem {

using namespace Qt::Literals::StringLiterals;

Result<void> LinksType::validate(const FieldDef &field, const Value &value) const
{
    TANDEM_TRY(FieldTypeInfo::validate(field, value));
    const QStringList ids = value.toSet();
    for (const QString &id : ids) {
        if (recordIdFromText(id).isNull())
            return Error::invalid({}, u"notAnId"_s);
    }
    return {};
}

Result<Value> LinksType::fromJson(const FieldDef &, const QJsonValue &json) const
{
    return textSetFromJson(json);
}

}
