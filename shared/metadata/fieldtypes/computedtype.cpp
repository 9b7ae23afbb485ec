// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/metadata/fieldtypes/computedtype.h"

namespace tandem {

using namespace Qt::Literals::StringLiterals;

Result<void> ComputedType::validate(const FieldDef &, const Value &value) const
{
    if (!value.isNull())
        return Error::invalid({}, u"computed"_s);
    return {};
}

Result<Value> ComputedType::fromJson(const FieldDef &, const QJsonValue &json) const
{
    if (!json.isNull())
        return Error::invalid({}, u"computed"_s);
    return Value();
}

}
