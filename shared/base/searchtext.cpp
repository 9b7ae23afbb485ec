// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/base/searchtext.h"

#include "shared/base/searchwords.h"

#include <QStringList>

namespace tandem::searchtext {

using namespace searchwords;

namespace {

constexpr qsizetype longestName = 48; ///< characters that get pinyin
constexpr qsizetype longestInitials = 8;
constexpr qsizetype longestPinyin = 24;

QStringList pairsOf(const Run &run)
{
    QStringList pairs;
    for (qsizetype i = 0; i < run.characters.size(); ++i) {
        const auto *at = reinterpret_cast<const char32_t *>(run.characters.data()) + i;
        pairs.append(QString::fromUcs4(at, i + 1 < run.characters.size() ? 2 : 1));
    }
    return pairs;
}

QStringList threesOf(const QString &digits)
{
    QStringList threes;
    for (qsizetype i = 0; i + digitsTogether <= digits.size(); ++i)
        threes.append(u'd' + digits.mid(i, digitsTogether));
    return threes;
}

QString phrase(const QStringList &words, bool asBeginning)
{
    return u'"' + words.join(u' ') + (asBeginning ? QStringLiteral("\" *") : QStringLiteral("\""));
}

/// What one run must be found by. A pair ends a phrase only with its both characters, so the last character that
/// stands alone in the index is left out here, unless it is all there is.
QString matchOf(const Run &run)
{
    if (run.ideographic) {
        QStringList pairs = pairsOf(run);
        if (pairs.size() == 1)
            return phrase(pairs, true);
        pairs.removeLast();
        return phrase(pairs, false);
    }
    const QString word = phrase({run.text()}, true);
    if (!run.isNumber() || run.characters.size() < digitsTogether)
        return word;
    return QStringLiteral("(%1 OR %2)").arg(word, phrase(threesOf(digitsOf(run.text())), false));
}

}

QString words(const QString &text)
{
    QStringList words;
    const QList<Run> runs = runsOf(text);
    for (const Run &run : runs) {
        if (run.ideographic) {
            words.append(pairsOf(run));
            continue;
        }
        words.append(run.text());
        if (run.isNumber())
            words.append(threesOf(digitsOf(run.text())));
    }
    return words.join(u' ');
}

QString pinyinWords(const QString &name, Pinyin &pinyin)
{
    QList<QStringList> readings{{}};
    const QList<uint> characters = name.left(longestName).toUcs4();
    for (const uint character : characters) {
        const QString syllable = pinyin.syllable(character);
        if (!syllable.isEmpty())
            readings.first().append(syllable);
    }
    if (readings.first().isEmpty())
        return {};
    // A family name stands first and may sound differently there.
    const QString surname = pinyin.surname(characters.first());
    if (!surname.isEmpty() && surname != readings.first().first()) {
        readings.append(readings.first());
        readings.last().first() = surname;
    }

    QStringList words;
    for (const QStringList &syllables : std::as_const(readings)) {
        for (qsizetype from = 0; from < syllables.size(); ++from) {
            QString initials;
            QString full;
            for (qsizetype i = from; i < syllables.size(); ++i) {
                if (initials.size() < longestInitials)
                    initials.append(syllables.at(i).at(0));
                if (full.size() < longestPinyin)
                    full.append(syllables.at(i));
            }
            words << initials << full;
        }
    }
    words.removeDuplicates();
    return words.join(u' ');
}

QString phoneWords(const QString &phone)
{
    const QString digits = digitsOf(phone);
    if (digits.isEmpty())
        return {};
    return (QStringList{digits} + threesOf(digits)).join(u' ');
}

QString matchExpression(const QString &typed)
{
    if (looksLikePhone(typed))
        return phrase(threesOf(typedDigits(typed)), false);
    QStringList parts;
    const QList<Run> runs = runsOf(typed);
    for (const Run &run : runs)
        parts.append(matchOf(run));
    return parts.join(QStringLiteral(" AND "));
}

}
