// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/api/live/typedwords.h"

#include "shared/expressions/filterbuilder.h"
#include "shared/metadata/recordwords.h"

#include <algorithm>

namespace tandem::server {

using namespace searchwords;

namespace {

constexpr qsizetype longestTyped = 200; ///< characters
constexpr size_t wordsOfCondition = 6; ///< more would cost the database more than they leave out

FilterPart partOf(const FieldDef &field, FilterCondition::Operator op, std::vector<Value> values)
{
    FilterPart part;
    part.kind = FilterPart::Kind::Condition;
    part.condition = {field.name, op, std::move(values), ExpressionType::Text};
    return part;
}

}

TypedWords::TypedWords(const QString &typed)
    : m_text(typed.left(longestTyped))
{
    const auto add = [this](Kind kind, const QString &word) {
        m_words.push_back({kind, word, kind == Kind::Word ? withoutAccents(word) : word});
    };
    if (looksLikePhone(m_text)) {
        add(Kind::Digits, typedDigits(m_text));
        return;
    }
    const QList<Run> runs = runsOf(m_text);
    for (const Run &run : runs) {
        if (run.ideographic)
            add(Kind::Ideographs, run.text());
        else if (run.isNumber() && run.characters.size() >= digitsTogether)
            add(Kind::Digits, digitsOf(run.text()));
        else
            add(Kind::Word, run.text());
    }
}

bool TypedWords::haveLetters() const
{
    return std::any_of(m_words.begin(), m_words.end(), [](const Word &word) { return word.kind == Kind::Word; });
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
        const QString text = field->readable(valueIn(values, field->number).toText()).left(RecordWords::longestText);
        if (field->type == FieldType::Phone) {
            texts.numbers.append(digitsOf(text));
            continue;
        }
        const QList<Run> runs = runsOf(text);
        for (const Run &run : runs) {
            if (run.ideographic) {
                texts.ideographs.append(run.text());
                continue;
            }
            texts.words.append(withoutAccents(run.text()));
            if (run.isNumber())
                texts.numbers.append(digitsOf(run.text()));
        }
    }
    return texts;
}

bool TypedWords::isIn(const Word &word, const Texts &texts)
{
    const auto has = [&word](const QStringList &all, bool anywhere) {
        return std::any_of(all.begin(), all.end(),
            [&](const QString &text) { return anywhere ? text.contains(word.plain) : text.startsWith(word.plain); });
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

bool TypedWords::areIn(
    const std::vector<const FieldDef *> &fields, const FieldValues &values, const Sounds &sounds) const
{
    Texts texts = textsOf(fields, values);
    const auto fit = [this, &texts] {
        return std::all_of(m_words.begin(), m_words.end(), [&texts](const Word &word) { return isIn(word, texts); });
    };
    if (fit())
        return true;
    if (!sounds)
        return false;
    texts.words.append(sounds());
    return fit();
}

}
