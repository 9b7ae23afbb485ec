// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/metadata/fieldtypes/texttype.h"

#include <QRegularExpression>

namespace tandem {

using namespace Qt::Literals::StringLiterals;

Result<void> TextType::validate(const FieldDef &field, const Value &value) const
{
    TANDEM_TRY(FieldTypeInfo::validate(field, value));
    const QString text = value.toText();
    const qsizetype limit = field.maxLength > 0 ? field.maxLength : m_maxLength;
    if (text.size() > limit)
        return Error::invalid({}, u"tooLong"_s, {{u"limit"_s, limit}, {u"length"_s, text.size()}});
    // A lone surrogate or a zero byte would come back from the database as something else.
    if (!text.isValidUtf16() || text.contains(QChar::Null))
        return Error::invalid({}, u"invalidCharacters"_s);
    if (m_lines == Lines::One && (text.contains(u'\n') || text.contains(u'\r')))
        return Error::invalid({}, u"lineBreak"_s);
    return {};
}

Result<Value> TextType::parseCell(const FieldDef &, const QString &cell, const ImportContext &) const
{
    if (m_lines == Lines::Many)
        return Value(cell);
    static const QRegularExpression breaks(u"\\s*[\\r\\n]+\\s*"_s);
    return Value(QString(cell).replace(breaks, u" "_s));
}

}
