// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/metadata/fieldtypes/textset.h"

#include <QJsonArray>

namespace tandem {

using namespace Qt::Literals::StringLiterals;

Result<Value> textSetFromJson(const QJsonValue &json)
{
    if (json.isNull())
        return Value();
    if (!json.isArray())
        return Error::invalid({}, u"notAList"_s);
    QStringList texts;
    const QJsonArray array = json.toArray();
    for (const QJsonValue item : array) {
        if (!item.isString() || item.toString().isEmpty())
            return Error::invalid({}, u"notAList"_s);
        texts.append(item.toString());
    }
    return texts.isEmpty() ? Value() : Value(texts);
}

}
