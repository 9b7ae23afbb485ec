// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/metadata/fieldtypes/tagstype.h"

#include "shared/metadata/fieldtypes/celltext.h"
#include "shared/metadata/fieldtypes/textset.h"

namespace tandem {

using namespace Qt::Literals::StringLiterals;

Result<void> TagsType::validate(const FieldDef &field, const Value &value) const
{
    TANDEM_TRY(FieldTypeInfo::validate(field, value));
    const QStringList tags = value.toSet();
    if (tags.size() > maxTags)
        return Error::invalid({}, u"tooMany"_s, {{u"limit"_s, maxTags}});
    for (const QString &tag : tags) {
        if (tag.size() > maxTagLength)
            return Error::invalid({}, u"tooLong"_s, {{u"limit"_s, maxTagLength}, {u"length"_s, tag.size()}});
        if (tag.trimmed() != tag || tag.isEmpty() || !tag.isValidUtf16() || tag.contains(QChar::Null))
            return Error::invalid({}, u"invalidCharacters"_s);
    }
    return {};
}

Result<Value> TagsType::fromJson(const FieldDef &, const QJsonValue &json) const
{
    return textSetFromJson(json);
}

Result<Value> TagsType::parseCell(const FieldDef &, const QString &cell, const ImportContext &) const
{
    const QStringList tags = wordsOfCell(cell);
    return tags.isEmpty() ? Value() : Value(tags);
}

}
