// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/base/searchwords.h"
#include "shared/base/value.h"
#include "shared/expressions/expression.h"
#include "shared/metadata/fielddef.h"

#include <QStringList>

#include <functional>

namespace tandem::server {

/// What somebody typed into a search, matched as the index of a laptop would: each word is the beginning of one in any
/// of a record's texts, Chinese characters stand there in this order, and three digits or more stand anywhere in a
/// number. Accents do not count, and by its sound a record is found where the caller knows that.
class TypedWords
{
public:
    explicit TypedWords(const QString &typed);

    bool isEmpty() const { return m_words.empty(); }
    const QString &text() const { return m_text; } ///< as it was typed, no more of it than is looked at
    /// Whether something may sound so, or be written so but for its accents: then condition() leaves out what fits.
    bool haveLetters() const;
    /// What the database can say beforehand: each record that fits as it was typed fulfils it, and not many others do.
    /// Null without fields.
    Expression condition(const std::vector<const FieldDef *> &fields) const;
    /// The words of how the record's name sounds; asked for only where it does not fit as it is written.
    using Sounds = std::function<QStringList()>;
    bool areIn(const std::vector<const FieldDef *> &fields, const FieldValues &values, const Sounds &sounds = {}) const;

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
        QString plain; ///< without accents
    };
    static Texts textsOf(const std::vector<const FieldDef *> &fields, const FieldValues &values);
    static bool isIn(const Word &word, const Texts &texts);

    QString m_text;
    std::vector<Word> m_words;
};

}
