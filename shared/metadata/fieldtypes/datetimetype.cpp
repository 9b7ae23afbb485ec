// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/metadata/fieldtypes/datetimetype.h"

#include "shared/base/clock.h"
#include "shared/metadata/fieldtypes/celltext.h"

#include <QDateTime>
#include <QTimeZone>

namespace tandem {

using namespace Qt::Literals::StringLiterals;

namespace {

Value momentOf(const DateAndTime &parsed, int offset)
{
    const QDateTime asUtc(parsed.date, parsed.time.isValid() ? parsed.time : QTime(0, 0), QTimeZone::utc());
    return Value(asUtc.toMSecsSinceEpoch() - offset * qint64(1000));
}

}

QJsonValue DateTimeType::toJson(const FieldDef &, const Value &value) const
{
    if (value.isNull())
        return QJsonValue::Null;
    return utcTime(value.toInteger()).toString(Qt::ISODateWithMs);
}

Result<Value> DateTimeType::fromJson(const FieldDef &, const QJsonValue &json) const
{
    if (json.isNull())
        return Value();
    if (!json.isString())
        return Error::invalid({}, u"notADate"_s);
    TANDEM_ASSIGN(const DateAndTime parsed, dateFromCell(json.toString()));
    if (!parsed.time.isValid() || !parsed.utcOffsetSeconds)
        return Error::invalid({}, u"noTimeZone"_s);
    return momentOf(parsed, *parsed.utcOffsetSeconds);
}

Result<Value> DateTimeType::parseCell(const FieldDef &, const QString &cell, const ImportContext &context) const
{
    TANDEM_ASSIGN(const DateAndTime parsed, dateFromCell(cell));
    return momentOf(parsed, parsed.utcOffsetSeconds.value_or(context.utcOffsetSeconds));
}

}
