// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/metadata/fieldtypes/emailtype.h"

#include "shared/metadata/fieldtypes/celltext.h"

#include <QRegularExpression>

namespace tandem {

using namespace Qt::Literals::StringLiterals;

namespace {

QString tidied(const QString &address)
{
    const QString text = address.trimmed();
    const qsizetype at = text.lastIndexOf(u'@');
    return at < 0 ? text : text.left(at + 1) + text.mid(at + 1).toLower();
}

}

Result<void> EmailType::validate(const FieldDef &field, const Value &value) const
{
    // Letters of any script (RFC 6531); no quoted local parts, which nobody has.
    static const QRegularExpression pattern(
        u"^[^\\s@<>()\\[\\],;:\"\\\\\\x00-\\x1f]{1,64}@(?:[\\p{L}\\p{N}](?:[\\p{L}\\p{N}-]{0,61}[\\p{L}\\p{N}])?\\.)+[\\p{L}\\p{N}-]{2,63}$"_s,
        QRegularExpression::UseUnicodePropertiesOption);
    TANDEM_TRY(FieldTypeInfo::validate(field, value));
    const QString text = value.toText();
    if (value.isNull())
        return {};
    const bool dots = text.startsWith(u'.') || text.contains(u".."_s) || text.contains(u".@"_s);
    if (text.size() > 254 || dots || !text.isValidUtf16() || !pattern.match(text).hasMatch())
        return Error::invalid({}, u"notAnEmail"_s);
    return {};
}

Result<Value> EmailType::fromJson(const FieldDef &field, const QJsonValue &json) const
{
    TANDEM_ASSIGN(const Value value, FieldTypeInfo::fromJson(field, json));
    return value.isNull() ? value : Value(tidied(value.toText()));
}

Result<Value> EmailType::parseCell(const FieldDef &, const QString &cell, const ImportContext &) const
{
    QString text = halfWidth(cell);
    if (text.startsWith(u"mailto:"_s, Qt::CaseInsensitive))
        text = text.mid(7);
    return Value(tidied(text));
}

}
