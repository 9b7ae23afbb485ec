// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/metadata/fieldtypes/durationtype.h"

#include "shared/metadata/fieldtypes/celltext.h"
#include "shared/metadata/fieldtypes/numberrange.h"

#include <QRegularExpression>

namespace tandem {

using namespace Qt::Literals::StringLiterals;

Result<void> DurationType::validate(const FieldDef &field, const Value &value) const
{
    TANDEM_TRY(FieldTypeInfo::validate(field, value));
    return value.isNull() ? Result<void>() : checkRange(field, value.toInteger());
}

Result<Value> DurationType::fromJson(const FieldDef &, const QJsonValue &json) const
{
    return integerFromJson(json);
}

Result<Value> DurationType::parseCell(const FieldDef &, const QString &cell, const ImportContext &) const
{
    static const QRegularExpression clock(u"^(\\d{1,6}):(\\d{2})(?::(\\d{2}))?$"_s);
    static const QRegularExpression words(
        u"^(?:(\\d{1,6})\\s*(?:d|days?|天))?\\s*(?:(\\d{1,6})\\s*(?:h|hours?|小时))?\\s*"
        u"(?:(\\d{1,6})\\s*(?:m|min|minutes?|分钟?))?\\s*(?:(\\d{1,9})\\s*(?:s|sec|seconds?|秒)?)?$"_s,
        QRegularExpression::CaseInsensitiveOption);
    const QString text = halfWidth(cell).trimmed();
    if (const auto match = clock.match(text); match.hasMatch()) {
        if (match.captured(2).toInt() > 59 || match.captured(3).toInt() > 59)
            return Error::invalid({}, u"notADuration"_s);
        return Value(match.captured(1).toLongLong() * 3600 + match.captured(2).toLongLong() * 60
            + match.captured(3).toLongLong());
    }
    const auto match = words.match(text);
    if (!match.hasMatch())
        return Error::invalid({}, u"notADuration"_s);
    return Value(match.captured(1).toLongLong() * 86400 + match.captured(2).toLongLong() * 3600
        + match.captured(3).toLongLong() * 60 + match.captured(4).toLongLong());
}

}
