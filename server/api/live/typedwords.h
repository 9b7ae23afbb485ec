// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/base/searchwords.h"
#include "shared/base/value.h"
#include "shared/expressions/expression.h"
#include "shared/metadata/fielddef.h"

#include <QStringList>

namespace tandem::server {

/// What somebody typed into a search, matched as the index of a laptop would: each word is the beginning of one in any
/// of a record's texts, Chinese characters stand there in this order, and three digits or more stand anywhere in a
/// number. By sound and without accents only the laptop finds, as the server has no index.
class TypedWords
{
public:
    explicit TypedWords(const QString &typed);

    bool isEmpty() const { return m_words.empty(); }
    /// What the database can say beforehand: each record that fits fulfils it, and not many others do. Null without
    /// fields.
    Expression condition(const std::vector<const FieldDef *> &fields) const;
    bool areIn(const std::vector<const FieldDef *> &fields, const FieldValues &values) const;

private:
    /// The texts of one record, cut.
    struct Texts
    {
        QStringList ideographs;
        QStringList words;
        QStringList numbers; ///< phone numbers without their gaps, and what consists of digits alone
    };
    enum class Kind { Ideographs, Word, Digits };
    struct Word
    {
        Kind kind = Kind::Word;
        QString text;
    };
    static Texts textsOf(const std::vector<const FieldDef *> &fields, const FieldValues &values);
    static bool isIn(const Word &word, const Texts &texts);

    std::vector<Word> m_words;
};

}
