// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/api/live/typedwords.h"

#include "shared/expressions/filterbuilder.h"

#include <algorithm>

namespace tandem::server {

using namespace searchwords;

namespace {

constexpr qsizetype longestTyped = 200; ///< characters
constexpr size_t wordsOfCondition = 6; ///< more would cost the database more than they leave out
constexpr qsizetype longestText = 2000; ///< characters of one field that count, as in the index of a laptop

FilterPart partOf(const FieldDef &field, FilterCondition::Operator op, std::vector<Value> values)
{
    FilterPart part;
    part.kind = FilterPart::Kind::Condition;
    part.condition = {field.name, op, std::move(values), ExpressionType::Text};
    return part;
}

}

TypedWords::TypedWords(const QString &typed)
{
    const QString text = typed.left(longestTyped);
    if (looksLikePhone(text)) {
        m_words.push_back({Kind::Digits, typedDigits(text)});
        return;
    }
    const QList<Run> runs = runsOf(text);
    for (const Run &run : runs) {
        if (run.ideographic)
            m_words.push_back({Kind::Ideographs, run.text()});
        else if (run.isNumber() && run.characters.size() >= digitsTogether)
            m_words.push_back({Kind::Digits, digitsOf(run.text())});
        else
            m_words.push_back({Kind::Word, run.text()});
    }
}

Expression TypedWords::condition(const std::vector<const FieldDef *> &fields) const
{
    using Operator = FilterCondition::Operator;
    FilterPart all;
    for (size_t i = 0; i < std::min(m_words.size(), wordsOfCondition); ++i) {
        FilterPart any;
        any.kind = FilterPart::Kind::Any;
        for (const FieldDef *field : fields) {
            // A number is stored with the gaps that somebody gave it.
            const bool isAsTyped = m_words[i].kind != Kind::Digits || field->type != FieldType::Phone;
            any.parts.push_back(isAsTyped ? partOf(*field, Operator::Contains, {Value(m_words[i].text)})
                                          : partOf(*field, Operator::IsNotEmpty, {}));
        }
        all.parts.push_back(std::move(any));
    }
    return filterOf(all);
}

TypedWords::Texts TypedWords::textsOf(const std::vector<const FieldDef *> &fields, const FieldValues &values)
{
    Texts texts;
    for (const FieldDef *field : fields) {
        const QString text = field->readable(valueIn(values, field->number).toText()).left(longestText);
        if (field->type == FieldType::Phone) {
            texts.numbers.append(digitsOf(text));
            continue;
        }
        const QList<Run> runs = runsOf(text);
        for (const Run &run : runs) {
            (run.ideographic ? texts.ideographs : texts.words).append(run.text());
            if (!run.ideographic && run.isNumber())
                texts.numbers.append(digitsOf(run.text()));
        }
    }
    return texts;
}

bool TypedWords::isIn(const Word &word, const Texts &texts)
{
    const auto has = [&word](const QStringList &all, bool anywhere) {
        return std::any_of(all.begin(), all.end(),
            [&](const QString &text) { return anywhere ? text.contains(word.text) : text.startsWith(word.text); });
    };
    switch (word.kind) {
    case Kind::Ideographs:
        return has(texts.ideographs, true);
    case Kind::Digits:
        return has(texts.numbers, true) || has(texts.words, false);
    case Kind::Word:
        return has(texts.words, false) || has(texts.numbers, false);
    }
    return false;
}

bool TypedWords::areIn(const std::vector<const FieldDef *> &fields, const FieldValues &values) const
{
    const Texts texts = textsOf(fields, values);
    return std::all_of(m_words.begin(), m_words.end(), [&texts](const Word &word) { return isIn(word, texts); });
}

}
