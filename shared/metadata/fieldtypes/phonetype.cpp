// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/metadata/fieldtypes/phonetype.h"

#include "shared/metadata/fieldtypes/celltext.h"

#include <QRegularExpression>

namespace tandem {

using namespace Qt::Literals::StringLiterals;

namespace {

QString tidied(const QString &phone)
{
    return halfWidth(phone).simplified();
}

QString withoutExtension(const QString &phone)
{
    static const QRegularExpression extension(
        u"\\s*(?:转|ext\\.?|x|#)\\s*\\d{1,6}$"_s, QRegularExpression::CaseInsensitiveOption);
    return QString(phone).remove(extension);
}

bool isChineseMobile(const QString &digits)
{
    return digits.size() == 11 && digits.at(0) == u'1' && digits.at(1) >= u'3';
}

}

QString phoneKey(const QString &phone)
{
    QString digits;
    const QString number = withoutExtension(tidied(phone));
    for (const QChar c : number) {
        if (c.isDigit())
            digits += c;
    }
    if (digits.startsWith(u"00"_s))
        digits = digits.mid(2);
    if (digits.startsWith(u"86"_s) && isChineseMobile(digits.mid(2)))
        digits = digits.mid(2);
    return digits;
}

Result<void> PhoneType::validate(const FieldDef &field, const Value &value) const
{
    static const QRegularExpression pattern(u"^\\+?[0-9()./ -]+$"_s);
    TANDEM_TRY(FieldTypeInfo::validate(field, value));
    if (value.isNull())
        return {};
    const QString number = withoutExtension(value.toText());
    const qsizetype digits = std::count_if(number.begin(), number.end(), [](QChar c) { return c.isDigit(); });
    if (value.toText().size() > 40 || digits < 3 || digits > 20 || !pattern.match(number).hasMatch())
        return Error::invalid({}, u"notAPhone"_s);
    return {};
}

Result<Value> PhoneType::fromJson(const FieldDef &field, const QJsonValue &json) const
{
    TANDEM_ASSIGN(const Value value, FieldTypeInfo::fromJson(field, json));
    return value.isNull() ? value : Value(tidied(value.toText()));
}

Result<Value> PhoneType::parseCell(const FieldDef &, const QString &cell, const ImportContext &context) const
{
    QString phone = tidied(cell);
    // Spreadsheets turn long numbers into "13800138000.0".
    if (phone.endsWith(u".0"_s) && isChineseMobile(phone.chopped(2)))
        phone.chop(2);
    const bool international = phone.startsWith(u'+') || phone.startsWith(u"00"_s);
    if (!context.callingCode.isEmpty() && !international)
        phone = context.callingCode + u' ' + phone;
    return Value(phone);
}

}
