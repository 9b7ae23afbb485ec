// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/metadata/fieldtypes/booleantype.h"

#include "shared/metadata/fieldtypes/celltext.h"

namespace tandem {

using namespace Qt::Literals::StringLiterals;

Result<Value> BooleanType::fromJson(const FieldDef &, const QJsonValue &json) const
{
    if (json.isNull())
        return Value();
    if (!json.isBool())
        return Error::invalid({}, u"notABoolean"_s);
    return Value(json.toBool());
}

Result<Value> BooleanType::parseCell(const FieldDef &, const QString &cell, const ImportContext &) const
{
    static const QStringList yes{u"是"_s, u"yes"_s, u"y"_s, u"true"_s, u"t"_s, u"1"_s, u"on"_s, u"对"_s, u"√"_s};
    static const QStringList no{u"否"_s, u"no"_s, u"n"_s, u"false"_s, u"f"_s, u"0"_s, u"off"_s, u"错"_s, u"×"_s};
    const QString word = halfWidth(cell).trimmed().toLower();
    if (yes.contains(word))
        return Value(true);
    if (no.contains(word))
        return Value(false);
    return Error::invalid({}, u"notABoolean"_s);
}

}
