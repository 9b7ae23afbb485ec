// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/metadata/fieldtypes/linktype.h"

namespace tandem {

using namespace Qt::Literals::StringLiterals;

Result<Value> LinkType::fromJson(const FieldDef &, const QJsonValue &json) const
{
    if (json.isNull())
        return Value();
    const RecordId id = recordIdFromText(json.toString());
    if (!json.isString() || id.isNull())
        return Error::invalid({}, u"notAnId"_s);
    return Value(id);
}

QString entityOfLink(const FieldDef &field)
{
    switch (field.type) {
    case FieldType::User:
        return QStringLiteral("user");
    case FieldType::File:
    case FieldType::Image:
        return QStringLiteral("file");
    default:
        return field.target;
    }
}

}
