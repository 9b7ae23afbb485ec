// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/metadata/fieldtypes/datetype.h"

#include "shared/metadata/fieldtypes/celltext.h"

namespace tandem {

using namespace Qt::Literals::StringLiterals;

Result<void> DateType::validate(const FieldDef &field, const Value &value) const
{
    TANDEM_TRY(FieldTypeInfo::validate(field, value));
    if (value.isNull())
        return {};
    const QString text = value.toText();
    const QDate date = QDate::fromString(text, Qt::ISODate);
    // The one spelling, so that texts sort as dates do.
    if (!date.isValid() || text.size() != 10 || date.toString(Qt::ISODate) != text)
        return Error::invalid({}, u"notADate"_s);
    return {};
}

Result<Value> DateType::parseCell(const FieldDef &, const QString &cell, const ImportContext &) const
{
    TANDEM_ASSIGN(const DateAndTime parsed, dateFromCell(cell));
    // Midnight is how databases export a date; any other time would be lost here.
    if (parsed.time.isValid() && parsed.time != QTime(0, 0))
        return Error::invalid({}, u"timeInDate"_s);
    return Value(parsed.date.toString(Qt::ISODate));
}

}
