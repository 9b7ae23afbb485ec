// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/metadata/fieldtypes/numberrange.h"

namespace tandem {

using namespace Qt::Literals::StringLiterals;

Result<void> checkRange(const FieldDef &field, qint64 stored)
{
    const bool below = field.minimum && stored < *field.minimum;
    const bool above = field.maximum && stored > *field.maximum;
    if (!below && !above)
        return {};
    QVariantMap arguments;
    if (field.minimum)
        arguments.insert(u"minimum"_s, *field.minimum);
    if (field.maximum)
        arguments.insert(u"maximum"_s, *field.maximum);
    return Error::invalid({}, u"outOfRange"_s, arguments);
}

Result<Value> integerFromJson(const QJsonValue &json)
{
    if (json.isNull())
        return Value();
    // toInteger() gives its fallback for anything that is not a whole number; no number equals two fallbacks.
    const qint64 number = json.toInteger(0);
    if (!json.isDouble() || number != json.toInteger(1))
        return Error::invalid({}, u"notAnInteger"_s);
    return Value(number);
}

}
