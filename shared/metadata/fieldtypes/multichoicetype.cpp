// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/metadata/fieldtypes/multichoicetype.h"

#include "shared/metadata/fieldtypes/celltext.h"
#include "shared/metadata/fieldtypes/choicetype.h"
#include "shared/metadata/fieldtypes/textset.h"

namespace tandem {

using namespace Qt::Literals::StringLiterals;

Result<void> MultiChoiceType::validate(const FieldDef &field, const Value &value) const
{
    TANDEM_TRY(FieldTypeInfo::validate(field, value));
    const QStringList keys = value.toSet();
    for (const QString &key : keys) {
        const bool known = std::any_of(
            field.options.begin(), field.options.end(), [&](const ChoiceOption &o) { return o.key == key; });
        if (!known)
            return Error::invalid({}, u"unknownOption"_s, {{u"option"_s, key.left(80)}});
    }
    return {};
}

Result<Value> MultiChoiceType::fromJson(const FieldDef &, const QJsonValue &json) const
{
    return textSetFromJson(json);
}

Result<Value> MultiChoiceType::parseCell(const FieldDef &field, const QString &cell, const ImportContext &context) const
{
    QStringList keys;
    for (const QString &word : wordsOfCell(cell)) {
        TANDEM_ASSIGN(const QString key, optionOfCell(field, word, context));
        keys.append(key);
    }
    return keys.isEmpty() ? Value() : Value(keys);
}

}
