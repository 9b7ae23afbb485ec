// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/metadata/fieldtypes/choicetype.h"

namespace tandem {

using namespace Qt::Literals::StringLiterals;

Result<QString> optionOfCell(const FieldDef &field, const QString &cell, const FieldTypeInfo::ImportContext &context)
{
    const QString word = cell.trimmed();
    for (const ChoiceOption &option : field.options) {
        if (option.key.compare(word, Qt::CaseInsensitive) == 0)
            return option.key;
    }
    const auto found = context.optionByLabel.constFind(word.toLower());
    if (found != context.optionByLabel.cend())
        return *found;
    return Error::invalid({}, u"unknownOption"_s, {{u"option"_s, word.left(80)}});
}

Result<void> ChoiceType::validate(const FieldDef &field, const Value &value) const
{
    TANDEM_TRY(FieldTypeInfo::validate(field, value));
    const QString key = value.toText();
    const bool known = value.isNull()
        || std::any_of(field.options.begin(), field.options.end(), [&](const ChoiceOption &o) { return o.key == key; });
    if (!known)
        return Error::invalid({}, u"unknownOption"_s, {{u"option"_s, key.left(80)}});
    return {};
}

Result<Value> ChoiceType::parseCell(const FieldDef &field, const QString &cell, const ImportContext &context) const
{
    TANDEM_ASSIGN(const QString key, optionOfCell(field, cell, context));
    return Value(key);
}

}
