// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/models/wordsfilter.h"

#include "shared/expressions/filterbuilder.h"

namespace tandem::client {

namespace {

QString containsWords(const QString &field, const QString &words)
{
    FilterCondition condition;
    condition.field = field;
    condition.op = FilterCondition::Operator::Contains;
    condition.values = {Value(words)};
    return buildFilter({condition}).toText();
}

}

QString wordsFilter(const EntityDef &entity, const QString &words)
{
    if (words.isEmpty())
        return {};
    QStringList alternatives;
    for (const FieldDef &field : entity.fields) {
        const bool textual = field.type == FieldType::Text || field.type == FieldType::Email
            || field.type == FieldType::Phone || field.type == FieldType::NumberSeries;
        if (!field.deleted && textual && (field.searchable || field.name == entity.titleField))
            alternatives.append(containsWords(field.name, words));
    }
    return alternatives.join(QStringLiteral(" or "));
}

}
