// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/replica/searchtext.h"

#include <QStringList>

namespace tandem::client::searchtext {

namespace {

constexpr qsizetype longestName = 48; ///< characters that get pinyin
constexpr qsizetype longestInitials = 8;
constexpr qsizetype longestPinyin = 24;
constexpr qsizetype digitsTogether = 3;

bool isIdeographic(char32_t character)
{
    switch (QChar::script(character)) {
    case QChar::Script_Han:
    case QChar::Script_Hiragana:
    case QChar::Script_Katakana:
    case QChar::Script_Hangul:
    case QChar::Script_Bopomofo:
        return true;
    default:
        return false;
    }
}

/// A stretch of text that is cut in one way.
struct Run
{
    QList<uint> characters;
    bool ideographic = false;

    QString text() const
    {
        return QString::fromUcs4(reinterpret_cast<const char32_t *>(characters.data()), characters.size());
    }
};

/// Runs of letters, marks and digits; whatever else is there only separates.
QList<Run> runsOf(const QString &text)
{
    QList<Run> runs;
    bool open = false;
    const QList<uint> characters = text.normalized(QString::NormalizationForm_KC).toLower().toUcs4();
    for (const uint character : characters) {
        if (!QChar::isLetterOrNumber(character) && !QChar::isMark(character)) {
            open = false;
            continue;
        }
        const bool ideographic = isIdeographic(character);
        if (!open || runs.last().ideographic != ideographic)
            runs.append(Run{{}, ideographic});
        runs.last().characters.append(character);
        open = true;
    }
    return runs;
}

QStringList pairsOf(const Run &run)
{
    QStringList pairs;
    for (qsizetype i = 0; i < run.characters.size(); ++i) {
        const auto *at = reinterpret_cast<const char32_t *>(run.characters.data()) + i;
        pairs.append(QString::fromUcs4(at, i + 1 < run.characters.size() ? 2 : 1));
    }
    return pairs;
}

QString digitsOf(const QString &text)
{
    QString digits;
    for (const QChar character : text) {
        if (character.isDigit())
            digits.append(QChar(u'0' + character.digitValue()));
    }
    return digits;
}

QStringList threesOf(const QString &digits)
{
    QStringList threes;
    for (qsizetype i = 0; i + digitsTogether <= digits.size(); ++i)
        threes.append(u'd' + digits.mid(i, digitsTogether));
    return threes;
}

bool isNumber(const Run &run)
{
    return std::all_of(run.characters.begin(), run.characters.end(), [](uint c) { return QChar::isDigit(c); });
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
    if (!isNumber(run) || run.characters.size() < digitsTogether)
        return word;
    return QStringLiteral("(%1 OR %2)").arg(word, phrase(threesOf(digitsOf(run.text())), false));
}

/// "138 1234-5678" and "+86 138…" are typed with gaps: then the digits count as one number.
bool looksLikePhone(const QString &typed)
{
    int digits = 0;
    for (const QChar character : typed) {
        if (character.isDigit())
            ++digits;
        else if (!character.isSpace() && !QStringLiteral("+-()./").contains(character))
            return false;
    }
    return digits > digitsTogether;
}

/// Without the prefix of the country, which stored numbers mostly lack.
QString typedDigits(const QString &typed)
{
    QString digits = digitsOf(typed);
    for (const QLatin1String prefix : {QLatin1String("0086"), QLatin1String("86")}) {
        if (digits.startsWith(prefix) && digits.size() - prefix.size() == 11)
            digits.remove(0, prefix.size());
    }
    return digits;
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
        if (isNumber(run))
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
