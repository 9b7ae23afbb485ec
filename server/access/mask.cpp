// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/access/mask.h"

namespace tandem::server {

namespace {

/// All but the first `head` and last `tail` characters become stars; a text too short for that is stars alone.
QString starred(const QString &text, qsizetype head, qsizetype tail)
{
    static const QString stars = QStringLiteral("****");
    if (text.size() <= head + tail)
        return stars;
    return text.left(head) + stars + text.right(tail);
}

QString maskedPhone(const QString &phone)
{
    return phone.size() >= 11 ? starred(phone, phone.size() - 8, 4)
                              : starred(phone, 0, qMin<qsizetype>(2, phone.size() / 3));
}

QString maskedEmail(const QString &address)
{
    const qsizetype at = address.lastIndexOf(QLatin1Char('@'));
    if (at < 1)
        return starred(address, 0, 0);
    return address.left(1) + QStringLiteral("***") + address.mid(at);
}

/// The first character as people count them: a surrogate pair is one.
QString maskedName(const QString &name)
{
    const qsizetype first = !name.isEmpty() && name.at(0).isHighSurrogate() ? 2 : 1;
    return name.left(first) + QStringLiteral("**");
}

}

Value maskValue(const FieldDef &field, const Value &value)
{
    if (value.isEmpty() || value.kind() != Value::Kind::Text)
        return {};
    const QString text = value.toText();
    if (field.mask == QLatin1String("phone") || (field.mask.isEmpty() && field.type == FieldType::Phone))
        return maskedPhone(text);
    if (field.mask == QLatin1String("email") || (field.mask.isEmpty() && field.type == FieldType::Email))
        return maskedEmail(text);
    if (field.mask == QLatin1String("name"))
        return maskedName(text);
    // A choice, a date or an any-record link would not be valid with stars in it.
    const bool freeText = field.type == FieldType::Text || field.type == FieldType::LongText
        || field.type == FieldType::Phone || field.type == FieldType::Email || field.type == FieldType::Url;
    return freeText ? Value(starred(text, 0, 0)) : Value();
}

}
