// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/metadata/recordwords.h"

#include "shared/base/searchtext.h"

#include <QStringList>

#include <algorithm>

namespace tandem {

namespace {

bool isSearched(const FieldDef &field)
{
    return RecordWords::areOf(field) && field.number != systemfield::deletedAt;
}

}

bool RecordWords::areOf(const FieldDef &field)
{
    return field.searchable && !field.deleted && field.isStored();
}

bool RecordWords::areOf(const EntityDef &entity)
{
    return std::any_of(entity.fields.begin(), entity.fields.end(), isSearched);
}

std::vector<FieldNumber> RecordWords::fieldsOf(const EntityDef &entity)
{
    std::vector<FieldNumber> fields;
    for (const FieldDef &field : entity.fields) {
        if (isSearched(field))
            fields.push_back(field.number);
    }
    if (!fields.empty())
        fields.insert(fields.begin(), systemfield::deletedAt);
    return fields;
}

RecordWords RecordWords::of(const EntityDef &entity, const FieldValues &values, Pinyin &pinyin)
{
    RecordWords words;
    if (values.contains(systemfield::deletedAt))
        return words;
    QStringList body;
    for (const auto &[number, value] : values) {
        const FieldDef *field = entity.field(number);
        if (!field || !field->searchable)
            continue;
        const QString stored = value.kind() == Value::Kind::Set ? value.toSet().join(u' ') : value.toText();
        const QString text = field->readable(stored).left(longestText);
        if (text.isEmpty())
            continue;
        if (field->name == entity.titleField) {
            words.title = searchtext::words(text);
            words.pinyin = searchtext::pinyinWords(text, pinyin);
        } else if (field->type == FieldType::Phone) {
            body.append(searchtext::phoneWords(text));
        } else {
            body.append(searchtext::words(text));
        }
    }
    words.body = body.join(u' ');
    return words;
}

}
